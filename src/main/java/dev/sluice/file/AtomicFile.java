package dev.sluice.file;

import dev.sluice.error.UnwritableTargetException;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import dev.sluice.text.Quote;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AccessMode;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
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
 *
 * <p>Only a regular file is replaced. A link is followed to one and stays; a directory, a FIFO, a
 * device and a link to anything else are refused. Owner, group and permissions of the file that is
 * replaced are kept; where the group cannot be, the group's permissions shrink to those of
 * everybody. The temporary file has a name that nobody can know beforehand, and is never one that
 * was there.
 */
public final class AtomicFile {

  /** Names that are tried for the temporary file: that even one is taken is an attack. */
  private static final int TRIES = 3;

  private final Path path;
  private final Leftovers leftovers;
  private final Optional<Path> like;

  /** A file that, where it is new, has the process's default permissions. */
  public AtomicFile(Path path, Leftovers leftovers) {
    this(path, leftovers, Optional.empty());
  }

  /**
   * A file.
   *
   * @param path where it is or is going to be
   * @param leftovers the temporary files of its writer
   * @param like a file whose permissions, group and time it gets if it is new
   */
  public AtomicFile(Path path, Leftovers leftovers, Optional<Path> like) {
    this.path = path;
    this.leftovers = leftovers;
    this.like = like;
  }

  /**
   * Makes sure, as far as that can be known before, that the file can be replaced: a temporary file
   * is made beside it and removed.
   *
   * @throws UnwritableTargetException if it cannot
   */
  public void check() {
    try {
      Path target = target();
      Temporary temporary = create(target, check(target));
      try {
        temporary.channel().close();
      } finally {
        discard(temporary.path());
      }
    } catch (IOException e) {
      throw unwritable(reason(e), e);
    }
  }

  /**
   * Replaces the file on the calling thread, which has to wait for the disk.
   *
   * @param cancelled asked between chunks; where it says so, nothing is replaced and nothing thrown
   * @throws UnwritableTargetException if the file must not be replaced, or the disk fails
   */
  public void write(Iterator<ByteBuffer> chunks, BooleanSupplier cancelled) {
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
    FileTraits traits = check(target);
    Temporary temporary = create(target, traits);
    boolean moved = false;
    try {
      fill(temporary, traits, chunks, cancelled);
      if (!cancelled.getAsBoolean()) {
        Files.move(temporary.path(), target, StandardCopyOption.ATOMIC_MOVE);
        moved = true;
        forceFolder(target);
      }
    } finally {
      if (!moved) {
        discard(temporary.path());
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
      // the links of a process to its pipes have names that no path leads to
      throw unwritable(
          Files.exists(absolute)
              ? "It is a link to something that is not a regular file"
              : "It is a link that leads nowhere",
          e);
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

  /** Refuses what must not be replaced; gives the traits of what is, or of what is to be. */
  private FileTraits check(Path target) throws IOException {
    Optional<BasicFileAttributes> attributes = attributes(target);
    if (attributes.isEmpty()) {
      return like.isPresent() ? traitsOf(like.get()) : FileTraits.NONE;
    }
    if (!attributes.get().isRegularFile()) {
      throw unwritable(
          attributes.get().isDirectory() ? "It is a directory" : "It is not a regular file", null);
    }
    // a rename would not ask, and unlike Files.isWritable this tells a failure from a no
    target.getFileSystem().provider().checkAccess(target, AccessMode.WRITE);
    return FileTraits.accessOf(target);
  }

  private FileTraits traitsOf(Path file) {
    try {
      return FileTraits.of(file);
    } catch (IOException e) {
      throw unwritable("The permissions of " + Quote.of(file.toString()) + " cannot be read", e);
    }
  }

  /** A file that was not there before, and the channel that made it. */
  private record Temporary(Path path, FileChannel channel) {}

  private Temporary create(Path target, FileTraits traits) throws IOException {
    Set<StandardOpenOption> options =
        EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    FileAttribute<?>[] attributes =
        traits
            .access()
            .map(FileTraits.Access::ofOwner)
            .map(own -> new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(own)})
            .orElse(new FileAttribute<?>[0]);
    for (int tries = 1; ; tries++) {
      Path temporary = target.resolveSibling(leftovers.newName());
      try {
        return new Temporary(temporary, FileChannel.open(temporary, options, attributes));
      } catch (FileAlreadyExistsException e) {
        if (tries == TRIES) {
          throw e;
        }
      } catch (AccessDeniedException e) {
        throw unwritable("Its folder may not be written", e);
      }
    }
  }

  private static void fill(
      Temporary temporary,
      FileTraits traits,
      Iterator<ByteBuffer> chunks,
      BooleanSupplier cancelled)
      throws IOException {
    try (FileChannel channel = temporary.channel()) {
      while (!cancelled.getAsBoolean() && chunks.hasNext()) {
        ByteBuffer chunk = chunks.next();
        while (chunk.hasRemaining()) {
          channel.write(chunk);
        }
      }
      traits.giveTo(temporary.path());
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
