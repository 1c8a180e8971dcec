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
 * The attributes of a file that a replacement or a new file gets.
 *
 * @param access owner, group and permissions; empty on file systems without POSIX permissions
 * @param modified the modification time; empty if it is not to be set
 */
record FileTraits(Optional<Access> access, Optional<FileTime> modified) {

  /** The traits of any new file of the process. */
  static final FileTraits NONE = new FileTraits(Optional.empty(), Optional.empty());

  private static final Set<PosixFilePermission> OWNERS =
      EnumSet.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  /**
   * Owner, group and permissions of a file.
   *
   * @param owner the owner
   * @param group the group
   * @param permissions the permissions
   */
  record Access(UserPrincipal owner, GroupPrincipal group, Set<PosixFilePermission> permissions) {

    private static Access of(PosixFileAttributes attributes) {
      return new Access(attributes.owner(), attributes.group(), attributes.permissions());
    }

    /** Only the owner's permissions. */
    Set<PosixFilePermission> ofOwner() {
      Set<PosixFilePermission> kept = EnumSet.copyOf(OWNERS);
      kept.retainAll(permissions);
      return kept;
    }

    /**
     * The permissions for the case that the group cannot be kept: the new group gets the
     * permissions of other users.
     */
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

  /** The traits of a file, or of the target of a link. */
  static FileTraits of(Path file) throws IOException {
    FileTime modified = Files.readAttributes(file, BasicFileAttributes.class).lastModifiedTime();
    return new FileTraits(access(file), Optional.of(modified));
  }

  /** The access of a file, without its time. */
  static FileTraits accessOf(Path file) throws IOException {
    return new FileTraits(access(file, LinkOption.NOFOLLOW_LINKS), Optional.empty());
  }

  private static Optional<Access> access(Path file, LinkOption... links) throws IOException {
    PosixFileAttributeView view =
        Files.getFileAttributeView(file, PosixFileAttributeView.class, links);
    return view == null ? Optional.empty() : Optional.of(Access.of(view.readAttributes()));
  }

  /** Sets the traits of a new file that no other user can access yet. */
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
      return false; // only members of the group may do this
    }
  }

  private static void giveAway(UserPrincipal owner, PosixFileAttributeView view) {
    try {
      view.setOwner(owner);
    } catch (IOException | ProviderMismatchException e) {
      // only the administrator may do this
    }
  }
}
