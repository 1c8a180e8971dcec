package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.answer.ExitCode;
import dev.sluice.support.Workflows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchCommandTest {

  private @TempDir Path directory;
  private Path shop;
  private Path office;

  @BeforeEach
  void makeATree() throws IOException {
    shop =
        file(
            "shop.json",
            Workflows.workflow(
                Workflows.START
                    + ","
                    + Workflows.json(
                        "'buy':{'node_id':'buy','node_type':'ClickElementNode','name':'Buy it',"
                            + "'config':{'selector':'#buy','password':'hunter2-hunter2'}}"),
                Workflows.edge("start", "buy")));
    Files.createDirectory(directory.resolve("a"));
    office =
        file(
            "a/office.json",
            Workflows.workflow(
                Workflows.node("b1", "ClickElementNode")
                    + ","
                    + Workflows.node("b2", "ClickElementNode")));
    file("package.json", "{\"name\":\"click\"}");
  }

  private Path file(String name, String content) throws IOException {
    return Files.writeString(directory.resolve(name), content);
  }

  /** The first place of a text in a file, which is one line. */
  private static String at(Path file, String text) throws IOException {
    return file + ":1:" + (Files.readString(file).indexOf(text) + 1);
  }

  @Test
  void text_matches_haveTheirPlaceNodeAndValue() throws IOException {
    CliRun run = CliRun.of("search", directory, "type:Click* config.selector~\"^#\"");

    assertThat(run.lines())
        .containsExactly(at(shop, "\"#buy\"") + "  buy \"Buy it\"  config.selector = \"#buy\"");
    assertThat(run.err()).startsWith("1 match in 1 of 2 files, 1 non-workflow file skipped in ");
    assertThat(run.exit()).isZero();
  }

  @Test
  void file_condition_matchesTheNameInResults() throws IOException {
    Path detour = directory.resolve("./a/..");

    for (Object tree : new Object[] {directory, detour}) {
      CliRun run = CliRun.of("search", "-l", tree, "file:" + directory + "/a/*.json");

      assertThat(run.lines()).containsExactly(office.toString());
    }
    assertThat(CliRun.of("search", "-l", detour.resolve("shop.json"), "file:" + shop).lines())
        .containsExactly(shop.toString());
    assertThat(CliRun.withInput(Files.readString(shop), "search", "-l", "-", "file:-").lines())
        .containsExactly("-");
  }

  @Test
  void text_tree_isInTheOrderOfPaths() throws IOException {
    CliRun run = CliRun.of("search", directory, "type:Click*");

    assertThat(run.lines())
        .containsExactly(
            at(office, "\"ClickElementNode\"") + "  b1  type = ClickElementNode",
            office + ":1:136  b2  type = ClickElementNode",
            at(shop, "\"ClickElementNode\"") + "  buy \"Buy it\"  type = ClickElementNode");
  }

  @Test
  void text_connection_isShownWithItsEnds() throws IOException {
    CliRun run = CliRun.of("search", directory, "to:buy");

    assertThat(run.lines())
        .containsExactly(
            at(shop, "{\"source_node\"") + "  connection start.exec_out -> buy.exec_in");
  }

  @Test
  void text_secret_isMasked() throws IOException {
    CliRun run = CliRun.of("search", directory, "hunter2");

    assertThat(run.out())
        .isEqualTo(
            at(shop, "\"hunter2") + "  buy \"Buy it\"  config.password = \"•••• (15 chars)\"\n");
  }

  @Test
  void text_quotationMarks_areEscapedAsInAQuery() throws IOException {
    file(
        "quotes.json",
        Workflows.workflow(
            Workflows.json(
                "'q':{'node_id':'q','node_type':'LogNode','name':'a \\'b\\'',"
                    + "'config':{'message':'say \\'hi\\' in C:\\\\x'}}")));

    CliRun run = CliRun.of("search", directory, "config.message:\"say \\\"hi\\\" in C:\\\\x\"");

    assertThat(run.lines())
        .singleElement()
        .asString()
        .endsWith("  q \"a \\\"b\\\"\"  config.message = \"say \\\"hi\\\" in C:\\\\x\"");
  }

  @Test
  void files_andCounts_areOfFilesWithMatches() {
    assertThat(CliRun.of("search", "-l", directory, "id:buy").lines())
        .containsExactly(shop.toString());
    assertThat(CliRun.of("search", "-c", directory, "id:b*").lines())
        .containsExactly(office + ":2", shop + ":1");
    assertThat(CliRun.of("search", "-c", "--json", directory, "id:buy").lines().get(0))
        .isEqualTo("{\"file\":\"" + shop + "\",\"count\":1}");
  }

  @Test
  void maxMatches_moreThanThat_areCounted() throws IOException {
    assertThat(CliRun.of("search", "-m", 1, directory, "id:b*").lines())
        .containsExactly(
            at(office, "\"b1\"") + "  b1  id = b1",
            office + ": 1 more matches (--max-matches)",
            at(shop, "\"buy\"") + "  buy \"Buy it\"  id = buy");
  }

  @Test
  void json_matches_areLinesAndASummary() {
    CliRun run = CliRun.of("search", "--json", directory, "config.selector");

    assertThat(run.lines()).hasSize(2);
    assertThat(run.lines().get(0))
        .isEqualTo(
            "{\"file\":\""
                + shop
                + "\",\"line\":1,\"column\":193,\"offset\":192,"
                + "\"pointer\":\"/nodes/buy/config/selector\",\"kind\":\"node\",\"node\":\"buy\",\"name\":\"Buy"
                + " it\",\"field\":\"config.selector\",\"excerpt\":\"\\\"#buy\\\"\"}");
    assertThat(run.lines().get(1))
        .startsWith(
            "{\"summary\":{\"files\":2,\"filesWithMatches\":1,\"matches\":1,\"rejected\":0,"
                + "\"unreadable\":0,\"skipped\":1,\"elapsedMs\":");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void nothingFound_isExitOneWithTheNearestNames() {
    CliRun run = CliRun.of("search", directory, "type:ClikElementNode");

    assertThat(run.exit()).isEqualTo(ExitCode.REJECTED);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .contains("query, column 1: no node type is called \"ClikElementNode\"; did you mean");
  }

  @Test
  void faultyQuery_isAUsageErrorWithAMark() {
    CliRun run = CliRun.of("search", directory.resolve("missing"), "id:x typ:Click*");

    assertThat(run.exit()).isEqualTo(ExitCode.USAGE_ERROR);
    assertThat(run.err())
        .isEqualTo(
            """
            query, column 6: unknown field typ; to search for this text, put it in quotes; did you mean type?
              id:x typ:Click*
                   ^^^
            """);
  }

  @Test
  void query_empty_isShownAsAFaultyQuery() {
    CliRun run = CliRun.of("search", directory, "");

    assertThat(run.exit()).isEqualTo(ExitCode.USAGE_ERROR);
    assertThat(run.err())
        .startsWith(
            "query, column 1: the query is empty; expected a condition such as type:Click*\n");
  }

  @Test
  void query_beginsWithAHyphen_isExplained() {
    assertThat(CliRun.of("search", directory, "-type:Click*").err())
        .startsWith(
            "Unknown option -type:Click*; for a query that begins with -, write NOT type:Click*, or"
                + " -- before DIR\n");
    assertThat(CliRun.of("search", "-l", "--", directory, "-type:Click* id:*").lines())
        .containsExactly(shop.toString());
  }

  @Test
  void query_missingOrTwice_isAUsageError() throws IOException {
    Path query = file("query.txt", "type:Click*\n");

    assertThat(CliRun.of("search", directory).err())
        .startsWith("The query is missing: expected a query or --query-file");
    assertThat(CliRun.of("search", directory, "x", "--query-file", query).err())
        .startsWith("A query and --query-file cannot be combined");
    assertThat(CliRun.of("search", directory, "--query-file", query).lines()).hasSize(3);
    assertThat(CliRun.withInput("id:buy", "search", directory, "--query-file", "-").lines())
        .hasSize(1);
  }

  @Test
  void queryFile_unreadable_isNotAUsageError() {
    CliRun run = CliRun.of("search", directory, "--query-file", directory);

    assertThat(run.exit()).isEqualTo(ExitCode.UNREADABLE);
    assertThat(run.err()).isEqualTo("--query-file " + directory + ": it is a directory\n");
  }

  @Test
  void rejectedFile_inADirectory_isCountedAndNamedIsUnreadable() throws IOException {
    Path broken = file("broken.json", "{\"nodes\":{},,");

    CliRun tree = CliRun.of("search", "--rejected", directory, "id:buy");
    CliRun named = CliRun.of("search", broken, "id:buy");

    assertThat(tree.exit()).isZero();
    assertThat(tree.err())
        .startsWith(broken + ":1:13: rejected: MALFORMED_JSON ")
        .contains("1 match in 1 of 3 files, 1 rejected, 1 non-workflow file skipped in ");
    assertThat(named.exit()).isEqualTo(ExitCode.UNREADABLE);
    assertThat(named.err()).startsWith(broken + ":1:13: rejected: MALFORMED_JSON ");
  }

  @Test
  void missingDirectory_isUnreadable() {
    CliRun run = CliRun.of("search", directory.resolve("none"), "id:buy");

    assertThat(run.exit()).isEqualTo(ExitCode.UNREADABLE);
    assertThat(run.err()).contains("no such file");
  }

  @Test
  void quiet_found_printsNothing() {
    CliRun run = CliRun.of("search", "-q", directory, "type:Click*");

    assertThat(run).isEqualTo(new CliRun(0, "", ""));
    assertThat(CliRun.of("search", "-q", directory, "id:none"))
        .isEqualTo(new CliRun(ExitCode.REJECTED, "", ""));
  }

  @Test
  void standardInput_document_isSearched() throws IOException {
    CliRun run = CliRun.withInput(Files.readString(shop), "search", "-", "id:buy");

    assertThat(run.lines()).containsExactly("-:1:102  buy \"Buy it\"  id = buy");
  }

  @Test
  void matches_onANarrowTerminal_areBrokenBetweenWords() {
    String name = "a step with a name of several words";
    String file =
        CliRun.file(
                directory,
                "w.json",
                "{\"nodes\":{\"n\":{\"node_id\":\"n\",\"node_type\":\"LogNode\",\"name\":\""
                    + name
                    + "\"}}}")
            .toString();

    String out = CliRun.onTerminal(file.length() + 10, "search", file, "type:LogNode");

    assertThat(out.lines().toList())
        .hasSizeGreaterThan(1)
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(file.length() + 10));
    assertThat(out.replaceAll("\\s+", " ")).contains("n \"" + name + "\" type = LogNode");
  }
}
