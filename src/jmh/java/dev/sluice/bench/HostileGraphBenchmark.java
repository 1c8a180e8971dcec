package dev.sluice.bench;

import dev.sluice.WorkflowLoader;
import dev.sluice.config.Limit;
import dev.sluice.config.Limits;
import dev.sluice.model.FindingCode;
import dev.sluice.model.ValidationReport;
import dev.sluice.source.ByteSource;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import reactor.core.scheduler.Schedulers;

/**
 * A full check of a graph that is meant to be slow, next to that of a plain document of as many
 * bytes.
 *
 * <pre>
 *   mvn -q -Pbench -DskipTests test-compile exec:exec -Dbench=HostileGraphBenchmark
 * </pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
    value = 1,
    jvmArgs = {"-Xms512m", "-Xmx512m"})
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 8, time = 1)
public class HostileGraphBenchmark {

  /** What a graph is like, and what is found in it. */
  public enum Graph {
    /** One part with 5,000 connections and a shortest cycle of two nodes. */
    COMPLETE_DIGRAPH(HostileGraphs::completeDigraph, FindingCode.CIRCULAR_DEPENDENCY, 1),
    /** 1,000 findings kept of 10,000. */
    SELF_LOOPS(HostileGraphs::selfLoops, FindingCode.SELF_CONNECTION, 498),
    /** Nothing to find but the missing start node. */
    CHAIN(HostileGraphs::chain, FindingCode.AUTO_START, 1),
    /** 1,000 findings, the first of which get suggestions. */
    UNKNOWN_TYPES(HostileGraphs::unknownTypes, FindingCode.UNKNOWN_NODE_TYPE, 998);

    private final Supplier<byte[]> document;
    private final FindingCode code;
    private final int findings;

    Graph(Supplier<byte[]> document, FindingCode code, int findings) {
      this.document = document;
      this.code = code;
      this.findings = findings;
    }
  }

  /** The hostile graph. */
  @Param public Graph graph;

  private final WorkflowLoader loader =
      WorkflowLoader.builder()
          .limits(Limits.untrusted().with(Limit.NODES, 10_000)) // for the plain one
          .scheduler(Schedulers.immediate())
          .build();

  private byte[] hostile = {};
  private byte[] plain = {};

  /** Makes both documents, and makes sure that all is found in the one and nothing in the other. */
  @Setup
  public void prepare() {
    hostile = graph.document.get();
    plain = plain(hostile.length);
    long found =
        hostile().findings().stream().filter(finding -> finding.code() == graph.code).count();
    require(found == graph.findings, graph.code + " " + found);
    require(plain().findings().isEmpty(), "findings in the plain document");
    require(plain.length >= hostile.length, "the plain document is the smaller one");
    System.out.println(graph + ": " + hostile.length + " bytes next to " + plain.length);
  }

  private static byte[] plain(int bytes) {
    int nodes = 2;
    byte[] document = Documents.chain(nodes);
    while (document.length < bytes) {
      nodes += Math.max(1, (bytes - document.length) / 500);
      document = Documents.chain(nodes);
    }
    return document;
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalStateException("unexpected: " + what);
    }
  }

  /** All findings of the hostile graph. */
  @Benchmark
  public ValidationReport hostile() {
    return loader.validate(ByteSource.of("hostile", hostile)).block();
  }

  /** A check of the same bytes that finds nothing. */
  @Benchmark
  public ValidationReport plain() {
    return loader.validate(ByteSource.of("plain", plain)).block();
  }
}
