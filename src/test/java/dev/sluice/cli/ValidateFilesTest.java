package dev.sluice.cli;

import static dev.sluice.support.Workflows.START;
import static dev.sluice.support.Workflows.edge;
import static dev.sluice.support.Workflows.node;
import static dev.sluice.support.Workflows.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.support.GitRepository;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which files {@code validate} checks, and with which configuration. */
class ValidateFilesTest {

  private static final String SOUND = workflow(START);
  private static final String ORPHAN = workflow(START, edge("start", "gone"));

  private @TempDir Path directory;

  private static CliRun validate(Object... arguments) {
    List<Object> all = new ArrayList<>(List.of("validate", "-q"));
    all.addAll(List.of(arguments));
    return CliRun.of(all.toArray());
  }

  private List<String> failing(Object... arguments) {
    List<Object> all = new ArrayList<>(List.of("-l"));
    all.addAll(List.of(arguments));
    return validate(all.toArray()).lines().stream()
        .map(line -> directory.relativize(Path.of(line)).toString())
        .toList();
  }

  private Path file(String name, String content) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }

  @Test
  void exclude_leavesOutFilesOfDirectoriesAndNamedOnes() throws IOException {
    file("a.json", ORPHAN);
    Path old = file("legacy/b.json", ORPHAN);

    Path config = file("c/.sluice.json", "{\"exclude\":[\"legacy/\"]}");
    Files.move(config, directory.resolve("exclude.json"));
    Path moved = directory.resolve("exclude.json");

    assertThat(failing("--config", moved, directory)).containsExactly("a.json");
    CliRun named = validate("--config", moved, old);
    assertThat(named.exit()).isEqualTo(1);
    assertThat(named.err()).contains(": excluded " + old + " (legacy/); use --allow-empty to pass");
  }

  @Test
  void filesFrom_readsAListOfFilesAndDirectories() throws IOException {
    Path one = file("x/a.json", ORPHAN);
    Path two = file("b.json", ORPHAN);
    file("c.json", ORPHAN);
    Path list = file("list", directory.resolve("x") + "\n\n" + two + "\r\n");

    assertThat(failing("--files-from", list)).containsExactly("x/a.json", "b.json");
    CliRun zeros =
        CliRun.withInput(one + "\0" + two + "\0", "validate", "-l", "-q", "--files-from", "-");
    assertThat(zeros.lines()).containsExactly(one.toString(), two.toString());
    assertThat(failing("--files-from", file("zero", one + "\0" + two + "\0")))
        .containsExactly("x/a.json", "b.json");
    assertThat(validate("--files-from", file("empty", "")).exit()).isZero();
    CliRun missing = validate("--files-from", directory.resolve("none"));
    assertThat(missing.exit()).isEqualTo(3);
    assertThat(missing.err()).contains("cannot read the list ").contains("no such file");
  }

  @Test
  void standardInput_hasTheNameThatIsGiven() throws IOException {
    Path name = directory.resolve("flows/a.json");
    CliRun run = CliRun.withInput(ORPHAN, "validate", "-l", "--stdin-filename", name, "-");
    assertThat(run.lines()).containsExactly(name.toString());

    Path config = file("excluding.json", "{\"exclude\":[\"flows\"]}");
    CliRun excluded =
        CliRun.withInput(
            ORPHAN, "validate", "-q", "--config", config, "--stdin-filename", name, "-");
    assertThat(excluded).isEqualTo(new CliRun(0, "", ""));
  }

  @Test
  void changedFiles_areThoseThatGitNames() throws Exception {
    GitRepository repository = GitRepository.create(directory);
    file("same.json", ORPHAN);
    file("changed.json", ORPHAN);
    file("deleted.json", ORPHAN);
    file(".gitignore", "ignored.json\n");
    repository.commit("one");
    file("changed.json", ORPHAN + " ");
    Files.delete(directory.resolve("deleted.json"));
    file("new/untracked ü.json", ORPHAN);
    file("package.json", "{\"name\":\"x\"}");
    file("ignored.json", ORPHAN);
    file("notes.txt", "text");

    assertThat(failing("--changed-since", "HEAD", directory))
        .containsExactly("changed.json", "new/untracked ü.json");
    assertThat(failing("--changed-since", "HEAD", directory.resolve("new")))
        .containsExactly("new/untracked ü.json");
  }

  @Test
  void newSince_hidesWhatTheFilesHadBefore() throws Exception {
    GitRepository repository = GitRepository.create(directory);
    file("a.json", ORPHAN);
    file("old.json", workflow(START + "," + node("x", "IffNode")));
    repository.commit("one");
    file("a.json", "\n" + workflow(START, edge("start", "new"), edge("start", "gone")));
    Files.move(directory.resolve("old.json"), directory.resolve("renamed.json"));
    repository.git("add", ".");

    CliRun run = CliRun.of("validate", "--new-since", "HEAD", directory);

    assertThat(run.out()).contains("\"new\"").doesNotContain("\"gone\"", "IffNode");
    assertThat(run.err()).contains("2 files checked").endsWith("known findings hidden\n");
    assertThat(run.exit()).isEqualTo(1);
    file("a.json", "\n" + ORPHAN);
    assertThat(validate("--new-since", "HEAD", directory).exit()).isZero();
  }

  @Test
  void changedSubmodule_isNamedAndNotChecked() throws Exception {
    GitRepository repository = GitRepository.create(directory);
    file("a.json", SOUND);
    GitRepository submodule =
        GitRepository.create(Files.createDirectories(directory.resolve("vendor/lib")));
    file("vendor/lib/b.json", SOUND);
    submodule.commit("one");
    repository.commit("one");
    file("vendor/lib/b.json", ORPHAN);
    submodule.commit("two");
    file("a.json", " " + SOUND);

    for (String option : List.of("--changed-since", "--new-since")) {
      CliRun run = validate(option, "HEAD", directory);
      assertThat(run.err())
          .isEqualTo(
              "sluice validate: the submodule "
                  + directory.resolve("vendor/lib")
                  + " has changed, and its files are not checked; run the command in it\n");
      assertThat(run.exit()).isZero();
    }
    assertThat(failing("--changed-since", "HEAD~1", directory.resolve("vendor/lib")))
        .containsExactly("vendor/lib/b.json");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void namesWithOddBytes_areCheckedHoweverTheyAreSelected() throws Exception {
    GitRepository repository = GitRepository.create(directory);
    repository.git("commit", "-q", "--allow-empty", "-m", "one");
    Path latin = Path.of(URI.create(directory.toUri() + "l%E9.json"));
    Files.writeString(latin, ORPHAN);
    file("two\nlines.json", ORPHAN);
    String[] names = {"l\\xE9.json", "two\\u000Alines.json"};

    assertThat(failing(directory)).containsExactly(names);
    assertThat(failing("--changed-since", "HEAD", directory)).containsExactly(names);
    repository.git("add", ".");
    assertThat(failing("--new-since", "HEAD", directory)).containsExactly(names);
    byte[] first = (directory + "/l?.json").getBytes(StandardCharsets.UTF_8);
    first[first.length - 6] = (byte) 0xE9;
    Path list = Files.write(directory.resolve("list"), first);
    assertThat(failing("--files-from", list)).containsExactly(names[0]);
    Files.writeString(list, "\0" + directory + "/two\nlines.json\0", StandardOpenOption.APPEND);
    assertThat(failing("--files-from", list)).containsExactly(names);
  }

  @Test
  void changedLinksAndOtherFiles_areNotRead() throws Exception {
    GitRepository repository = GitRepository.create(directory);
    Path broken = file("elsewhere", ORPHAN);
    Path link = Files.createSymbolicLink(directory.resolve("tracked.json"), broken);
    file("image.png", "one");
    repository.commit("one");
    Files.delete(link);
    Files.createSymbolicLink(link, file("elsewhere too", ORPHAN));
    Files.createSymbolicLink(directory.resolve("new.json"), broken);
    file("image.png", "two");

    assertThat(failing("--new-since", "HEAD", directory)).isEmpty();
    Files.delete(link);
    file("tracked.json", ORPHAN);
    assertThat(failing("--new-since", "HEAD", directory)).containsExactly("tracked.json");
  }

  @Test
  void failureOfGit_isUnreadableWithItsCause() throws Exception {
    GitRepository repository = GitRepository.create(directory);
    file("a.json", SOUND);
    repository.commit("one");

    CliRun unknown = validate("--changed-since", "nowhere", directory);
    assertThat(unknown.exit()).isEqualTo(3);
    assertThat(unknown.err())
        .isEqualTo(
            "sluice validate: git does not find the revision nowhere;"
                + " fetch it, or name another commit, branch or tag\n");
    assertThat(validate("--changed-since", "HEAD", directory).exit()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"ignore\":[\"ORPHANED_*\"]}                        |                                | 0",
        "{\"ignore\":[\"ORPHANED_*\"]}                        | --select ORPHANED_CONNECTION   | 1",
        "{\"ignore\":[\"ORPHANED_*\"]}                        | --select *                     | 0",
        "{\"profile\":\"lenient\"}                            |                                | 0",
        "{\"profile\":\"lenient\"}                            | --profile strict               | 1",
        "{\"profile\":\"lenient\",\"maxSeverity\":\"warning\"} |                               | 1",
        "{\"profile\":\"lenient\",\"maxSeverity\":\"warning\"} | --max-severity error          | 0",
        "{\"severity\":{\"orphaned_connection\":\"info\"}}    |                                | 0",
        "{\"select\":[\"UNKNOWN_PORT\"]}                      |                                | 0",
        "{\"overrides\":[{\"files\":[\"a.*\"],\"ignore\":[\"ORPHANED_CONNECTION\"],\"reason\":\"r\"}]}"
            + " | | 0",
        "{\"overrides\":[{\"files\":[\"b.*\"],\"ignore\":[\"ORPHANED_CONNECTION\"],\"reason\":\"r\"}]}"
            + " | | 1",
      })
  void configuration_appliesUnlessOptionsSayOtherwise(String content, String options, int exit)
      throws IOException {
    Path config = file("sluice.json", content);
    List<Object> all = new ArrayList<>(List.of("--config", config, file("a.json", ORPHAN)));
    if (options != null) {
      all.addAll(List.of(options.strip().split(" ", -1)));
    }

    CliRun run = validate(all.toArray());
    assertThat(run.exit()).as(run.err()).isEqualTo(exit);
  }

  @Test
  void override_ofNodes_isForThemOnly() throws IOException {
    Path config =
        file(
            "sluice.json",
            "{\"overrides\":[{\"nodes\":[\"old_*\"],\"ignore\":[\"UNKNOWN_NODE_TYPE\"],\"reason\":\"r\"}]}");
    Path flow =
        file(
            "a.json",
            workflow(START + "," + node("old_x", "IffNode") + "," + node("new_x", "IffNode")));

    assertThat(validate("--config", config, flow).out())
        .contains("node new_x: No node type")
        .doesNotContain("node old_x: No node type");
  }

  @Test
  void override_ofTypes_isForNodesDeclaredSoOrWithThisSuccessor() throws IOException {
    Path flow =
        file(
            "a.json",
            workflow(
                START + "," + node("w", "WriteFileNode") + "," + node("x", "IffNode"),
                "{\"from\":\"nowhere\",\"to\":\"x\"}"));
    String override = "{\"overrides\":[{\"types\":[\"%s\"],\"ignore\":[\"*\"],\"reason\":\"r\"}]}";

    for (String type : List.of("write*", "FileSystemSuper*")) {
      Path config = file("sluice.json", override.formatted(type));
      assertThat(CliRun.of("validate", "-v", "--config", config, flow).out())
          .contains("node x: No node type", "ORPHANED_CONNECTION")
          .doesNotContain("MIGRATED_TYPE");
    }
    Path config = file("sluice.json", override.formatted("IffNode"));
    assertThat(CliRun.of("validate", "-v", "--config", config, flow).out())
        .contains("ORPHANED_CONNECTION", "MIGRATED_TYPE")
        .doesNotContain("node x: No node type");
  }

  @Test
  void bannedTypes_areCheckedWithoutLint_andFailAsErrors() throws IOException {
    Path flow = file("a.json", workflow(START + "," + node("w", "WriteFileNode")));
    String config = "{\"bannedTypes\":[{\"type\":\"WriteFile*\",\"reason\":\"no %s\"%s}]}";

    CliRun warned =
        CliRun.of("validate", "--config", file("w.json", config.formatted("disk", "")), flow);
    assertThat(warned.exit()).isZero();
    assertThat(warned.out())
        .contains("warning  BANNED_TYPE")
        .contains("The type \"WriteFileNode\" of node \"w\" is not allowed: no disk");
    Path raised = file("e.json", config.formatted("disk", ",\"severity\":\"error\""));
    assertThat(validate("--config", raised, flow).exit()).isEqualTo(1);
    assertThat(validate("--config", raised, "--ignore", "BANNED_TYPE", flow).exit()).isZero();
  }

  @Test
  void baselineOfAConfiguration_isBesideIt() throws IOException {
    Path flow = file("flows/a.json", ORPHAN);
    Path config = file("sluice.json", "{\"baseline\":\"known.json\"}");
    Path known = directory.resolve("known.json");

    assertThat(validate("--config", config, flow).exit()).isEqualTo(3);
    assertThat(validate("--config", config, "--write-baseline", known, flow).exit()).isZero();
    assertThat(validate("--config", config, flow).exit()).isZero();
    assertThat(validate("--no-config", flow).exit()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"selct\":[]}                    | there is no setting \"selct\"; did you mean select?"
            + " (line 1)",
        "{\"select\":[\"UNKNOWN_PRT\"]}    | There is no finding code \"UNKNOWN_PRT\"; did you mean"
            + " UNKNOWN_PORT",
        "{\"select\":[]}                  | \"select\" must not be empty; omit it to use"
            + " the default (line 1)",
        "{\"ignore\":[\"truncated\"]}     | TRUNCATED cannot be ignored: it means that a document"
            + " cannot be used (line 1)",
        "{\"severity\":{\"INVALID_TYPE\":\"info\"}} | INVALID_TYPE cannot have a lower severity: it"
            + " means that a document cannot be used (line 1)",
        "{\"overrides\":[{\"ignore\":[\"INVALID_TYPE\"],\"reason\":\"r\"}]} | INVALID_TYPE cannot"
            + " be ignored: it means that a document cannot be used (line 1)",
        "{\"overrides\":[{\"files\":[]}]}  | \"files\" must not be empty; omit it to use"
            + " the default (line 1)",
        "{\"overrides\":[{\"nodes\":[]}]}  | \"nodes\" must not be empty;",
        "{\"overrides\":[{\"types\":[]}]}  | \"types\" must not be empty;",
        "{\"profile\":\"harsh\"}           | \"profile\" must be lenient or strict, not \"harsh\""
            + " (line 1)",
        "{\"exclude\":\"x\"}               | \"exclude\" must be a list of strings, not the string"
            + " \"x\" (line 1)",
        "{\"overrides\":[{\"ignore\":[\"DIALECT\"]}]} | an override must have \"ignore\" and a"
            + " \"reason\"",
        "{\"overrides\":[[]]}             | \"overrides\" must be a list of objects; it contains a"
            + " list (line 1)",
        "{\"overrides\":[{\"ignore\":[\"DIALECT\"],\"reason\":\"r\",\"types\":[\"A[\"]}]} |"
            + " \"types\": A[: the [ is not closed; write \\[ for the character (line 1)",
        "{\"bannedTypes\":{}}              | \"bannedTypes\" must be a list of objects, not an"
            + " object (line 1)",
        "{\"bannedTypes\":[{\"type\":\"A\"}]} | a banned type must have a \"type\" and a"
            + " \"reason\"",
        "{\"bannedTypes\":[{\"types\":\"A\"}]} | there is no setting \"types\"; did you mean type?",
        "[]                                | it must contain a JSON object",
        "{\"profile\":\"strict\",\"profile\":\"strict\"} | duplicate key \"profile\" at line 1,"
            + " column 30",
        "{\"ignore\":[\"DIALECT\"}       | expected a comma or ] but found } at line 1, column 21",
        "{\"ignore\":[\"DIALECT\"]        | the document ends within an object at line 1, column"
            + " 22",
        "{// a comment                     | expected a member name but found / at line 1, column"
            + " 2",
      })
  void configurationThatIsInvalid_isUnreadable(String content, String message) throws IOException {
    Path config = file("sluice.json", content);

    CliRun run = validate("--config", config, file("a.json", SOUND));

    assertThat(run.exit()).isEqualTo(3);
    assertThat(run.err()).startsWith("sluice validate: configuration " + config + ": " + message);
  }

  @Test
  void filesThatAConfigurationNames_areBlamedOnItsLine() throws IOException {
    Path flow = file("a.json", SOUND);
    Path none = directory.resolve("none");
    Path wrong = file("wrong", "{\"nodse\":1}");
    String expected = ": no such file; expected untrusted, trusted or a file";
    String baseline = "\"baseline\" must be a file that --write-baseline has written, not ";

    for (String command : List.of("validate", "fix", "watch")) {
      assertBlamed(command, "limits", none, "\"limits\" names " + none + expected, directory);
    }
    assertBlamed(
        "validate", "limits", wrong, "\"limits\" names " + wrong + ": there is no limit", flow);
    assertBlamed("validate", "baseline", none, baseline + none + ": no such file", flow);
    assertBlamed("validate", "baseline", wrong, baseline + wrong + ": it must begin with", flow);
    Path config = file("sluice.json", "{\"limits\":\"none\"}");
    assertThat(validate("--config", config, "--limits", "trusted", flow).exit()).isZero();
  }

  private void assertBlamed(String command, String member, Path named, String reason, Path path)
      throws IOException {
    Path config = file("sluice.json", "{\n\"" + member + "\":\"" + named.getFileName() + "\"\n}");

    CliRun run = CliRun.of(command, "--config", config, path);

    assertThat(run.exit()).isEqualTo(3);
    assertThat(run.err())
        .startsWith("sluice " + command + ": configuration " + config + ": " + reason)
        .endsWith(" (line 2)\n");
  }

  @Test
  void explanation_showsSettingsAndTheirOrigin() throws IOException {
    Path config = file("sluice.json", "{\"ignore\":[\"DIALECT\"],\"exclude\":[\"old/\"]}");
    Path flow = Files.createDirectory(directory.resolve("old")).resolve("a.json");
    Files.writeString(flow, SOUND);

    assertThat(CliRun.of("config", "--config", config, "--explain", flow).out())
        .isEqualTo(
            """
            configuration %s
              profile = strict (default)
              limits = untrusted (default)
              maxSeverity = error (default)
              select = all but lint rules (default)
              ignore = DIALECT
              exclude = old/
            %s: excluded by old/
            """
                .formatted(config, flow));
  }

  @Test
  void explanation_ofAMissingFile_saysSo() throws IOException {
    Path config = file("sluice.json", "{\"exclude\":[\"old/\"]}");
    Path flow = directory.resolve("none.json");
    Path old = directory.resolve("old/none.json");

    CliRun run = CliRun.of("config", "--config", config, "--explain", flow);

    assertThat(run.out()).endsWith(flow + ": does not exist; would be checked\n");
    assertThat(run.err()).isEqualTo("Cannot read \"" + flow + "\": no such file\n");
    assertThat(run.exit()).isEqualTo(3);
    assertThat(CliRun.of("config", "--config", config, "--explain", old).out())
        .endsWith(old + ": does not exist; would be excluded by old/\n");
  }

  @Test
  void explanation_showsBansAndOverrides() throws IOException {
    Path config =
        file(
            "sluice.json",
            """
            {"bannedTypes": [
               {"type": "Run*Script*", "reason": "not reviewed", "severity": "error"},
               {"type": "FTP*", "reason": "use SFTP"}],
             "overrides": [
               {"files": ["legacy/"], "nodes": ["log_*"], "ignore": ["UNKNOWN_PORT", "DIALECT"],
                "reason": "replaced in spring"},
               {"types": ["FTP*", "Mail*"], "ignore": ["NO_ERROR_HANDLING"],
                "reason": "tried again"}]}
            """);
    String legacy =
        CliRun.of("config", "--config", config, "--explain", directory + "/legacy/a").out();

    assertThat(legacy)
        .contains(
            """
              bannedTypes = Run*Script* is an error (not reviewed)
              bannedTypes = FTP* is a warning (use SFTP)
              overrides = ignore DIALECT, UNKNOWN_PORT in legacy/ in nodes log_* (replaced in spring)
              overrides = ignore NO_ERROR_HANDLING in types FTP*, Mail* (tried again)
            """);
    assertThat(CliRun.of("config", "--config", config, "--explain", directory + "/a").out())
        .contains(
            """
            in nodes log_* (replaced in spring): not for this file
              overrides = ignore NO_ERROR_HANDLING in types FTP*, Mail* (tried again)
            """);
  }

  @Test
  void schemaOfTheConfiguration_isPrinted() {
    assertThat(CliRun.of("config", "--schema").out()).startsWith("{\n  \"$schema\"");
    assertThat(CliRun.of("config").exit()).isEqualTo(2);
  }

  @Test
  void optionsThatExclude_areUsageErrors() {
    assertThat(validate("--changed-since", "a", "--new-since", "b", directory).err())
        .startsWith("--changed-since and --new-since cannot be combined\n");
    assertThat(validate("--config", "x", "--no-config", directory).exit()).isEqualTo(2);
    assertThat(CliRun.of("validate").err()).startsWith("PATH is missing\n");
  }
}
