package dev.sluice.cli.git;

import dev.sluice.cli.answer.FileNames;
import dev.sluice.git.GitTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The files of a repository whose content in the working tree differs from that in the common
 * ancestor of a revision and {@code HEAD}, and the untracked files that are not ignored. Symbolic
 * links and the files of submodules are not among them.
 */
public final class ChangedFiles {

  private static final int MOST_BYTES = 64 << 20;
  private static final String SUBMODULE = "160000";
  private static final String LINK = "120000";

  private final Path root;
  private final String ancestor;
  private final List<ChangedFile> files;
  private final List<Path> submodules;

  /**
   * A file that was added or changed.
   *
   * @param path its path
   * @param before its name in the ancestor, relative to the root; empty if it is new, was a link or
   *     a submodule, or has a name that git cannot be asked for
   */
  public record ChangedFile(Path path, Optional<String> before) {}

  private ChangedFiles(Path root, String ancestor, List<ChangedFile> files, List<Path> submodules) {
    this.root = root;
    this.ancestor = ancestor;
    this.files = List.copyOf(files);
    this.submodules = List.copyOf(submodules);
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
      throw new IOException("not a revision: " + revision + "; name a commit, branch or tag");
    }
    GitTool git = new GitTool(directory.toAbsolutePath());
    Path root = Path.of(git.require("rev-parse", "--show-toplevel"));
    GitTool atRoot = new GitTool(root);
    String ancestor = ancestor(atRoot, revision);
    List<ChangedFile> files = new ArrayList<>();
    List<Path> submodules = new ArrayList<>();
    addTracked(
        listed(
            atRoot,
            "diff",
            "--no-ext-diff",
            "--no-textconv",
            "--no-color",
            "--raw",
            "--ignore-submodules=none",
            "--find-renames",
            "--diff-filter=d",
            "-z",
            ancestor,
            "--"),
        root,
        files,
        submodules);
    for (String name : listed(atRoot, "ls-files", "--others", "--exclude-standard", "-z")) {
      Path path = FileNames.within(root, name);
      if (!Files.isSymbolicLink(path)) {
        files.add(new ChangedFile(path, Optional.empty()));
      }
    }
    return new ChangedFiles(root, ancestor, files, submodules);
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
        reason
            + (shallow
                ? "; the clone is shallow: fetch its history (fetch-depth: 0)"
                : "; fetch it, or name another commit, branch or tag"));
  }

  /**
   * Adds the files of a list such as {@code :100644 100644 bcd1234 0123456 M NUL name NUL}, with
   * two names after {@code R}.
   */
  private static void addTracked(
      List<String> list, Path root, List<ChangedFile> files, List<Path> submodules) {
    for (Iterator<String> parts = list.iterator(); parts.hasNext(); ) {
      String[] entry = parts.next().split(" ", -1);
      String mode = entry[1];
      String status = entry[4];
      String before = parts.next();
      boolean isMoved = status.startsWith("R") || status.startsWith("C");
      Path path = FileNames.within(root, isMoved ? parts.next() : before);
      if (mode.equals(SUBMODULE)) {
        submodules.add(path);
      } else if (!mode.equals(LINK)) {
        // git cannot be asked for a name with bytes that are not UTF-8, which has escapes here
        boolean wasFile = entry[0].startsWith(":100") && !before.contains("\\x");
        files.add(new ChangedFile(path, Optional.of(before).filter(name -> wasFile)));
      }
    }
  }

  private static List<String> listed(GitTool git, String... arguments) throws IOException {
    return FileNames.listed(git.requireBytes(MOST_BYTES, arguments));
  }

  /** These changes, limited to some files. */
  public ChangedFiles only(Predicate<Path> wanted) {
    return new ChangedFiles(
        root,
        ancestor,
        files.stream().filter(file -> wanted.test(file.path())).toList(),
        submodules);
  }

  /** The submodules that have changed, or whose files have; git does not name these files. */
  public List<Path> submodules() {
    return submodules;
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
