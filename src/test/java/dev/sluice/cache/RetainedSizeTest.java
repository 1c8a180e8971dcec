package dev.sluice.cache;

import static dev.sluice.support.Workflows.each;
import static dev.sluice.support.Workflows.edge;
import static dev.sluice.support.Workflows.json;
import static dev.sluice.support.Workflows.node;
import static dev.sluice.support.Workflows.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.LoadResult;
import dev.sluice.WorkflowLoader;
import dev.sluice.source.ByteSource;
import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RetainedSizeTest {

  private static final int COPIES = 40;
  private static final int NODES = 200;
  private static final int MEASUREMENTS = 5;

  /** Documents of different make, each of 200 nodes. */
  private enum Make {
    ORDINARY(
        i ->
            node(
                "node_" + i,
                "LogNode",
                json("{'message':'Step " + i + " of {{customer}} is done','level':'info'}"))),
    NESTED(
        i ->
            node(
                "node_" + i,
                "HttpRequestNode",
                json(
                    "{'headers':{'accept':'a/b','x':[1.5,2.5,300,{'k':null,'n':true}]},"
                        + "'body':'Grüße №"
                        + i
                        + "'}"))),
    UNKNOWN(i -> node("node_" + i, "Unknown" + i % 7, json("{'key_" + i + "':1" + i + "000}"))),
    WIDE(i -> node("node_" + i, "LogNode", "{" + each(70, k -> pair(k, i)).substring(1) + "}"));

    private final java.util.function.IntFunction<String> node;

    Make(java.util.function.IntFunction<String> node) {
      this.node = node;
    }

    private static String pair(int key, int node) {
      return json(",'k" + key + "':" + key * node);
    }

    byte[] document() {
      String nodes = each(NODES, i -> "," + node.apply(i)).substring(1);
      String[] edges =
          IntStream.range(1, NODES)
              .mapToObj(i -> edge("node_" + (i - 1), "node_" + i))
              .toArray(String[]::new);
      return workflow(nodes, edges).getBytes(StandardCharsets.UTF_8);
    }
  }

  @ParameterizedTest
  @EnumSource
  void of_loadedDocument_isNearToWhatTheHeapSays(Make make) {
    byte[] document = make.document();
    try (WorkflowLoader loader = WorkflowLoader.create()) {
      load(loader, document); // descriptors, which all loads share

      LoadResult result = load(loader, document);
      long estimated =
          RetainedSize.of(result.definition().orElseThrow()) + RetainedSize.of(result.report());
      long measured = measured(loader, document);
      assertThat((double) estimated / measured)
          .as("%s: %s bytes estimated, %s measured", make, estimated, measured)
          .isBetween(0.8, 1.6);
      assertThat(20 * measured).as("20 such documents").isLessThan(50_000_000);
    }
  }

  /**
   * Bytes of heap for each loaded document: the median of some measurements, because what earlier
   * tests in this process have left behind may be freed during one of them.
   */
  private static long measured(WorkflowLoader loader, byte[] document) {
    long[] measurements =
        IntStream.range(0, MEASUREMENTS).mapToLong(i -> measuredOnce(loader, document)).toArray();
    Arrays.sort(measurements);
    return measurements[MEASUREMENTS / 2];
  }

  private static long measuredOnce(WorkflowLoader loader, byte[] document) {
    List<LoadResult> results = new ArrayList<>(COPIES);
    long before = usedHeap();
    for (int i = 0; i < COPIES; i++) {
      results.add(load(loader, document));
    }
    try {
      return (usedHeap() - before) / COPIES;
    } finally {
      Reference.reachabilityFence(results);
    }
  }

  /** A load without its nodes. */
  private static LoadResult load(WorkflowLoader loader, byte[] document) {
    LoadResult result = loader.tryLoad(ByteSource.of("", document)).block();
    return new LoadResult(
        result.kind(),
        result
            .schema()
            .map(s -> new dev.sluice.model.WorkflowSchema(s.definition(), java.util.Map.of())),
        result.report());
  }

  private static long usedHeap() {
    Runtime runtime = Runtime.getRuntime();
    long used = Long.MAX_VALUE;
    for (int i = 0; i < 4; i++) {
      System.gc();
      used = Math.min(used, runtime.totalMemory() - runtime.freeMemory());
    }
    return used;
  }

  @Test
  void of_deepValues_takesNoStack() {
    String deep = "[".repeat(400) + "]".repeat(400);
    try (WorkflowLoader loader = WorkflowLoader.create()) {
      byte[] document =
          workflow(node("a", "LogNode"))
              .replaceFirst("\\{", "{\"variables\":{\"v\":" + deep + "},")
              .getBytes(StandardCharsets.UTF_8);
      assertThat(RetainedSize.of(load(loader, document).definition().orElseThrow()))
          .isGreaterThan(400 * 40);
    }
  }
}
