package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.LoadEvent;
import dev.sluice.source.ByteSource;
import dev.sluice.support.Documents;
import dev.sluice.support.FaultyFile;
import dev.sluice.support.Packing;
import dev.sluice.support.ResidentMemory;
import dev.sluice.support.Workflows;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * As many loads as the property {@code sluice.soak} says, a third of which succeed, fail and are
 * cancelled each: none leaves its file open, and the memory of the process stays as it is after the
 * first half. {@code mvn -Psoak test} runs it.
 */
class LoadSoak {

  private static final int LOADS = Integer.getInteger("sluice.soak", 100_000);
  private static final List<Packing> PACKINGS = List.of(Packing.values());
  private static final long MOST_GROWTH = 16L << 20;

  private final Random random = new Random(1);
  private int opened;

  @Test
  void loads_thatEndInEveryWay_leaveNothingBehind() throws Exception {
    byte[] sound = Workflows.bytes(Workflows.chain(40));
    byte[] faulty = Documents.named("every-rejection.json");
    long half = 0;
    try (WorkflowLoader loader = WorkflowLoader.create()) {
      for (int i = 0; i < LOADS; i++) {
        Packing packing = PACKINGS.get(i / 3 % 3);
        byte[] bytes = packing.pack(i % 3 == 1 ? faulty : sound);
        if (i % 6 == 1) {
          bytes[random.nextInt(bytes.length)] ^= 1;
        }
        load(loader, new FaultyFile("a.json", bytes).shortReads(1 + bytes.length / 8), i % 3 == 2);
        if (i == LOADS / 2) {
          half = ResidentMemory.bytes();
        }
      }
    }
    long growth = ResidentMemory.bytes() - half;
    System.out.printf("%,d loads, %,d files opened, %,d bytes more%n", LOADS, opened, growth);

    assertThat(growth).isLessThan(MOST_GROWTH);
  }

  private void load(WorkflowLoader loader, FaultyFile file, boolean cancelled) throws Exception {
    ByteSource source = ByteSource.of(file.path());
    if (cancelled) {
      Flux<LoadEvent> events = loader.events(source);
      events.take(1 + random.nextInt(20)).blockLast();
    } else {
      loader.tryLoad(source).then().onErrorResume(failure -> Mono.empty()).block();
    }
    assertThat(file.awaitClosings(file.opened())).isTrue();
    opened += file.opened();
  }
}
