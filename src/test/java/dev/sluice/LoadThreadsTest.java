package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.Rule;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.registry.NodeRegistries;
import dev.sluice.source.ByteSource;
import dev.sluice.support.Chunked;
import dev.sluice.support.FaultyFile;
import dev.sluice.support.Workflows;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which thread does what. */
class LoadThreadsTest {

  private static final String CALLER = "caller";
  private static final byte[] SMALL =
      Workflows.bytes(Workflows.workflow(Workflows.START + "," + Workflows.node("a", "Own")));

  /** Where a rule, a factory and the subscriber were called. */
  private final Map<String, String> threads = new ConcurrentHashMap<>();

  static Stream<Named<ByteSource>> sources() {
    return Stream.of(
        Named.of("bytes", ByteSource.of("", SMALL)),
        Named.of("file", ByteSource.of(new FaultyFile("a.json", SMALL).path())),
        Named.of("publisher", Chunked.every(100, 0, SMALL)));
  }

  @ParameterizedTest
  @MethodSource("sources")
  void load_byDefault_leavesTheCallersThread(ByteSource source) {
    load(source, false);

    assertThat(threads)
        .hasSize(3)
        .allSatisfy((work, thread) -> assertThat(thread).isEqualTo("sluice"));
  }

  @ParameterizedTest
  @MethodSource("sources")
  void load_smallOnCaller_staysThereForBytesInMemoryOnly(ByteSource source) {
    load(source, true);

    assertThat(threads).containsEntry("factory", "sluice");
    boolean inMemory = source.size() < Long.MAX_VALUE;
    assertThat(threads).containsEntry("rule", inMemory ? CALLER : "sluice");
  }

  @Test
  void load_smallOnCallerAndNoHostNodes_emitsThere() {
    load(ByteSource.of("", Workflows.bytes(Workflows.chain(3))), true);

    assertThat(threads).containsOnly(Map.entry("rule", CALLER), Map.entry("subscriber", CALLER));
  }

  @Test
  void load_smallOnCaller_endsAt64KiB() {
    String document = Workflows.chain(3);
    String padded = document + " ".repeat(64 * 1024 - document.length());

    load(ByteSource.of("", Workflows.bytes(padded)), true);
    assertThat(threads).containsEntry("rule", CALLER);

    load(ByteSource.of("", Workflows.bytes(padded + " ")), true);
    assertThat(threads).containsEntry("rule", "sluice");
  }

  private void load(ByteSource source, boolean onCaller) {
    Thread caller = Thread.currentThread();
    String name = caller.getName();
    caller.setName(CALLER + "-1");
    try (WorkflowLoader loader =
        WorkflowLoader.builder()
            .registry(
                NodeRegistries.builder()
                    .add(
                        Workflows.type(
                            "Own",
                            definition -> {
                              note("factory");
                              return () -> definition;
                            }))
                    .build())
            .rule(new Noting())
            .smallLoadsOnCaller(onCaller)
            .build()) {
      loader.load(source).doOnNext(schema -> note("subscriber")).block();
    } finally {
      caller.setName(name);
    }
  }

  private void note(String work) {
    threads.put(work, Thread.currentThread().getName().replaceFirst("-.*", ""));
  }

  private final class Noting implements Rule {
    @Override
    public String name() {
      return "noting";
    }

    @Override
    public void check(WorkflowDefinition workflow, Reports reports) {
      note("rule");
    }
  }
}
