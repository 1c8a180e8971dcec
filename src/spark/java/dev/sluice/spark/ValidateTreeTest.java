package dev.sluice.spark;

import static dev.sluice.support.Workflows.START;
import static dev.sluice.support.Workflows.edge;
import static dev.sluice.support.Workflows.node;
import static dev.sluice.support.Workflows.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.support.Packing;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The job in two threads of this process, and on a local cluster whose executor is killed. */
class ValidateTreeTest {

  /** The figures of docs/scale.md are from {@code -Dsluice.spark.files=100000}. */
  private static final int FILES = Integer.getInteger("sluice.spark.files", 5_000);

  @TempDir private static Path scratch;

  private static SparkSession spark;
  private static Path input;

  @BeforeAll
  static void start() throws Exception {
    spark =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.sql.shuffle.partitions", "2")
            .getOrCreate();
    spark.sparkContext().setLogLevel("ERROR");
    input = tree(scratch.resolve("input"), FILES);
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  /** Files of every packing and of several faults in nested directories. */
  private static Path tree(Path root, int files) throws Exception {
    for (int i = 0; i < files; i++) {
      Packing packing =
          switch (i % 3) {
            case 0 -> Packing.PLAIN;
            case 1 -> Packing.GZIP;
            default -> Packing.ZSTD;
          };
      String suffix =
          switch (packing) {
            case PLAIN -> ".json";
            case GZIP -> ".json.gz";
            case ZSTD -> ".json.zst";
          };
      Path directory = root.resolve("team " + i % 7).resolve("_area-" + i % 13);
      Files.createDirectories(directory);
      Files.write(
          directory.resolve("flow-%05d%s".formatted(i, suffix)),
          packing.pack(document(i).getBytes(StandardCharsets.UTF_8)));
    }
    for (String skipped : List.of("node_modules", ".git", "target")) {
      Files.createDirectories(root.resolve(skipped));
      Files.writeString(root.resolve(skipped).resolve("skipped.json"), workflow(START));
    }
    Files.writeString(root.resolve("notes.txt"), "not a workflow");
    Files.writeString(root.resolve("package.json"), "{\"name\": \"foreign\"}");
    return root;
  }

  private static String document(int i) {
    return switch (i % 10) {
      case 3 -> workflow(START, edge("start", "gone" + i));
      case 5 -> workflow(START + "," + node("n" + i, "NoSuchNode"));
      case 7 -> workflow(START).substring(0, 20 + i % 15);
      default -> workflow(START + "," + node("n" + i, "ReadFileNode"));
    };
  }

  private static List<Row> rows(Path output, String table, String... columns) {
    return spark
        .read()
        .parquet(output.resolve(table).toString())
        .selectExpr(columns)
        .orderBy("path")
        .collectAsList();
  }

  @Test
  void validate_tree_hasTheRowsOfTheCommandLine() throws Exception {
    Path output = scratch.resolve("whole");

    assertThat(ValidateTree.run(input.toString(), output.toString())).isZero();

    Map<String, List<String>> expected = commandLine();
    Map<String, List<String>> actual = new TreeMap<>();
    for (Row file : rows(output, "files", "path", "accepted", "foreign")) {
      if (!file.getBoolean(2)) {
        actual.put(file.getString(0), new ArrayList<>(List.of("" + file.getBoolean(1))));
      }
    }
    for (Row row : rows(output, "findings", "path", "offset", "severity", "code", "message")) {
      actual
          .get(row.getString(0))
          .add("%s %s %s %s".formatted(row.get(1), row.get(2), row.get(3), row.get(4)));
    }
    actual.values().forEach(lines -> lines.sort(null));
    assertThat(expected).hasSize(FILES);
    assertThat(actual.keySet()).isEqualTo(expected.keySet());
    expected.forEach((path, lines) -> assertThat(actual.get(path)).as(path).isEqualTo(lines));
  }

  /** The class path of this JVM with absolute names, for processes in other directories. */
  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** What the command line reports on the same tree: verdict and findings of each file. */
  private static Map<String, List<String>> commandLine() throws Exception {
    Path report = scratch.resolve("report.jsonl");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath(),
                "dev.sluice.cli.Main",
                "validate",
                "--format",
                "json",
                ".")
            .directory(input.toFile())
            .redirectOutput(report.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(process.waitFor(FILES / 1_000 + 5, TimeUnit.MINUTES)).isTrue();
    ObjectMapper mapper = new ObjectMapper();
    Map<String, List<String>> files = new TreeMap<>();
    for (String line : Files.readAllLines(report)) {
      JsonNode file = mapper.readTree(line);
      List<String> lines = new ArrayList<>(List.of(file.get("accepted").asText()));
      for (Iterator<JsonNode> all = file.get("findings").elements(); all.hasNext(); ) {
        JsonNode finding = all.next();
        lines.add(
            "%s %s %s %s"
                .formatted(
                    Optional.ofNullable(finding.get("offset")).map(JsonNode::asText).orElse("null"),
                    finding.get("severity").asText(),
                    finding.get("code").asText(),
                    finding.get("message").asText()));
      }
      lines.sort(null);
      files.put(file.get("file").asText(), lines);
    }
    return files;
  }

  @Test
  void validate_outputThatExists_isRefusedAndKept() throws Exception {
    Path output = Files.createDirectory(scratch.resolve("kept"));
    Files.writeString(output.resolve("precious"), "x");

    assertThat(ValidateTree.run(input.toString(), output.toString())).isEqualTo(1);

    assertThat(output.resolve("precious")).hasContent("x");
  }

  @Test
  void validate_afterAnEarlierRun_checksOnlyWhatHasOtherBytes() throws Exception {
    Path tree = tree(scratch.resolve("changing"), 40);
    Path first = scratch.resolve("first");
    assertThat(ValidateTree.run(tree.toString(), first.toString())).isZero();
    Path changed = tree.resolve("team 0").resolve("_area-0").resolve("flow-00000.json");
    Files.writeString(changed, workflow(START, edge("start", "new")));
    Files.delete(tree.resolve("team 1").resolve("_area-1").resolve("flow-00001.json.gz"));
    Files.writeString(tree.resolve("added.json"), workflow(START));

    Path second = scratch.resolve("second");
    assertThat(ValidateTree.run("--earlier", first.toString(), tree.toString(), second.toString()))
        .isZero();

    assertThat(rows(second, "files", "path", "reused").stream().filter(r -> !r.getBoolean(1)))
        .extracting(row -> row.getString(0))
        .containsExactly("added.json", "team 0/_area-0/flow-00000.json");
    Path fresh = scratch.resolve("fresh");
    assertThat(ValidateTree.run(tree.toString(), fresh.toString())).isZero();
    String[] columns = {"path", "digest", "severity", "code", "message", "pointer", "offset"};
    assertThat(rows(second, "findings", columns))
        .containsExactlyInAnyOrderElementsOf(rows(fresh, "findings", columns));
  }

  @Test
  void check_fileThatVanished_isARow() {
    WorkflowFile gone = WorkflowFile.of("gone.json", input.resolve("gone.json").toUri() + "", 10);

    CheckedFile row =
        new FileChecks(HadoopSettings.of(new Configuration()))
            .call(List.of(gone).iterator())
            .next();

    assertThat(row.getRejection()).isEqualTo("UNREADABLE");
    assertThat(row.getFailure()).isNull();
    assertThat(row.getFindings()).extracting(FindingRow::getCode).containsExactly("UNREADABLE");
  }

  @Test
  void check_largeFile_isReadInChunksWithItsDigest() throws Exception {
    String many = workflow(START) + " ".repeat((int) FileChecks.WHOLE);
    Path large = Files.writeString(scratch.resolve("large.json"), many);
    WorkflowFile file = WorkflowFile.of("large.json", large.toUri() + "", Files.size(large));

    CheckedFile row =
        new FileChecks(HadoopSettings.of(new Configuration()))
            .call(List.of(file).iterator())
            .next();

    assertThat(row.isAccepted()).isTrue();
    assertThat(row.getDigest()).hasSize(64);
    assertThat(row.getFailure()).isNull();
  }

  @Test
  void validate_executorKilledInTheMiddle_hasTheSameRows() throws Exception {
    Path jars = Files.createDirectories(scratch.resolve("spark").resolve("jars"));
    String classPath = classPath();
    for (String entry : classPath.split(File.pathSeparator, -1)) {
      Path jar = Path.of(entry);
      Path link = jars.resolve(jar.getFileName());
      if (entry.endsWith(".jar") && !Files.exists(link)) {
        Files.createSymbolicLink(link, jar);
      }
    }
    Path output = scratch.resolve("cluster");
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Dspark.master=local-cluster[1,2,1024]",
            "-Dspark.ui.enabled=false",
            "-Dspark.driver.host=127.0.0.1",
            "-Dspark.driver.bindAddress=127.0.0.1",
            "-Dspark.executor.extraClassPath=" + classPath,
            "-cp",
            classPath,
            "dev.sluice.spark.ValidateTree",
            input.toString(),
            output.toString());
    builder.environment().put("SPARK_HOME", jars.getParent().toString());
    builder.environment().put("SPARK_SCALA_VERSION", "2.13");
    builder.redirectErrorStream(true).redirectOutput(scratch.resolve("log").toFile());
    Process driver = builder.start();
    Path unfinished = Path.of(output + ".unfinished");
    boolean killed = false;
    while (!driver.waitFor(50, TimeUnit.MILLISECONDS)) {
      if (!killed && Files.exists(unfinished.resolve("results"))) {
        killed = executor(driver).map(ProcessHandle::destroyForcibly).orElse(false);
      }
    }

    assertThat(driver.exitValue()).as(Files.readString(scratch.resolve("log"))).isZero();
    assertThat(killed).isTrue();
    Path whole = scratch.resolve("same");
    assertThat(ValidateTree.run(input.toString(), whole.toString())).isZero();
    String[] columns = {"path", "digest", "accepted", "errors", "warnings", "infos"};
    assertThat(rows(output, "files", columns)).isEqualTo(rows(whole, "files", columns));
  }

  private static Optional<ProcessHandle> executor(Process driver) {
    try (Stream<ProcessHandle> all = driver.descendants()) { // the master and worker are threads
      return all.filter(child -> child.info().command().orElse("").endsWith("java")).findFirst();
    }
  }
}
