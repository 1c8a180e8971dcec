package dev.sluice;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.sluice.config.Limit;
import dev.sluice.config.Limits;
import dev.sluice.source.ByteSource;
import java.lang.management.ManagementFactory;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Work that must not grow faster than the document. It is counted in bytes allocated, which depend
 * on neither the machine nor its load.
 */
class GrowthTest {

  private static final double AT_MOST = 2.2;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static final WorkflowLoader LOADER =
      WorkflowLoader.builder().scheduler(Schedulers.immediate()).build();

  /** A loader that keeps few findings, of as many records as there are. */
  private static final WorkflowLoader FEW =
      WorkflowLoader.builder()
          .limits(
              Limits.untrusted()
                  .with(Limit.FINDINGS, 10)
                  .with(Limit.NODES, 10_000)
                  .with(Limit.CONNECTIONS, 10_000))
          .scheduler(Schedulers.immediate())
          .build();

  private enum Hostile {
    /** Each of n connections names one of n cases. */
    CASES_IN_A_LIST(
        50,
        n ->
            switchNode("[" + numbered(n, i -> "\"c" + i + "\"") + "]")
                + edges(n, i -> "c" + i, i -> "a")),
    /** The same with all cases in one string. */
    CASES_IN_A_STRING(
        50,
        n ->
            switchNode("\"" + numbered(n, i -> "c" + i) + "\"") + edges(n, i -> "c" + i, i -> "a")),
    /** Each of n connections leads to an unknown id, and n nodes have long ones. */
    UNKNOWN_IDS(
        25,
        n ->
            "{\"nodes\":{"
                + numbered(n, i -> "\"" + "n".repeat(200) + i + "\":{\"node_type\":\"LogNode\"}")
                + "}"
                + edges(n, i -> "c", i -> "nod" + i));

    private final int size;
    private final IntFunction<String> document;

    Hostile(int size, IntFunction<String> document) {
      this.size = size;
      this.document = document;
    }
  }

  @ParameterizedTest
  @EnumSource
  void validate_twiceTheSize_takesTwiceTheWork(Hostile kind) {
    byte[] once = kind.document.apply(kind.size).getBytes(UTF_8);
    byte[] twice = kind.document.apply(2 * kind.size).getBytes(UTF_8);

    assertThat((double) allocated(twice) / allocated(once))
        .isLessThan(AT_MOST * twice.length / once.length / 2);
  }

  /** Records that each have a finding, of which only the first ones are kept. */
  private enum Dropped {
    UNKNOWN_TYPES(1_200, i -> node(i, "\"node_type\":\"Lag\",\"config\":{}"), i -> ""),
    MISSING_TYPES(770, i -> node(i, "\"config\":{}"), i -> ""),
    POSITIONS(1_300, i -> node(i, "\"node_type\":\"LogNode\",\"position\":[]"), i -> ""),
    UNKNOWN_KEYS(
        1_500, i -> node(i, "\"node_type\":\"LogNode\",\"config\":{\"mesage\":1}"), i -> ""),
    NODES_OF_ONE_ID(650, i -> node(0, "\"node_type\":\"LogNode\",\"config\":{}"), i -> ""),
    NO_OBJECTS(600, i -> "\"" + i + "\":[]", i -> ""),
    SELF_CONNECTIONS(
        1_000, i -> node(0, "\"node_type\":\"LogNode\""), i -> edge("0", "0", "exec_in")),
    ORPHANS(900, i -> node(0, "\"node_type\":\"LogNode\""), i -> edge("0", "1", "exec_in")),
    UNKNOWN_PORTS(1_500, i -> node(0, "\"node_type\":\"LogNode\""), i -> edge("0", "0", "exec_on")),
    NO_CONNECTIONS(330, i -> node(0, "\"node_type\":\"LogNode\""), i -> "[]");

    /** Bytes that a further record may allocate: less than with a finding that is worked out. */
    private final long most;

    private final IntFunction<String> node;
    private final IntFunction<String> edge;

    Dropped(long most, IntFunction<String> node, IntFunction<String> edge) {
      this.most = most;
      this.node = node;
      this.edge = edge;
    }

    private byte[] document(int size) {
      boolean edges = !edge.apply(0).isEmpty();
      return ("{\"nodes\":{"
              + numbered(edges ? 1 : size, node)
              + "},\"connections\":["
              + (edges ? numbered(size, edge) : "")
              + "]}")
          .getBytes(UTF_8);
    }
  }

  @ParameterizedTest
  @EnumSource
  void validate_findingsThatAreNotKept_areNotWorkedOut(Dropped kind) {
    long once = allocated(FEW.validate(ByteSource.of("once", kind.document(2_000))));
    long twice = allocated(FEW.validate(ByteSource.of("twice", kind.document(4_000))));

    assertThat((twice - once) / 2_000).isLessThan(kind.most);
  }

  @Test
  void skeleton_nodesReplacedAgainAndAgain_needNothingForEachOfThem() {
    byte[] document = ("{" + numbered(20_000, i -> "\"nodes\":{}") + "}").getBytes(UTF_8);

    assertThat(allocated(LOADER.skeleton(ByteSource.of("again", document))))
        .isLessThan(100L * 20_000);
  }

  private static long allocated(byte[] document) {
    return allocated(LOADER.validate(ByteSource.of("hostile", document)));
  }

  /** The least of some runs: the first ones load classes. */
  private static long allocated(Mono<?> load) {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      load.block();
      least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
    }
    return least;
  }

  private static String switchNode(String cases) {
    return "{\"nodes\":{\"a\":{\"node_id\":\"a\",\"node_type\":\"SwitchNode\",\"config\":{\"cases\":"
        + cases
        + "}}}";
  }

  private static String node(int id, String members) {
    return "\"" + id + "\":{\"node_id\":\"" + id + "\"," + members + "}";
  }

  private static String edge(String source, String target, String port) {
    return "{\"source_node\":\""
        + source
        + "\",\"source_port\":\"exec_out\",\"target_node\":\""
        + target
        + "\",\"target_port\":\""
        + port
        + "\"}";
  }

  private static String edges(int count, IntFunction<String> port, IntFunction<String> target) {
    return ",\"connections\":["
        + numbered(
            count,
            i ->
                "{\"source_node\":\"a\",\"source_port\":\"case_"
                    + port.apply(i)
                    + "\",\"target_node\":\""
                    + target.apply(i)
                    + "\",\"target_port\":\"exec_in\"}")
        + "]}";
  }

  private static String numbered(int count, IntFunction<String> text) {
    return IntStream.range(0, count).mapToObj(text).collect(Collectors.joining(","));
  }
}
