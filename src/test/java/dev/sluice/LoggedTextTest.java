package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.LoadListener;
import dev.sluice.model.FindingCode;
import dev.sluice.model.LoadSummary;
import dev.sluice.scan.ScanOptions;
import dev.sluice.source.ByteSource;
import dev.sluice.support.Documents;
import dev.sluice.support.PrintedLogs;
import dev.sluice.testkit.WorkflowFixtures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a program reads in its logs, at the level that shows all, in a process of its own. */
class LoggedTextTest {

  /** In every document that the process loads. */
  private static final String CONTENT = "q8w7e6r5t4";

  @TempDir private Path directory;

  private List<String> logged(String listener) throws IOException, InterruptedException {
    Path output = directory.resolve("output");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dslf4j.provider=" + PrintedLogs.class.getName(),
                "-cp",
                System.getProperty("java.class.path"),
                Host.class.getName(),
                listener,
                Files.createDirectory(directory.resolve("tree")).toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(process.waitFor()).as(Files.readString(output)).isZero();
    return Files.readAllLines(output, StandardCharsets.UTF_8);
  }

  @Test
  void loads_ofEveryDocument_logNoContentAndNothingAboveDebug() throws Exception {
    List<String> lines = logged("silent");

    assertThat(lines).noneMatch(line -> line.contains(CONTENT));
    assertThat(lines).noneMatch(line -> line.matches("(INFO|WARN|ERROR) dev\\.sluice.*"));
    assertThat(lines).last().asString().matches("loaded [1-9]\\d+ documents");
  }

  @Test
  void listener_throws_isLoggedAsWarningWithItsException() throws Exception {
    List<String> lines = logged("throwing");

    assertThat(lines)
        .filteredOn(line -> line.matches("[A-Z]+ dev\\.sluice.*"))
        .isNotEmpty()
        .allMatch("WARN dev.sluice.config.LoadListener: A load listener failed"::equals);
    assertThat(lines).contains("java.lang.IllegalStateException: out of order");
    assertThat(lines).noneMatch(line -> line.contains(CONTENT));
  }

  /** A program that loads documents in every way. */
  static final class Host {
    private Host() {}

    public static void main(String[] arguments) throws IOException {
      LoadListener listener = arguments[0].equals("silent") ? Host::silent : Host::throwing;
      Path tree = Path.of(arguments[1]);
      List<byte[]> documents = documents();
      try (WorkflowLoader loader = WorkflowLoader.builder().listener(listener).build()) {
        for (int i = 0; i < documents.size(); i++) {
          ByteSource source = ByteSource.of("document", documents.get(i));
          loader.tryLoad(source).block();
          loader.load(source).onErrorComplete().block();
          loader.validate(source).block();
          loader.skeleton(source).onErrorComplete().block();
          loader.events(source).onErrorComplete().blockLast();
          Files.write(tree.resolve(i + ".json"), documents.get(i));
        }
        loader.scan(tree, ScanOptions.defaults()).blockLast();
      }
      System.out.println("loaded " + documents.size() + " documents");
    }

    private static Consumer<LoadSummary> silent(LoadSummary.Operation operation, String source) {
      return load -> {};
    }

    private static Consumer<LoadSummary> throwing(LoadSummary.Operation operation, String source) {
      throw new IllegalStateException("out of order");
    }

    /** Documents with and without findings, with the content in texts, names and keys. */
    private static List<byte[]> documents() {
      List<byte[]> all = new ArrayList<>();
      for (FindingCode code : WorkflowFixtures.codes()) {
        all.add(WorkflowFixtures.with(code));
      }
      all.addAll(Documents.all().values());
      List<byte[]> marked = new ArrayList<>();
      for (byte[] document : all) {
        String text = new String(document, StandardCharsets.ISO_8859_1);
        for (Map.Entry<String, String> mark :
            Map.of("log", CONTENT, "LogNode", "LogNode" + CONTENT, "message", CONTENT).entrySet()) {
          marked.add(
              text.replace(mark.getKey(), mark.getValue()).getBytes(StandardCharsets.ISO_8859_1));
        }
      }
      return marked;
    }
  }
}
