package dev.sluice.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.WorkflowLoader;
import dev.sluice.bench.Meter.Cost;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The benchmarks run and compute the right thing: each contender once, on tiny documents. The
 * profile {@code bench} puts the other libraries on the class path, and runs them here as well.
 */
class BenchmarkSmokeTest {

  private static final String PAGE =
      """
      # Page

      <!-- measured: varied -->
      old
      <!-- end -->
      behind
      """;

  @TempDir private Path folder;

  @Test
  void measure_eachContender_findsWhatTheDocumentHolds() throws Exception {
    Map<String, Cost> costs = comparison("--seconds", "0").measure(BenchDocument.varied(50));

    assertThat(costs.keySet())
        .contains("token scan", "load", "validate", "cache hit", "write")
        .containsExactlyElementsOf(
            Arrays.stream(Contender.values())
                .filter(contender -> contender.missing().isEmpty())
                .map(Contender::title)
                .toList());
  }

  @Test
  void measure_againstAnotherBuild_runsEachOfItsTasksBeside() throws Exception {
    String build =
        Path.of(WorkflowLoader.class.getProtectionDomain().getCodeSource().getLocation().toURI())
            .toString();

    Map<String, Cost> costs =
        comparison("--seconds", "0", "--only", "load", "--against", build)
            .measure(BenchDocument.varied(10));

    assertThat(costs).containsOnlyKeys("token scan", "load", "against: load");
  }

  @Test
  void measure_againstWhatHoldsNoSluice_says() {
    Comparison comparison =
        comparison("--seconds", "0", "--only", "load", "--against", folder.toString());

    assertThatThrownBy(() -> comparison.measure(BenchDocument.varied(10)))
        .hasMessage(folder + " holds no Sluice: name a jar or a directory of classes");
  }

  @Test
  void require_taskThatComputesSomethingElse_fails() throws Exception {
    BenchDocument document = BenchDocument.chain(3);

    assertThatThrownBy(() -> Comparison.require("lazy", document, Map.of()))
        .hasMessage("lazy shows nothing of chain-3");
    assertThatThrownBy(() -> Comparison.require("lazy", document, Map.of("nodes", 2L)))
        .hasMessage("lazy finds 2 as nodes of chain-3, which holds 3");
  }

  @Test
  void budget_ofWhatWasMeasured_hasAFigureForEachDocument() {
    Map<String, Map<String, Cost>> costs =
        Map.of(
            "chain-1000",
            Map.of(
                "token scan", new Cost(200_000, 1, 0),
                "validate", new Cost(300_000, 1, 0),
                "cache hit", new Cost(12_345, 1, 0)));
    Budget budget = new Budget(costs, Map.of(BudgetRow.START, "250"));

    assertThat(budget.table())
        .startsWith("| | at the beginning | must | aim | measured |\n|---|---|---|---|---|\n")
        .contains(
            "| validate: chain / varied document of 1,000 | 4.2 / 6.6 | 1.5 / 1.9 | 0.95 / 1.2 |"
                + " 1.50 / – |\n",
            "| cold `load` of one file, plain JVM, ms | 380 | 300 | 200 | 250 |\n",
            " | 5 | 3 | see [hostile documents](#hostile-documents) |\n");
  }

  @Test
  void growth_ofTwoSizes_hasTheExponentBetweenThem() {
    Map<String, Map<String, Cost>> costs = new LinkedHashMap<>();
    costs.put("chain-10", Map.of("load", new Cost(1_000, 1, 0)));
    costs.put("chain-1000", Map.of("load", new Cost(200_000, 1, 0)));

    assertThat(new Budget(costs, Map.of()).growth())
        .isEqualTo(
            """
            | ns a node | 10 nodes | 1000 nodes | exponent |
            |---|---:|---:|---:|
            | load | 100 | 200 | 1.151 |
            """);
  }

  @Test
  void processCosts_ofOneRunOfEach_hasTheRowsThatNoDocumentGives() throws Exception {
    assertThat(new ProcessCosts(0).measure())
        .containsOnlyKeys(
            BudgetRow.HOP,
            BudgetRow.HIT_BY_PATH,
            BudgetRow.RETAINED,
            BudgetRow.START,
            BudgetRow.TREE);
  }

  @Test
  void taskLoader_twoTasks_shareNoClassButTheInterface() throws Exception {
    Task one = TaskLoader.own().task(ScanTask.class.getName());
    Task other = TaskLoader.own().task(ScanTask.class.getName());

    assertThat(one.getClass()).isNotSameAs(other.getClass()).isNotSameAs(ScanTask.class);
  }

  @Test
  void main_page_getsTablesAndPicturesOfItsKind() throws Exception {
    Path page = Files.writeString(folder.resolve("performance.md"), PAGE);

    Comparison.main(
        new String[] {
          "--kinds",
          "varied",
          "--nodes",
          "50",
          "--only",
          "load",
          "--seconds",
          "0",
          "--write",
          page.toString()
        });

    assertThat(Files.readString(page))
        .startsWith("# Page\n\n<!-- measured: varied -->\nJava ")
        .contains("| CPU time by the token scan's | varied-50 |\n|---|---:|\n| token scan | 1.00 |")
        .contains("| **load** | ")
        .contains("](images/bars-varied-50.svg)\n<!-- end -->\nbehind\n")
        .doesNotContain("old");
    assertThat(Files.readString(folder.resolve("images/bars-varied-50.svg")))
        .contains(">load</text>", "class=\"ours\"");
  }

  @Test
  void write_pageWithoutTheMarker_says() throws Exception {
    Path page = Files.writeString(folder.resolve("performance.md"), PAGE);
    PerformancePage performance = new PerformancePage(page);

    assertThatThrownBy(() -> performance.write("chain", "text\n"))
        .hasMessage(page + " has no line <!-- measured: chain --> with <!-- end --> behind it");
  }

  @Test
  void varied_thousandNodes_haveTheVarietyOfRealOnes() {
    VariedDocuments made = VariedDocuments.of(1_000);
    Map<String, Integer> types = new LinkedHashMap<>();
    made.text()
        .lines()
        .filter(line -> line.contains("\"node_type\""))
        .forEach(line -> types.merge(line, 1, Integer::sum));

    assertThat(types).hasSizeBetween(220, 230);
    assertThat(made.findings()).isEqualTo(250);
    assertThat(List.of("\\n", "\\\"", "\\\\", "ö", "\n      \"config\": {"))
        .allSatisfy(part -> assertThat(made.text().contains(part)).as(part).isTrue());
    assertThat(made.text().getBytes(UTF_8)).hasSizeBetween(380_000, 460_000);
  }

  @ParameterizedTest
  @EnumSource
  void account_withAndWithoutAnOptimisation_computesTheSame(Optimisation optimisation)
      throws Exception {
    BenchDocument document = BenchDocument.varied(50);
    for (String name : List.of(optimisation.with(), optimisation.without())) {
      Task task = Class.forName(name).asSubclass(Task.class).getConstructor().newInstance();
      task.constructorTakes(1_000);

      assertThatCode(() -> Comparison.prove(task, document)).doesNotThrowAnyException();
    }
  }

  @Test
  void account_table_hasARowForEachOptimisation() {
    Map<Optimisation, Double> ratios = new EnumMap<>(Optimisation.class);
    Arrays.stream(Optimisation.values()).forEach(optimisation -> ratios.put(optimisation, 0.5));
    Map<String, Map<Optimisation, Double>> constructors = new LinkedHashMap<>();
    Account.constructors().forEach((name, nanos) -> constructors.put(name, ratios));

    assertThat(Account.tables(Map.of(50, constructors)))
        .contains("\n| cheap constructors, 100 ns | 50 nodes |\n|---|---:|\n| A1, check")
        .contains("\n| heavy constructors, 1 ms | 50 nodes |\n")
        .endsWith("| C3, nodes by two threads | 0.50 |\n");
  }

  @Test
  void parse_files_areMeasuredInsteadOfGeneratedDocuments() {
    ComparisonOptions options =
        ComparisonOptions.parse(new String[] {"--only", "load", "a.json", "b.json"});

    assertThat(options.documents()).containsExactly("a.json", "b.json");
    assertThat(options.contenders()).isEqualTo(List.of(Contender.SCAN, Contender.LOAD));
    assertThatThrownBy(() -> ComparisonOptions.parse(new String[] {"--fast"}))
        .hasMessageStartingWith("there is no option --fast\n");
  }

  private static Comparison comparison(String... arguments) {
    return new Comparison(ComparisonOptions.parse(arguments));
  }
}
