package dev.sluice.cli.git;

import dev.sluice.git.GitTool;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The files of a repository whose content in the working tree differs from that in the common
 * ancestor of a revision and {@code HEAD}, and the untracked files that are not ignored.
 */
public final class ChangedFiles {

  private static final String NUL = "\0";

  private final Path root;
  private final String ancestor;
  private final List<ChangedFile> files;

  /**
   * A file that was added or changed.
   *
   * @param path its path
   * @param before its name in the ancestor, relative to the root; empty if it is new
   */
  public record ChangedFile(Path path, Optional<String> before) {}

  private ChangedFiles(Path root, String ancestor, List<ChangedFile> files) {
    this.root = root;
    this.ancestor = ancestor;
    this.files = List.copyOf(files);
  }

  /**
   * Runs git to find the changed files.
   *
   * @param directory a directory in the repository
   * @param revision a name of a commit
   * @throws IOException if git fails; the message has the cause
   */
  public static ChangedFiles since(String revision, Path directory) throws IOException {
    if (revision.startsWith("-")) {
      throw new IOException("not a revision: " + revision);
    }
    GitTool git = new GitTool(directory.toAbsolutePath());
    Path root = Path.of(git.require("rev-parse", "--show-toplevel"));
    GitTool atRoot = new GitTool(root);
    String ancestor = ancestor(atRoot, revision);
    List<ChangedFile> files = new ArrayList<>();
    addTracked(
        atRoot.require(
            "diff",
            "--no-ext-diff",
            "--no-textconv",
            "--no-color",
            "--name-status",
            "--find-renames",
            "--diff-filter=d",
            "-z",
            ancestor,
            "--"),
        root,
        files);
    String untracked = atRoot.require("ls-files", "--others", "--exclude-standard", "-z");
    for (String name : untracked.split(NUL, -1)) {
      if (!name.isEmpty()) {
        files.add(new ChangedFile(root.resolve(name), Optional.empty()));
      }
    }
    return new ChangedFiles(root, ancestor, files);
  }

  private static String ancestor(GitTool git, String revision) throws IOException {
    GitTool.Result known = git.run("rev-parse", "--verify", "--quiet", revision + "^{commit}");
    GitTool.Result base = git.run("merge-base", revision, "HEAD");
    if (known.succeeded() && base.succeeded()) {
      return base.out();
    }
    String reason =
        known.succeeded()
            ? "git finds no common ancestor of " + revision + " and HEAD"
            : "git does not find the revision " + revision;
    boolean shallow = git.run("rev-parse", "--is-shallow-repository").out().equals("true");
    throw new IOException(
        reason + (shallow ? "; the clone is shallow: fetch its history (fetch-depth: 0)" : ""));
  }

  /** Adds the files of a list such as {@code M NUL name NUL R090 NUL old NUL new NUL}. */
  private static void addTracked(String list, Path root, List<ChangedFile> files) {
    String[] parts = list.split(NUL, -1);
    for (int i = 0; i + 1 < parts.length; ) {
      char status = parts[i].charAt(0);
      if (status == 'R' || status == 'C') {
        files.add(new ChangedFile(root.resolve(parts[i + 2]), Optional.of(parts[i + 1])));
        i += 3;
      } else {
        Optional<String> before = status == 'A' ? Optional.empty() : Optional.of(parts[i + 1]);
        files.add(new ChangedFile(root.resolve(parts[i + 1]), before));
        i += 2;
      }
    }
  }

  /** The files, in the order in which git lists them. */
  public List<ChangedFile> files() {
    return files;
  }

  /**
   * The bytes of a file in the ancestor.
   *
   * @param name its name, relative to the root
   * @throws IOException if git fails
   */
  public byte[] before(String name) throws IOException {
    return new GitTool(root)
        .requireBytes(Integer.MAX_VALUE - 8, "cat-file", "blob", ancestor + ":" + name);
  }
}
