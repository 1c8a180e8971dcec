package dev.sluice.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.WorkflowLoader;
import dev.sluice.model.NodeDefinition;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.support.Workflows;
import dev.sluice.value.ShapedMap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Values of one definition that many threads ask for first, at the same moment. */
final class FirstAccessTest {

  private static final int THREADS = 4;
  private static final int NODES = 120;
  private static final int ROUNDS = 20;

  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  private final byte[] document = document();

  @AfterEach
  void end() {
    threads.shutdownNow();
  }

  /** Nodes whose values fill several blocks. */
  private static byte[] document() {
    String nodes =
        Workflows.each(
            NODES,
            i ->
                (i == 0 ? "" : ",")
                    + Workflows.node(
                        "n" + i,
                        "LogNode",
                        "{'message':'%d %s','level':{'k':['%d',%d,{'deep':'%d'}]}}"
                            .formatted(i, "x".repeat(i * 7 % 900), i, i, i)));
    return Workflows.bytes(Workflows.workflow(Workflows.json(nodes)));
  }

  private WorkflowDefinition read() {
    try (WorkflowLoader loader = WorkflowLoader.create()) {
      return loader.read(document).block();
    }
  }

  /** The results of a task in each thread, all of which begin together. */
  private <T> List<T> together(List<Callable<T>> tasks) throws Exception {
    CyclicBarrier start = new CyclicBarrier(tasks.size());
    List<Future<T>> running = new ArrayList<>();
    for (Callable<T> task : tasks) {
      running.add(
          threads.submit(
              () -> {
                start.await();
                return task.call();
              }));
    }
    List<T> results = new ArrayList<>();
    for (Future<T> one : running) {
      results.add(one.get());
    }
    return results;
  }

  @Test
  void document_ofTheseTests_isNotBuiltBefore() {
    assertThat(read().nodes().values())
        .filteredOn(node -> !node.members().isEmpty())
        .hasSize(NODES)
        .allMatch(node -> ((ShapedMap) node.config()).unread() != null);
  }

  @RepeatedTest(ROUNDS)
  void sameMap_askedForByAllThreads_givesOneValueToAll() throws Exception {
    WorkflowDefinition definition = read();
    List<Callable<List<Object>>> tasks = new ArrayList<>();
    for (int thread = 0; thread < THREADS; thread++) {
      tasks.add(
          () -> {
            List<Object> seen = new ArrayList<>();
            for (NodeDefinition node : definition.nodes().values()) {
              seen.add(node.members().get("node_id"));
              seen.add(node.config().getOrDefault("level", ""));
              seen.add(node.config().getOrDefault("message", ""));
            }
            return seen;
          });
    }

    List<List<Object>> seen = together(tasks);

    for (int i = 0; i < seen.get(0).size(); i++) {
      Set<Object> different = Collections.newSetFromMap(new IdentityHashMap<>());
      for (List<Object> one : seen) {
        different.add(one.get(i));
      }
      assertThat(different).hasSize(1);
    }
  }

  @RepeatedTest(ROUNDS)
  void differentMaps_askedForByAllThreads_areThoseOfTheDocument() throws Exception {
    WorkflowDefinition expected = read();
    WorkflowDefinition definition = read();
    expected.nodes().values().forEach(node -> assertThat(node.config()).hasToString(text(node)));
    List<NodeDefinition> nodes = new ArrayList<>(definition.nodes().values());
    List<Callable<Map<String, String>>> tasks = new ArrayList<>();
    for (int thread = 0; thread < THREADS; thread++) {
      int first = thread;
      tasks.add(
          () -> {
            Map<String, String> texts = new HashMap<>();
            for (int i = first; i < nodes.size(); i += THREADS) {
              texts.put(nodes.get(i).id(), nodes.get(i).members().toString());
            }
            return texts;
          });
    }

    Map<String, String> texts = new HashMap<>();
    together(tasks).forEach(texts::putAll);

    assertThat(texts).hasSize(expected.nodes().size());
    expected
        .nodes()
        .forEach((id, node) -> assertThat(texts.get(id)).isEqualTo(node.members().toString()));
    assertThat(definition).isEqualTo(expected);
  }

  private static String text(NodeDefinition node) {
    if (node.id().startsWith("__")) {
      return "{}";
    }
    int i = Integer.parseInt(node.id().substring(1));
    return "{message=%d %s, level={k=[%d, %d, {deep=%d}]}}"
        .formatted(i, "x".repeat(i * 7 % 900), i, i, i);
  }
}
