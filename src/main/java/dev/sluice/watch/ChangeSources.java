package dev.sluice.watch;

import dev.sluice.file.Unreadable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/**
 * The source of changes of a tree.
 *
 * @param source reports the changes
 * @param reason why the tree must be polled; empty if the source notices changes
 */
record ChangeSources(ChangeSource source, String reason) {

  private static final Set<String> NETWORK =
      Set.of(
          "9p",
          "afs",
          "ceph",
          "cifs",
          "drvfs",
          "glusterfs",
          "lustre",
          "ncpfs",
          "nfs",
          "nfs4",
          "smb",
          "smb2",
          "smb3",
          "smbfs",
          "vboxsf",
          "virtiofs");

  /** Opens the best source for a directory, which the caller must close. */
  static ChangeSources of(Path directory) {
    String type = type(directory);
    if (isRemote(type)) {
      return quiet("Changes on the file system \"" + type + "\" are not reported reliably");
    }
    try {
      return new ChangeSources(new ServiceSource(directory.getFileSystem().newWatchService()), "");
    } catch (UnsupportedOperationException e) {
      return quiet("The file system does not report changes");
    } catch (IOException e) {
      return quiet(limit(e));
    }
  }

  /** A source for polling. */
  static ChangeSources quiet(String reason) {
    return new ChangeSources(new QuietSource(), reason);
  }

  /** Why a watch service or one of its watches is not available. */
  static String limit(IOException failure) {
    String message = String.valueOf(failure.getMessage());
    if (message.contains("watches")) {
      return "The user's limit of watched directories is reached"
          + " (sysctl fs.inotify.max_user_watches)";
    }
    if (message.contains("inotify instances") || message.contains("Too many open files")) {
      return "The user's limit of watch services is reached"
          + " (sysctl fs.inotify.max_user_instances)";
    }
    return "The watch service is not available: " + Unreadable.reason(failure);
  }

  /** Whether other computers may change a file system of this type without an event here. */
  static boolean isRemote(String type) {
    String name = type.toLowerCase(Locale.ROOT);
    return NETWORK.contains(name) || name.startsWith("fuse");
  }

  private static String type(Path directory) {
    try {
      return Files.getFileStore(directory).type();
    } catch (IOException | UnsupportedOperationException e) {
      return ""; // the walk reports what is wrong with the directory
    }
  }
}
