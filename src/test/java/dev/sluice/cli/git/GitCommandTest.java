package dev.sluice.cli.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.CliRun;
import dev.sluice.support.Packing;
import dev.sluice.support.SpecialFiles;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real git, which starts the program for the files of a repository. */
class GitCommandTest {

  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin/java").toString();

  /** The class path with absolute names, for the program runs in other directories. */
  private static final String CLASS_PATH =
      Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
          .map(entry -> Path.of(entry).toAbsolutePath().toString())
          .collect(Collectors.joining(File.pathSeparator));

  private static final String PROGRAM =
      "'%s' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp '%s' dev.sluice.cli.Main"
          .formatted(JAVA, CLASS_PATH);

  @TempDir private Path home;
  private Path repository;

  private record Ended(int exit, String out, String err) {}

  @BeforeEach
  void createRepository() throws Exception {
    repository = Files.createDirectories(home.resolve("repository/flows")).getParent();
    git("init", "-q", "-b", "main");
    git("config", "user.name", "Tester");
    git("config", "user.email", "tester@example.org");
  }

  private Ended run(String... command) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(command).directory(repository.toFile());
    builder.environment().put("HOME", home.toString());
    builder.environment().put("XDG_CONFIG_HOME", home.resolve(".config").toString());
    builder.environment().put("GIT_CONFIG_NOSYSTEM", "1");
    builder.environment().put("GIT_EDITOR", "true");
    Path out = home.resolve("out.txt");
    Path err = home.resolve("err.txt");
    Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    process.getOutputStream().close();
    return new Ended(process.waitFor(), Files.readString(out), Files.readString(err));
  }

  private Ended git(String... arguments) throws Exception {
    return run(Stream.concat(Stream.of("git"), Arrays.stream(arguments)).toArray(String[]::new));
  }

  private String succeeding(String... arguments) throws Exception {
    Ended ended = git(arguments);
    assertThat(ended.exit()).as(ended.err()).isZero();
    return ended.out();
  }

  private Ended sluice(String... arguments) throws Exception {
    return run(
        Stream.concat(
                Stream.of(
                    JAVA,
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "-cp",
                    CLASS_PATH,
                    "dev.sluice.cli.Main",
                    "git"),
                Arrays.stream(arguments))
            .toArray(String[]::new));
  }

  private void write(String name, int timeout, String others) throws IOException {
    Files.writeString(
        repository.resolve(name),
        """
        {"nodes": {"a": {"node_id": "a", "node_type": "HttpRequestNode",
          "config": {"timeout": %d, "password": "hunter2hunter2"},
          "position": [0, %d]%s}}}
        """
            .formatted(timeout, timeout, others));
  }

  private void commit(String message) throws Exception {
    succeeding("add", "-A");
    succeeding("commit", "-q", "-m", message);
  }

  private void setUp(String program, String... more) throws Exception {
    Ended setup =
        sluice(
            Stream.concat(
                    Stream.of("setup", "--pattern", "flows/*.json", "--program", program),
                    Arrays.stream(more))
                .toArray(String[]::new));
    assertThat(setup.exit()).as(setup.err()).isZero();
    assertThat(setup.out())
        .startsWith("git config: diff.sluice.textconv=f() { ")
        .contains("git config: diff.sluice.cachetextconv=true\n")
        .endsWith(".gitattributes: flows/*.json diff=sluice\n");
  }

  @Test
  void textconv_logShowDiffAndRebase_showFacts() throws Exception {
    setUp(PROGRAM);
    write("flows/a.json", 30, "");
    Files.writeString(repository.resolve("flows/notes.json"), "old notes\n");
    commit("first");
    succeeding("checkout", "-q", "-b", "feature");
    write("flows/b.json", 1, "");
    commit("other");
    succeeding("checkout", "-q", "main");
    write("flows/a.json", 60, "");
    Files.writeString(repository.resolve("flows/notes.json"), "new notes\n");
    commit("second");

    List<String> facts = List.of("-  config.timeout = 30", "+  config.timeout = 60");
    assertThat(succeeding("log", "-p", "-1").lines()).containsAll(facts);
    assertThat(succeeding("show").lines()).containsAll(facts);
    String diff = succeeding("diff", "HEAD~1", "HEAD");
    assertThat(diff.lines()).containsAll(facts).contains("-old notes", "+new notes");
    assertThat(diff)
        .contains("config.password = \"•••• (14 chars, ")
        .doesNotContain("position")
        .doesNotContain("hunter2");
    succeeding("checkout", "-q", "feature");
    succeeding("rebase", "-q", "main");
    assertThat(Files.readString(repository.resolve("flows/a.json"))).contains("\"timeout\": 60");
  }

  @Test
  void textconv_secretOrPositionThatChanged_showsThatItDid() throws Exception {
    setUp(PROGRAM);
    Path file = repository.resolve("flows/a.json");
    write("flows/a.json", 30, "");
    commit("first");
    String first = Files.readString(file);

    Files.writeString(file, first.replace("hunter2hunter2", "hunter3hunter3"));
    assertThat(succeeding("diff").lines())
        .filteredOn(line -> line.matches("[-+] .*"))
        .containsExactly(
            "-  config.password = \"•••• (14 chars, fb)\"",
            "+  config.password = \"•••• (14 chars, 46)\"");
    Files.writeString(file, first.replace("[0, 30]", "[0, 31]"));
    assertThat(succeeding("diff").lines())
        .filteredOn(line -> line.matches("[-+]\\w.*"))
        .containsExactly("-layout a6c9", "+layout c15a");
    Files.writeString(file, first.replace("[0, 30]", "{\"y\": 30.0, \"x\": 0}"));
    assertThat(succeeding("diff")).doesNotContain("@@");
  }

  @Test
  void textconv_programThatIsMissing_showsFilesAsTheyAre() throws Exception {
    setUp("'" + home.resolve("no/java") + "'", "--external-diff");
    write("flows/a.json", 30, "");
    commit("first");
    write("flows/a.json", 60, "");

    assertThat(succeeding("diff")).contains("+  \"config\": {\"timeout\": 60");
    commit("second");
    assertThat(succeeding("log", "-p", "-1")).contains("+  \"config\": {\"timeout\": 60");
  }

  @Test
  void textconv_virtualMachineThatDoesNotStart_showsFilesAsTheyAre() throws Exception {
    setUp(PROGRAM.replace("-XX:TieredStopAtLevel=1", "-Xmx1k"));
    write("flows/a.json", 30, "");
    commit("first");
    write("flows/a.json", 60, "");

    assertThat(succeeding("diff")).contains("+  \"config\": {\"timeout\": 60");
  }

  @Test
  void textconv_compressedFile_showsFacts() throws Exception {
    setUp(PROGRAM);
    Path file = repository.resolve("flows/a.json");
    for (int timeout : new int[] {30, 60}) {
      write("flows/a.json", timeout, "");
      Files.write(file, Packing.GZIP.pack(Files.readAllBytes(file)));
      commit("timeout " + timeout);
    }

    assertThat(succeeding("log", "-p", "-1").lines())
        .contains("-  config.timeout = 30", "+  config.timeout = 60")
        .noneMatch(line -> line.startsWith("Binary files"));
  }

  @Test
  void textconv_otherJson_isShownAsItIs() {
    Path other = CliRun.file(home, "package.json", "{\"name\":\"x\",\"version\":\"1\"}");

    assertThat(CliRun.of("git-textconv", other).out())
        .isEqualTo("{\"name\":\"x\",\"version\":\"1\"}");
  }

  @Test
  void textconv_rebaseWithAConflict_showsFactsAndGoesOn() throws Exception {
    setUp(PROGRAM);
    write("flows/a.json", 30, "");
    commit("first");
    succeeding("checkout", "-q", "-b", "feature");
    write("flows/a.json", 40, "");
    commit("theirs");
    succeeding("checkout", "-q", "main");
    write("flows/a.json", 60, "");
    commit("ours");
    succeeding("checkout", "-q", "feature");

    assertThat(git("rebase", "-q", "main").exit()).isNotZero();

    assertThat(Files.readString(repository.resolve("flows/a.json"))).contains("<<<<<<<");
    succeeding("diff");
    assertThat(succeeding("show", "REBASE_HEAD")).contains("+  config.timeout = 40");
    write("flows/a.json", 50, "");
    succeeding("add", "-A");
    succeeding("rebase", "--continue");
    assertThat(succeeding("show")).contains("-  config.timeout = 60", "+  config.timeout = 50");
  }

  @Test
  void externalDiff_changedRenamedAddedAndUnmerged_showsDifferences() throws Exception {
    setUp(PROGRAM, "--external-diff");
    write("flows/a.json", 30, "");
    write("flows/gone.json", 7, "");
    commit("first");
    succeeding("checkout", "-q", "-b", "feature");
    write("flows/a.json", 40, "");
    commit("theirs");
    succeeding("checkout", "-q", "main");
    write("flows/a.json", 60, "");
    write("flows/new.json", 5, "");
    Files.delete(repository.resolve("flows/gone.json"));
    Files.writeString(repository.resolve("flows/notes.json"), "notes\n");

    succeeding("add", "-A");
    assertThat(succeeding("diff", "--cached", "--no-renames"))
        .isEqualTo(
            """
            flows/a.json
            ~ node  a  HttpRequestNode
                config.timeout  30 > 60
              folded: 1 node moved (--all)
            - file  flows/gone.json (1 node)
            + file  flows/new.json (1 node)
            flows/notes.json
              flows/notes.json:1:2 is rejected: MALFORMED_JSON Expected null but found o
            @@ -0,0 +1,1 @@
            +notes
            """);
    assertThat(succeeding("diff", "--cached", "-M30%", "--diff-filter=R"))
        .startsWith("flows/gone.json > flows/new.json\n");

    commit("ours");
    assertThat(git("merge", "-q", "feature").exit()).isNotZero();
    succeeding("diff"); // git gives an unmerged file to the conversion
    CliRun unmerged = CliRun.of("git-diff", repository.resolve("flows/a.json"));
    assertThat(unmerged.exit()).isZero();
    assertThat(unmerged.out()).contains("config.timeout  60 > 40");
  }

  @Test
  void statusAndRemove_ownSettingsOnly() throws Exception {
    Path attributes = repository.resolve(".gitattributes");
    Files.writeString(attributes, "*.png binary\n");

    Ended none = sluice("status");
    assertThat(none.exit()).isOne();
    assertThat(none.out()).isEqualTo("not set up; run sluice git setup\n");
    setUp("sluice");
    setUp("sluice"); // a second time changes nothing
    assertThat(Files.readString(attributes)).isEqualTo("*.png binary\nflows/*.json diff=sluice\n");
    assertThat(sluice("status").exit()).isZero();
    assertThat(sluice("remove").out()).isEqualTo("removed\n");
    assertThat(Files.readString(attributes)).isEqualTo("*.png binary\n");
    assertThat(git("config", "--get-regexp", "diff\\.sluice").out()).isEmpty();
  }

  @Test
  void setup_global_writesTheUsersFiles() throws Exception {
    Ended setup =
        sluice("setup", "--global", "--pattern", "my flows/*.json", "--program", "sluice");

    assertThat(setup.exit()).as(setup.err()).isZero();
    assertThat(Files.readString(home.resolve(".config/git/attributes")))
        .isEqualTo("\"my flows/*.json\" diff=sluice\n");
    assertThat(git("config", "--global", "diff.sluice.cachetextconv").out()).isEqualTo("true\n");
  }

  @Test
  void setup_outsideARepository_failsWithTheReason() throws Exception {
    Path inside = repository;
    repository = home;
    Ended setup = sluice("setup", "--pattern", "*.json");
    repository = inside;

    assertThat(setup.exit()).isEqualTo(3);
    assertThat(setup.err()).contains("git rev-parse failed: not a git repository");
  }

  @Test
  void setup_attributesAreAFifo_isRefusedBeforeAnythingChanges() throws Exception {
    SpecialFiles.fifo(home.resolve(".attributes"));
    git("config", "--global", "core.attributesFile", home.resolve(".attributes").toString());

    Ended setup = sluice("setup", "--global", "--pattern", "*.json", "--program", "sluice");

    assertThat(setup.exit()).isEqualTo(3);
    assertThat(setup.err()).contains(".attributes: it is not a regular file");
    assertThat(git("config", "--global", "--get-regexp", "diff\\.sluice").out()).isEmpty();
  }

  @Test
  void setup_withoutPattern_isAUsageError() {
    CliRun run = CliRun.of("git", "setup");

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("--pattern");
    assertThat(CliRun.of("git").exit()).isEqualTo(2);
  }
}
