package dev.sluice.scan;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import dev.sluice.error.UnreadableSourceException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** Walks over trees in memory. */
class TreeWalkTest {

  private FileSystem memory;
  private Path root;

  @BeforeEach
  void makeARoot() throws IOException {
    memory = Jimfs.newFileSystem(Configuration.unix());
    root = Files.createDirectory(memory.getPath("/root"));
  }

  @AfterEach
  void forget() throws IOException {
    memory.close();
  }

  @Test
  void walk_tree_isDepthFirstInTheOrderOfNames() {
    files("b.json", "a/z.json", "a/b/c.json", "a.json", "c/a.json");

    assertThat(walk(ScanOptions.defaults()))
        .containsExactly("a/b/c.json", "a/z.json", "a.json", "b.json", "c/a.json");
  }

  @Test
  void walk_file_hasSizeAndTime() throws IOException {
    Path file = Files.writeString(root.resolve("a.json"), "{}");
    Instant modified = Instant.parse("2025-01-02T03:04:05Z");
    Files.setLastModifiedTime(file, FileTime.from(modified));

    StepVerifier.create(scanner(ScanOptions.defaults()).walk(root))
        .expectNext(new TreeEntry.File(file, 2, modified))
        .verifyComplete();
  }

  @Test
  void walk_names_acceptsTheThreeEndingsInAnyCase() {
    files("a.json", "b.JSON", "c.json.gz", "d.Json.Zst", "e.txt", "f.json.bak", "json", "g.gz");

    assertThat(walk(ScanOptions.defaults()))
        .containsExactly("a.json", "b.JSON", "c.json.gz", "d.Json.Zst");
  }

  @Test
  void walk_globs_areLookedForInsteadOfTheEndings() {
    files("a.json", "b.flow", "x/c.flow", "x/d.json", "x/y/e.json");

    assertThat(walk(ScanOptions.builder().globs("*.flow", "x/*.json").build()))
        .containsExactly("b.flow", "x/c.flow", "x/d.json");
  }

  @Test
  void walk_notRecursive_leavesDirectoriesOut() {
    files("a.json", "x/b.json");

    assertThat(walk(ScanOptions.builder().recursive(false).skipped(true).build()))
        .containsExactly("a.json", "x DIRECTORY");
  }

  @Test
  void walk_ignoreFiles_areAppliedInTheirDirectories() {
    file(".sluiceignore", "/build/\n*.bak.json\n");
    file("x/.sluiceignore", "!keep.bak.json\n");
    files("a.json", "a.bak.json", "build/b.json", "x/build/c.json", "x/keep.bak.json");

    assertThat(walk(ScanOptions.builder().skipped(true).build()))
        .containsExactly(
            ".sluiceignore OTHER_NAME",
            "a.bak.json IGNORED",
            "a.json",
            "build IGNORED",
            "x/.sluiceignore OTHER_NAME",
            "x/build HIDDEN",
            "x/keep.bak.json");
  }

  @Test
  void walk_hiddenDependencyAndBuildDirectories_areLeftOutAtAnyDepth() {
    files(".git/a.json", ".venv/a.json", "build/a.json", "node_modules/p/a.json", "target/a.json");
    files("x/.vscode/a.json", "x/build/a.json", "x/builds/a.json", ".a.json", "y/target.json");

    assertThat(walk(ScanOptions.builder().skipped(true).build()))
        .containsExactly(
            ".a.json",
            ".git HIDDEN",
            ".venv HIDDEN",
            "build HIDDEN",
            "node_modules HIDDEN",
            "target HIDDEN",
            "x/.vscode HIDDEN",
            "x/build HIDDEN",
            "x/builds/a.json",
            "y/target.json");
    assertThat(walk(ScanOptions.builder().hidden(true).build())).hasSize(10);
  }

  @Test
  void walk_buildDirectoryThatIsTheRoot_isWalked() throws IOException {
    files("build/a.json");
    root = root.resolve("build");

    assertThat(walk(ScanOptions.defaults())).containsExactly("a.json");
  }

  @Test
  void walk_globThatNamesAHiddenDirectory_letsItIn() {
    files(".flows/a.json", "build/a.json", "x/build/a.json");

    assertThat(walk(ScanOptions.builder().globs(".flows/*.json").build()))
        .containsExactly(".flows/a.json");
    assertThat(walk(ScanOptions.builder().globs("**/build/*.json").build()))
        .containsExactly("build/a.json", "x/build/a.json");
  }

  @Test
  void walk_ignoreFileThatNegatesAHiddenDirectory_letsItIn() {
    file(".sluiceignore", "!/build/\n!.flows\n");
    files(".flows/a.json", "build/a.json", "target/a.json", "x/build/a.json");

    assertThat(walk(ScanOptions.defaults())).containsExactly(".flows/a.json", "build/a.json");
  }

  @Test
  void walk_severalIgnoreFiles_theLaterNamedHasTheLastWord() {
    file(".gitignore", "*.json\n");
    file(".sluiceignore", "!a.json\n");
    files("a.json", "b.json");

    assertThat(walk(ScanOptions.builder().ignoreFiles(".gitignore", ".sluiceignore").build()))
        .containsExactly("a.json");
  }

  @Test
  void walk_ignoreFileTooLarge_isAnEntry() {
    file(".sluiceignore", "#".repeat((64 << 10) + 1));
    files("a.json");

    assertThat(walk(ScanOptions.defaults()))
        .containsExactly(
            ".sluiceignore UNREADABLE Cannot read \"/root/.sluiceignore\": it has more than 65536"
                + " bytes",
            "a.json");
  }

  @Test
  void walk_ignoreFileInAnotherEncoding_isAnEntry() throws IOException {
    byte[] wide = "a.json\n".getBytes(StandardCharsets.UTF_16);
    Files.write(root.resolve(".sluiceignore"), wide);
    files("a.json");

    assertThat(walk(ScanOptions.defaults()))
        .containsExactly(
            ".sluiceignore UNREADABLE Cannot read \"/root/.sluiceignore\": it is in UTF-16, not in"
                + " UTF-8; convert it, for example with iconv -f UTF-16 -t UTF-8",
            "a.json");
  }

  @Test
  void walk_links_areNotFollowed() throws IOException {
    files("x/a.json");
    Files.createSymbolicLink(root.resolve("b.json"), root.resolve("x/a.json"));
    Files.createSymbolicLink(root.resolve("c.json"), root.resolve("nowhere"));
    Files.createSymbolicLink(root.resolve("x/up"), root);

    assertThat(walk(ScanOptions.builder().skipped(true).build()))
        .containsExactly("b.json LINK", "c.json LINK", "x/a.json", "x/up LINK");
  }

  @Test
  void walk_rootIsALink_isFollowed() throws IOException {
    files("a.json");
    Path link = Files.createSymbolicLink(memory.getPath("/link"), root);

    StepVerifier.create(scanner(ScanOptions.defaults()).walk(link).map(TreeEntry::path))
        .expectNext(link.resolve("a.json"))
        .verifyComplete();
  }

  @Test
  void walk_filesOfTheWriter_areTemporary() {
    files(".sluice-0123456789abcdef.tmp", ".b.json");

    assertThat(walk(ScanOptions.builder().globs("*").skipped(true).build()))
        .containsExactly(".b.json", ".sluice-0123456789abcdef.tmp TEMPORARY");
  }

  @Test
  void walk_fileOverTheBound_isTooLarge() {
    file("a.json", "{}");
    file("b.json", "{ }");

    assertThat(walk(ScanOptions.builder().maxBytes(2).skipped(true).build()))
        .containsExactly("a.json", "b.json TOO_LARGE");
  }

  @Test
  void walk_directoryTooDeep_isAnEntry() {
    files("a/b/c.json", "d.json");

    assertThat(walk(ScanOptions.builder().maxDepth(3).build()))
        .containsExactly("a/b/c.json", "d.json");
    assertThat(walk(ScanOptions.builder().maxDepth(2).build()))
        .containsExactly(
            "a/b LIMIT_EXCEEDED The directory is deeper than the limit of 2; scan it separately",
            "d.json");
  }

  @Test
  void walk_directoryWithTooMuch_isAnEntry() {
    files("a/1.json", "a/2.json", "b.json", "c/1.json");

    assertThat(walk(ScanOptions.builder().maxEntries(4).build()))
        .containsExactly(
            "a LIMIT_EXCEEDED In this directory, the tree exceeds the limit of 4 entries;"
                + " scan its parts separately",
            "b.json",
            "c/1.json");
  }

  @Test
  void walk_noSuchDirectory_fails() {
    StepVerifier.create(scanner(ScanOptions.defaults()).walk(root.resolve("x")))
        .verifyErrorSatisfies(
            failure ->
                assertThat(failure)
                    .isInstanceOf(UnreadableSourceException.class)
                    .hasMessage("Cannot read \"/root/x\": no such file [UNREADABLE]"));
  }

  @Test
  void walk_file_fails() {
    files("a.json");

    StepVerifier.create(scanner(ScanOptions.defaults()).walk(root.resolve("a.json")))
        .verifyErrorMessage("Cannot read \"/root/a.json\": it is not a directory [UNREADABLE]");
  }

  @Test
  void walk_oneAskedFor_looksNoFurther() throws IOException {
    files("a.json", "x/b.json");

    StepVerifier.create(scanner(ScanOptions.defaults()).walk(root).map(TreeEntry::path), 1)
        .expectNext(root.resolve("a.json"))
        .then(() -> files("x/a.json"))
        .thenRequest(3)
        .expectNext(root.resolve("x/a.json"), root.resolve("x/b.json"))
        .verifyComplete();
  }

  @Test
  void walk_deletedMeanwhile_isPassedOver() throws IOException {
    files("a.json", "b.json", "c.json");

    StepVerifier.create(scanner(ScanOptions.defaults()).walk(root).map(TreeEntry::path), 1)
        .expectNext(root.resolve("a.json"))
        .then(() -> delete("b.json"))
        .thenRequest(2)
        .expectNext(root.resolve("c.json"))
        .verifyComplete();
  }

  @Test
  void walk_subscribedToTwice_walksTwice() {
    files("a.json");
    var walk = scanner(ScanOptions.defaults()).walk(root);

    StepVerifier.create(walk).expectNextCount(1).verifyComplete();
    files("b.json");
    StepVerifier.create(walk).expectNextCount(2).verifyComplete();
  }

  private List<String> walk(ScanOptions options) {
    return scanner(options).walk(root).map(this::text).collectList().block();
  }

  private static DirectoryScanner scanner(ScanOptions options) {
    return new DirectoryScanner(options, Schedulers.boundedElastic());
  }

  private String text(TreeEntry entry) {
    String path = root.relativize(entry.path()).toString();
    if (entry instanceof TreeEntry.Skipped skipped) {
      return path + " " + skipped.reason();
    }
    if (entry instanceof TreeEntry.Failed failed) {
      return path + " " + failed.failure().code() + " " + failed.failure().finding().message();
    }
    return path;
  }

  private void files(String... names) {
    for (String name : names) {
      file(name, "{}");
    }
  }

  private void file(String name, String content) {
    try {
      Path file = root.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, content);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void delete(String name) {
    try {
      Files.delete(root.resolve(name));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
