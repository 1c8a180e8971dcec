package dev.sluice.write;

import dev.sluice.error.Quote;
import dev.sluice.error.UnwritableTargetException;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AccessMode;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One replacement of a file: temporary file in the same folder, write, force, permissions, atomic
 * move, force the folder.
 *
 * <p>The order is what keeps a crash harmless: a file that is moved before its bytes are forced can
 * be empty after a power failure, and a move that is not forced can be undone by one.
 */
final class AtomicFile {

  private final Path path;
  private final Leftovers leftovers;

  AtomicFile(Path path, Leftovers leftovers) {
    this.path = path;
    this.leftovers = leftovers;
  }

  /**
   * Replaces the file on the calling thread, which has to wait for the disk.
   *
   * @param cancelled asked between chunks; where it says so, nothing is replaced and nothing thrown
   */
  void write(Iterator<ByteBuffer> chunks, BooleanSupplier cancelled) {
    try {
      replace(chunks, cancelled);
    } catch (IOException e) {
      if (!cancelled.getAsBoolean()) { // the interrupt of a cancelled worker closes the channel
        throw unwritable(reason(e), e);
      }
    }
  }

  private void replace(Iterator<ByteBuffer> chunks, BooleanSupplier cancelled) throws IOException {
    Path target = target();
    leftovers.sweepOnce(folderOf(target));
    Optional<Set<PosixFilePermission>> permissions = check(target);
    Path temporary = target.resolveSibling(Leftovers.newName());
    boolean moved = false;
    try {
      fill(temporary, permissions, chunks, cancelled);
      if (!cancelled.getAsBoolean()) {
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        moved = true;
        forceFolder(target);
      }
    } finally {
      if (!moved) {
        discard(temporary);
      }
    }
  }

  /** The file itself, or the one that a link leads to. */
  private Path target() throws IOException {
    Path absolute = path.toAbsolutePath();
    Path name = absolute.getFileName();
    Optional<String> fault = TargetNames.fault(name == null ? "" : name.toString());
    if (fault.isPresent()) {
      throw unwritable(fault.get(), null);
    }
    Optional<BasicFileAttributes> attributes = attributes(absolute);
    if (attributes.isEmpty() || !attributes.get().isSymbolicLink()) {
      return absolute;
    }
    try {
      return absolute.toRealPath();
    } catch (NoSuchFileException e) {
      throw unwritable("It is a link that leads nowhere", e);
    }
  }

  private static Optional<BasicFileAttributes> attributes(Path file) throws IOException {
    try {
      return Optional.of(
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** Refuses what must not be replaced; gives the permissions of what is. */
  private Optional<Set<PosixFilePermission>> check(Path target) throws IOException {
    Optional<BasicFileAttributes> attributes = attributes(target);
    if (attributes.isEmpty()) {
      return Optional.empty();
    }
    if (!attributes.get().isRegularFile()) {
      throw unwritable(
          attributes.get().isDirectory() ? "It is a directory" : "It is no regular file", null);
    }
    // a rename would not ask, and unlike Files.isWritable this tells a failure from a no
    target.getFileSystem().provider().checkAccess(target, AccessMode.WRITE);
    PosixFileAttributeView view = Files.getFileAttributeView(target, PosixFileAttributeView.class);
    return view == null ? Optional.empty() : Optional.of(view.readAttributes().permissions());
  }

  private static void fill(
      Path temporary,
      Optional<Set<PosixFilePermission>> permissions,
      Iterator<ByteBuffer> chunks,
      BooleanSupplier cancelled)
      throws IOException {
    Set<StandardOpenOption> options =
        EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    FileAttribute<?>[] attributes =
        permissions
            .map(kept -> new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(kept)})
            .orElse(new FileAttribute<?>[0]);
    try (FileChannel channel = FileChannel.open(temporary, options, attributes)) {
      if (permissions.isPresent()) {
        // the process's mask may have taken some away
        Files.setPosixFilePermissions(temporary, permissions.get());
      }
      while (!cancelled.getAsBoolean() && chunks.hasNext()) {
        ByteBuffer chunk = chunks.next();
        while (chunk.hasRemaining()) {
          channel.write(chunk);
        }
      }
      channel.force(true);
    }
  }

  /** Makes the move itself durable, where folders can be opened: not on Windows. */
  private static void forceFolder(Path target) throws IOException {
    if (target.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      try (FileChannel channel = FileChannel.open(folderOf(target), StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  private static Path folderOf(Path target) {
    return Objects.requireNonNull(target.getParent(), "an absolute path with a name has a folder");
  }

  private static void discard(Path temporary) {
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException e) {
      // it is recognisable, and a later writer removes it
    }
  }

  private static String reason(IOException failure) {
    if (failure instanceof NoSuchFileException) {
      return "There is no such folder";
    }
    if (failure instanceof AccessDeniedException) {
      return "It may not be written";
    }
    String told =
        failure instanceof FileSystemException known ? known.getReason() : failure.getMessage();
    return told == null ? "Writing failed" : "Writing failed (" + Quote.safe(told) + ")";
  }

  private UnwritableTargetException unwritable(String reason, @Nullable Throwable cause) {
    Path name = path.getFileName();
    Finding finding =
        Finding.of(
            FindingCode.UNWRITABLE,
            "Cannot write " + Quote.of((name == null ? path : name).toString()) + ": " + reason);
    return new UnwritableTargetException(finding, cause).in(path.toString());
  }
}
