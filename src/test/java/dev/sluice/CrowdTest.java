package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.source.ByteSource;
import dev.sluice.support.Workflows;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Many uploads at once in a heap of 128 MiB: all are answered. The times are only reported. */
class CrowdTest {

  private static final int UPLOADS = 100;
  private static final int CHUNK = 16 * 1024;

  @Test
  void tryLoad_hundredUploadsOfOneMegabyteIn128MiB_answersAll(TestReporter reporter)
      throws Exception {
    String printed = run("uploads");
    reporter.publishEntry(printed);

    assertThat(printed).contains("10 at a time: 100 accepted", "100 at a time: 100 accepted");
  }

  @Test
  void tryLoad_smallDocumentBeside200SilentUploads_isAnswered(TestReporter reporter)
      throws Exception {
    String printed = run("silent");
    reporter.publishEntry(printed);

    assertThat(printed).contains("beside 200 silent uploads: accepted");
  }

  private static String run(String what) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                Crowd.class.getName(),
                what)
            .redirectErrorStream(true)
            .start();
    String printed =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return printed;
  }

  /** The program that is run with a small heap. */
  static final class Crowd {

    private Crowd() {}

    /** Runs one of the two. */
    public static void main(String[] args) {
      try (WorkflowLoader loader = WorkflowLoader.create()) {
        if (args[0].equals("uploads")) {
          uploads(loader);
        } else {
          silent(loader);
        }
      }
    }

    private static void uploads(WorkflowLoader loader) {
      byte[] document = document();
      for (int atATime : new int[] {10, 10, 100}) { // the first round warms up
        long began = System.nanoTime();
        long accepted =
            Flux.range(0, UPLOADS)
                .flatMap(number -> loader.tryLoad(upload(document)), atATime)
                .filter(result -> result.schema().isPresent())
                .count()
                .blockOptional()
                .orElseThrow();
        System.out.printf(
            "%d at a time: %d accepted in %.1f s%n", atATime, accepted, secondsSince(began));
      }
    }

    private static void silent(WorkflowLoader loader) {
      byte[] document = document();
      byte[] small = Workflows.bytes(Workflows.chain(10));
      List<Disposable> open =
          IntStream.range(0, 200)
              .mapToObj(number -> loader.tryLoad(stalled(document)).subscribe())
              .toList();
      loader.tryLoad(ByteSource.of("", Flux.just(ByteBuffer.wrap(small)))).block();
      long began = System.nanoTime();
      boolean accepted =
          loader
              .tryLoad(ByteSource.of("", Flux.just(ByteBuffer.wrap(small))))
              .blockOptional()
              .orElseThrow()
              .schema()
              .isPresent();
      System.out.printf(
          "beside %d silent uploads: %s in %.3f s%n",
          open.size(), accepted ? "accepted" : "rejected", secondsSince(began));
      open.forEach(Disposable::dispose);
    }

    private static double secondsSince(long began) {
      return (System.nanoTime() - began) / 1e9;
    }

    /** A document of about 1 MB. */
    private static byte[] document() {
      String text = "{\"message\":\"" + "a text of some length ".repeat(45) + "\"}";
      return Workflows.bytes(
          Workflows.workflow(
              Workflows.START
                  + Workflows.each(900, i -> "," + Workflows.node("n" + i, "LogNode", text)),
              IntStream.range(0, 900)
                  .mapToObj(i -> Workflows.edge(i == 0 ? "start" : "n" + (i - 1), "n" + i))
                  .toArray(String[]::new)));
    }

    /** A body whose chunks arrive between those of the other uploads. */
    private static ByteSource upload(byte[] document) {
      return ByteSource.of(
          "",
          chunks(document)
              .concatMap(chunk -> Mono.just(chunk).delayElement(Duration.ofMillis(1)), 1));
    }

    private static ByteSource stalled(byte[] document) {
      return ByteSource.of("", chunks(document).take(1).concatWith(Flux.never()));
    }

    private static Flux<ByteBuffer> chunks(byte[] document) {
      return Flux.range(0, (document.length + CHUNK - 1) / CHUNK)
          .map(
              number -> {
                ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
                int from = number * CHUNK;
                chunk.put(document, from, Math.min(CHUNK, document.length - from));
                return chunk.flip();
              });
    }
  }
}
