package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.answer.ExitCode;
import dev.sluice.support.Workflows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScanCommandTest {

  private @TempDir Path directory;

  @BeforeEach
  void makeATree() throws IOException {
    file("tea.json", document("Tea", "hot", Workflows.node("a", "SetVariableNode")), 1);
    Files.createDirectory(directory.resolve("cold"));
    file("cold/ice.json", document("Ice", "Water, once", Workflows.node("b", "LogNode")), 2);
  }

  private static String document(String name, String description, String node) {
    return "{\"metadata\":{\"name\":\""
        + name
        + "\",\"description\":\""
        + description
        + "\"},\"nodes\":{"
        + node
        + "},\"connections\":[],\"variables\":{\"cups\":2}}";
  }

  private void file(String name, String content, int minute) throws IOException {
    Path file = Files.writeString(directory.resolve(name), content);
    LocalDateTime time = LocalDateTime.of(2025, 1, 2, 3, minute);
    Files.setLastModifiedTime(file, FileTime.from(time.atZone(ZoneId.systemDefault()).toInstant()));
  }

  @Test
  void text_tree_isATableAndASummary() {
    CliRun run = CliRun.of("scan", directory);

    assertThat(run.lines())
        .containsExactly(
            "NAME                                      NODES CONNS TYPES  MODIFIED          PATH",
            "Ice                                           1     0     1  2025-01-02 03:02  "
                + directory.resolve("cold/ice.json"),
            "Tea                                           1     0     1  2025-01-02 03:01  "
                + directory.resolve("tea.json"));
    assertThat(run.err()).startsWith("2 workflows in ");
    assertThat(run.exit()).isZero();
  }

  @Test
  void hidden_buildDirectory_isScannedOnlyThen() throws IOException {
    Files.createDirectory(directory.resolve("build"));
    file("build/out.json", document("Out", "", Workflows.node("a", "LogNode")), 3);

    assertThat(CliRun.of("scan", directory).err())
        .startsWith("2 workflows, 1 skipped as hidden in ");
    assertThat(CliRun.of("scan", "--hidden", directory).err()).startsWith("3 workflows in ");
  }

  @Test
  void json_tree_isALineForEachSkeleton() {
    CliRun run = CliRun.of("scan", "--json", directory);

    assertThat(run.lines()).hasSize(2);
    assertThat(run.lines().get(1))
        .isEqualTo(
            "{\"file\":\""
                + directory.resolve("tea.json")
                + "\",\"kind\":\"workflow\",\"accepted\":true,\"name\":\"Tea\","
                + "\"description\":\"hot\",\"version\":\"1.0.0\",\"author\":\"\",\"nodeCount\":1,"
                + "\"connectionCount\":0,\"variableCount\":1,\"frameCount\":0,"
                + "\"nodeTypes\":[\"SetVariableNode\"],\"categories\":[\"Data\"],"
                + "\"variableNames\":[\"cups\"],\"settings\":{\"stop_on_error\":true,\"timeout\":30,"
                + "\"retry_count\":0}}");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void rejectedFile_isReportedAndTheRestContinues() throws IOException {
    file("bad.json", "{]", 3);

    CliRun text = CliRun.of("scan", directory);
    CliRun json = CliRun.of("scan", "--json", directory);

    assertThat(text.exit()).isEqualTo(ExitCode.REJECTED);
    assertThat(text.lines()).hasSize(4).anyMatch(line -> line.contains("error MALFORMED_JSON"));
    assertThat(text.err()).startsWith("2 workflows, 1 rejected in ");
    assertThat(json.exit()).isEqualTo(ExitCode.REJECTED);
    assertThat(json.lines().get(0))
        .startsWith(
            "{\"file\":\""
                + directory.resolve("bad.json")
                + "\",\"accepted\":false,\"findings\":[{\"severity\":\"ERROR\","
                + "\"code\":\"MALFORMED_JSON\"");
  }

  @Test
  void whatIsSkipped_isReportedWhenAskedFor() throws IOException {
    file("package.json", "{\"$schema\":\"x\"}", 3);
    file("notes.txt", "", 3);
    Files.createSymbolicLink(directory.resolve("link.json"), directory);

    CliRun quiet = CliRun.of("scan", directory);
    CliRun text = CliRun.of("scan", "--skipped", directory);
    CliRun json = CliRun.of("scan", "--skipped", "--json", directory);

    assertThat(quiet.exit()).isZero();
    assertThat(quiet.lines()).hasSize(3);
    assertThat(quiet.err())
        .startsWith("2 workflows, 1 skipped as link, 1 non-workflow file skipped in ");
    assertThat(text.lines())
        .contains(
            directory.resolve("package.json") + ": skipped: Not a workflow: this is a JSON Schema",
            directory.resolve("link.json") + ": skipped: it is a symbolic link",
            directory.resolve("notes.txt") + ": skipped: its name does not match the patterns");
    assertThat(json.lines())
        .contains(
            "{\"file\":\""
                + directory.resolve("link.json")
                + "\",\"skipped\":\"LINK\",\"message\":\"it is a symbolic link\"}");
  }

  @Test
  void fileOverTheLimit_isSkippedWithTheOptionThatRaisesIt() {
    Path limits = CliRun.file(directory, "limits.txt", "{\"compressed-bytes\":20}");

    assertThat(CliRun.of("scan", "--skipped", "--limits", limits, directory).lines())
        .contains(
            directory.resolve("tea.json")
                + ": skipped: it is too large; --limits raises the limit compressed-bytes");
  }

  @Test
  void query_textInAnyPartAndCase_showsOnlyThese() {
    assertThat(names("--query", "TEA")).containsExactly("tea.json");
    assertThat(names("--query", "water")).containsExactly("ice.json");
    assertThat(names("--query", "SETvar")).containsExactly("tea.json");
    assertThat(names("--query", "cup")).containsExactly("ice.json", "tea.json");
    assertThat(CliRun.of("scan", "--query", "tea", directory).err())
        .startsWith("1 workflow, 1 did not match in ");
  }

  @Test
  void sortModified_isNewestFirst() throws IOException {
    file("zest.json", document("Zest", "", Workflows.node("a", "SetVariableNode")), 3);

    assertThat(names("--sort", "modified")).containsExactly("zest.json", "ice.json", "tea.json");
    assertThat(names("--sort", "path")).containsExactly("ice.json", "tea.json", "zest.json");
  }

  @Test
  void recursive_isTheDefaultAndCanBeTurnedOff() {
    assertThat(names("--recursive")).containsExactly("ice.json", "tea.json");
    assertThat(names("--no-recursive")).containsExactly("tea.json");
  }

  @Test
  void globs_areLookedForInsteadOfTheEndings() throws IOException {
    Files.move(directory.resolve("tea.json"), directory.resolve("tea.flow"));

    assertThat(names("--glob", "*.flow", "--glob", "cold/*"))
        .containsExactly("ice.json", "tea.flow");
  }

  @Test
  void ignoreFile_namedInsteadOfTheUsual_isApplied() throws IOException {
    file(".gitignore", "tea.*", 3);
    file(".sluiceignore", "cold/", 3);

    assertThat(names()).containsExactly("tea.json");
    assertThat(names("--ignore-file", ".gitignore")).containsExactly("ice.json");
  }

  @Test
  void limits_largerFile_isLeftOut() throws IOException {
    file("limits", "{\"compressed-bytes\":10}", 3);

    assertThat(CliRun.of("scan", "--limits", directory.resolve("limits"), directory).err())
        .startsWith("0 workflows, 2 skipped as too large in ");
  }

  @Test
  void noSuchDirectory_isUnreadable() {
    CliRun run = CliRun.of("scan", directory.resolve("x"));

    assertThat(run.exit()).isEqualTo(ExitCode.UNREADABLE);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).isEqualTo("Cannot read \"" + directory + "/x\": no such file\n");
  }

  @Test
  void noDirectory_isAUsageError() {
    assertThat(CliRun.of("scan").exit()).isEqualTo(ExitCode.USAGE_ERROR);
    assertThat(CliRun.of("scan", "--sort", "size", directory).exit())
        .isEqualTo(ExitCode.USAGE_ERROR);
  }

  private List<String> names(Object... options) {
    Object[] arguments = new Object[options.length + 3];
    arguments[0] = "scan";
    arguments[1] = "--json";
    System.arraycopy(options, 0, arguments, 2, options.length);
    arguments[arguments.length - 1] = directory;
    return CliRun.of(arguments).lines().stream()
        .map(line -> line.replaceAll("^\\{\"file\":\"[^\"]*/([^\"/]*)\".*", "$1"))
        .toList();
  }
}
