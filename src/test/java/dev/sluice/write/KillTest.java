package dev.sluice.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.file.Leftovers;
import dev.sluice.model.DocumentForm;
import dev.sluice.model.DocumentKind;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.model.WorkflowMetadata;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.scheduler.Schedulers;

/** Processes that are killed while they write: a few, and 200 under the profile {@code kill}. */
final class KillTest {

  private static final int KILLS = Integer.getInteger("sluice.kills", 3);

  /** How long a writer may live after its first document: a few documents' time. */
  private static final int LONGEST_MICROS = 60_000;

  @TempDir private Path directory;
  private final Random random = new Random(5);

  /** A document of some 4 MB, all of one letter so that a mixture shows. */
  private static WorkflowDefinition document(char letter) {
    String text = Character.toString(letter).repeat(1_000);
    return new WorkflowDefinition(
        DocumentKind.WORKFLOW,
        Map.of("texts", Collections.nCopies(4_000, text)),
        Map.of(),
        WorkflowMetadata.EMPTY,
        Map.of(),
        List.of(),
        false,
        DocumentForm.CANONICAL);
  }

  private static byte[] bytes(char letter) {
    return Written.bytes(document(letter), WriteOptions.standard());
  }

  /** Writes two documents by turns until it is killed, and prints when the first is complete. */
  static final class Child {
    private Child() {}

    public static void main(String[] arguments) throws IOException {
      Path file = Path.of(arguments[1]);
      WorkflowWriter writer = new WorkflowWriter(Schedulers.immediate());
      byte[][] contents = {bytes('a'), bytes('b')};
      for (int i = 0; ; i++) {
        if (arguments[0].equals("atomic")) {
          char letter = i % 2 == 0 ? 'a' : 'b';
          writer.write(document(letter), file, WriteOptions.standard()).block();
        } else {
          try (OutputStream inPlace = Files.newOutputStream(file)) {
            inPlace.write(contents[i % 2]);
          }
        }
        if (i == 0) {
          System.out.println("written");
          System.out.flush();
        }
      }
    }
  }

  private void kill(String how, Path file) throws IOException, InterruptedException {
    Process writer =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName(),
                how,
                file.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader told = writer.inputReader(StandardCharsets.UTF_8)) {
      assertThat(told.readLine()).isEqualTo("written");
      writer.waitFor(random.nextInt(LONGEST_MICROS), TimeUnit.MICROSECONDS);
    } finally {
      writer.destroyForcibly().waitFor();
    }
  }

  private int torn(String how, int kills) throws IOException, InterruptedException {
    byte[] first = bytes('a');
    byte[] second = bytes('b');
    int torn = 0;
    for (int i = 0; i < kills; i++) {
      Path file = directory.resolve(how + ".json");
      kill(how, file);
      byte[] left = Files.readAllBytes(file);
      torn += Arrays.equals(left, first) || Arrays.equals(left, second) ? 0 : 1;
    }
    return torn;
  }

  @Test
  void write_killedAtAnyMoment_leavesNoTornFileAndNothingAfterTheNextStart(TestReporter told)
      throws Exception {
    assertThat(torn("atomic", KILLS)).isZero();

    long left = leftovers();
    Clock later = Clock.offset(Clock.systemUTC(), Duration.ofHours(2));
    new WorkflowWriter(Schedulers.immediate(), later)
        .write(document('a'), directory.resolve("atomic.json"), WriteOptions.standard())
        .block();

    assertThat(leftovers()).isZero();
    told.publishEntry("atomic", KILLS + " kills, 0 torn, " + left + " leftovers before the start");
  }

  /** The control: without it a test that kills too late would look just as good. */
  @Test
  void inPlaceWriter_killedAtAnyMoment_tearsSome(TestReporter told) throws Exception {
    int kills = Math.max(KILLS / 5, 2);
    int torn = 0;
    for (int tries = 0; torn == 0 && tries < 10; tries++) {
      torn += torn("inplace", kills);
    }
    assertThat(torn).isPositive();
    told.publishEntry("in place", kills + " kills a try, " + torn + " torn");
  }

  private long leftovers() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(Leftovers::isLeftover).count();
    }
  }
}
