package dev.sluice.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.ProviderMismatchException;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What a file has besides its name and its bytes, to be given to another file.
 *
 * @param access who may use it; empty on file systems without POSIX permissions
 * @param modified when it was last changed; empty if that is not to be given on
 */
record FileTraits(Optional<Access> access, Optional<FileTime> modified) {

  /** Those of any new file of the process. */
  static final FileTraits NONE = new FileTraits(Optional.empty(), Optional.empty());

  private static final Set<PosixFilePermission> OWNERS =
      EnumSet.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  /**
   * Who may use a file.
   *
   * @param owner whom it belongs to
   * @param group whose members the group's permissions are for
   * @param permissions who may do what
   */
  record Access(UserPrincipal owner, GroupPrincipal group, Set<PosixFilePermission> permissions) {

    private static Access of(PosixFileAttributes attributes) {
      return new Access(attributes.owner(), attributes.group(), attributes.permissions());
    }

    /** The owner's permissions alone. */
    Set<PosixFilePermission> ofOwner() {
      Set<PosixFilePermission> kept = EnumSet.copyOf(OWNERS);
      kept.retainAll(permissions);
      return kept;
    }

    /** What is left where the group cannot be kept: another group may do what everybody may. */
    private Set<PosixFilePermission> withoutGroup() {
      Set<PosixFilePermission> kept = ofOwner();
      addShared(kept, PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);
      addShared(kept, PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);
      addShared(kept, PosixFilePermission.GROUP_EXECUTE, PosixFilePermission.OTHERS_EXECUTE);
      return kept;
    }

    private void addShared(
        Set<PosixFilePermission> kept, PosixFilePermission group, PosixFilePermission others) {
      if (permissions.contains(group) && permissions.contains(others)) {
        kept.add(group);
        kept.add(others);
      }
    }
  }

  /** The traits of a file, or of what a link leads to. */
  static FileTraits of(Path file) throws IOException {
    FileTime modified = Files.readAttributes(file, BasicFileAttributes.class).lastModifiedTime();
    return new FileTraits(access(file), Optional.of(modified));
  }

  /** Who may use a file; its time is not given on. */
  static FileTraits accessOf(Path file) throws IOException {
    return new FileTraits(access(file, LinkOption.NOFOLLOW_LINKS), Optional.empty());
  }

  private static Optional<Access> access(Path file, LinkOption... links) throws IOException {
    PosixFileAttributeView view =
        Files.getFileAttributeView(file, PosixFileAttributeView.class, links);
    return view == null ? Optional.empty() : Optional.of(Access.of(view.readAttributes()));
  }

  /** Gives the traits to a file of ours, which nobody else may use yet. */
  void giveTo(Path file) throws IOException {
    if (access.isPresent()) {
      Access kept = access.get();
      PosixFileAttributeView view =
          Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
      PosixFileAttributes now = view.readAttributes();
      boolean grouped = kept.group().equals(now.group()) || isGiven(kept.group(), view);
      view.setPermissions(grouped ? kept.permissions() : kept.withoutGroup());
      if (!kept.owner().equals(now.owner())) {
        giveAway(kept.owner(), view);
      }
    }
    if (modified.isPresent()) {
      Files.setLastModifiedTime(file, modified.get());
    }
  }

  private static boolean isGiven(GroupPrincipal group, PosixFileAttributeView view) {
    try {
      view.setGroup(group);
      return true;
    } catch (IOException | ProviderMismatchException e) {
      return false; // only its members may do this
    }
  }

  private static void giveAway(UserPrincipal owner, PosixFileAttributeView view) {
    try {
      view.setOwner(owner);
    } catch (IOException | ProviderMismatchException e) {
      // only the system's administrator may do this
    }
  }
}
