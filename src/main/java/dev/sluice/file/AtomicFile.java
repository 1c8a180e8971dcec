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
 * An atomic replacement of a file: write a temporary file in the same directory, flush it, set its
 * permissions, move it atomically, flush the directory.
 *
 * <p>The order makes a crash harmless: a file that is moved before its bytes are flushed can be
 * empty after a power failure, and a power failure can undo a move that is not flushed.
 *
 * <p>Only a regular file is replaced. A symbolic link to a regular file is followed and kept; a
 * directory, a FIFO, a device and any other link are refused. Owner, group and permissions of the
 * replaced file are kept; if the group cannot be kept, the group's permissions are reduced to those
 * of other users. The temporary file is always a new file with an unpredictable name.
 */
public final class AtomicFile {

  /** Attempts to create the temporary file; even a single name in use indicates an attack. */
  private static final int TRIES = 3;

  private final Path path;
  private final Leftovers leftovers;
  private final Optional<Path> like;

  /** A replacement of a file that, if it is new, gets the process's default permissions. */
  public AtomicFile(Path path, Leftovers leftovers) {
    this(path, leftovers, Optional.empty());
  }

  /**
   * A file.
   *
   * @param path the target
   * @param leftovers the temporary files of the writer
   * @param like a file whose time the target gets, and if it is new its permissions and group too
   */
  public AtomicFile(Path path, Leftovers leftovers, Optional<Path> like) {
    this.path = path;
    this.leftovers = leftovers;
    this.like = like;
  }

  /**
   * Checks in advance, as far as possible, that the file can be replaced: creates a temporary file
   * beside it and removes it.
   *
   * @throws UnwritableTargetException if it cannot be replaced
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
   * Replaces the file on the calling thread, which blocks on the disk.
   *
   * @param cancelled called between chunks; once it returns true, the file is not replaced and
   *     nothing is thrown
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
    leftovers.sweepOnce(directoryOf(target));
    FileTraits traits = check(target);
    Temporary temporary = create(target, traits);
    boolean moved = false;
    try {
      fill(temporary, traits, chunks, cancelled);
      if (!cancelled.getAsBoolean()) {
        Files.move(temporary.path(), target, StandardCopyOption.ATOMIC_MOVE);
        moved = true;
        forceDirectory(target);
      }
    } finally {
      if (!moved) {
        discard(temporary.path());
      }
    }
  }

  /** The file itself, or the target of a link. */
  private Path target() throws IOException {
    Path absolute = path.toAbsolutePath();
    Optional<BasicFileAttributes> attributes = attributes(absolute);
    if (attributes.isPresent() && attributes.get().isDirectory()) {
      throw unwritable("it is a directory", null); // whatever its name
    }
    Path name = absolute.getFileName();
    Optional<String> fault = TargetNames.fault(name == null ? "" : name.toString());
    if (fault.isPresent()) {
      throw unwritable(fault.get(), null);
    }
    if (attributes.isEmpty() || !attributes.get().isSymbolicLink()) {
      return absolute;
    }
    try {
      return absolute.toRealPath();
    } catch (NoSuchFileException e) {
      // the links of a process to its pipes have names that are not paths
      throw unwritable(
          Files.exists(absolute)
              ? "it is a symbolic link to something that is not a regular file"
              : "it is a symbolic link to a file that does not exist",
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

  /**
   * Refuses targets that must not be replaced; returns the traits of the old file or of the new
   * one.
   */
  private FileTraits check(Path target) throws IOException {
    Optional<BasicFileAttributes> attributes = attributes(target);
    if (attributes.isEmpty()) {
      return like.isPresent() ? traitsOf(like.get()) : FileTraits.NONE;
    }
    if (!attributes.get().isRegularFile()) {
      boolean isDirectory = attributes.get().isDirectory();
      throw unwritable(isDirectory ? "it is a directory" : "it is not a regular file", null);
    }
    // a rename would ignore the permission; unlike Files.isWritable, this reports failures
    target.getFileSystem().provider().checkAccess(target, AccessMode.WRITE);
    FileTraits own = FileTraits.accessOf(target);
    return like.isEmpty() ? own : new FileTraits(own.access(), traitsOf(like.get()).modified());
  }

  private FileTraits traitsOf(Path file) {
    try {
      return FileTraits.of(file);
    } catch (IOException e) {
      throw unwritable("the permissions of " + Quote.of(file.toString()) + " cannot be read", e);
    }
  }

  /** A newly created file and its open channel. */
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
        throw unwritable("its directory is not writable", e);
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

  /** Makes the move durable, if directories can be opened, which is not the case on Windows. */
  private static void forceDirectory(Path target) throws IOException {
    if (target.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      try (FileChannel channel = FileChannel.open(directoryOf(target), StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  private static Path directoryOf(Path target) {
    return Objects.requireNonNull(
        target.getParent(), "an absolute path with a name has a directory");
  }

  private static void discard(Path temporary) {
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException e) {
      // its name is recognisable, and a later writer removes it
    }
  }

  private static String reason(IOException failure) {
    if (failure instanceof NoSuchFileException) {
      return "its directory does not exist";
    }
    if (failure instanceof AccessDeniedException) {
      return "permission denied";
    }
    String detail =
        failure instanceof FileSystemException known ? known.getReason() : failure.getMessage();
    return detail == null ? "the file system gives no reason" : Quote.safe(detail);
  }

  private UnwritableTargetException unwritable(String reason, @Nullable Throwable cause) {
    Path name = path.getFileName();
    Finding finding =
        Finding.of(
            FindingCode.UNWRITABLE,
            "Cannot write " + Quote.of((name == null ? path : name).toString()) + ": " + reason);
    return new UnwritableTargetException(finding, cause).from(path.toString());
  }
}
