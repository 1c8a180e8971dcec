package dev.sluice.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.WorkflowLoader;
import dev.sluice.config.Limits;
import dev.sluice.error.MalformedJsonException;
import dev.sluice.model.ValidationReport;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LaneMemoriesTest {

  private static final int THREADS = 8;

  private final LaneMemories memories = new LaneMemories();

  @Test
  void take_byManyThreads_givesEachMemoryToOneAtATime() throws Exception {
    Set<LaneMemory> taken = ConcurrentHashMap.newKeySet();
    inThreads(
        number -> {
          int clashes = 0;
          for (int i = 0; i < 20_000; i++) {
            LaneMemory memory = memories.take();
            clashes += taken.add(memory) ? 0 : 1;
            taken.remove(memory);
            memories.put(memory);
          }
          return clashes;
        },
        clashes -> assertThat(clashes).isZero());
  }

  @Test
  void take_afterOneWasPutBack_givesItAgain() {
    LaneMemory memory = memories.take();
    memories.put(memory);

    assertThat(memories.take()).isSameAs(memory);
    assertThat(memories.take()).isNotSameAs(memory);
  }

  @Test
  void reader_whenItsRecordsAreConsumed_putsItsMemoryBack() {
    LaneMemory memory = memories.take();
    memories.put(memory);

    read(document(3, 1, "\n"));

    assertThat(memories.take()).isSameAs(memory);
    assertThat(memory.nodes.guess()).isNotNull();
  }

  @Test
  void reader_ofDocumentWithSyntaxError_putsItsMemoryBack() {
    LaneMemory memory = memories.take();
    memories.put(memory);

    String document = document(3, 1, "\n");
    assertThatThrownBy(() -> read(document.substring(0, document.length() - 2)))
        .isInstanceOf(MalformedJsonException.class);

    assertThat(memories.take()).isSameAs(memory);
  }

  @Test
  void reader_closedBeforeTheEnd_dropsItsMemory() {
    LaneMemory memory = memories.take();
    memories.put(memory);

    try (RecordReader reader = reader()) {
      reader.feed(ByteBuffer.wrap(document(600, 1, "").getBytes(UTF_8))).forEach(batch -> {});
      reader.finish().iterator().next();
    }

    assertThat(memories.take()).isNotSameAs(memory);
  }

  @Test
  void reader_ofDocumentWithManyKeys_dropsItsMemory() {
    LaneMemory memory = memories.take();
    memories.put(memory);

    read(document(600, 20, ""));

    assertThat(memory.isSmall()).isFalse();
    assertThat(memories.take()).isNotSameAs(memory);
  }

  @Test
  void reader_ofDocumentsWithNewKeys_keepsABoundedMemory() {
    for (int i = 0; i < 40; i++) {
      read(document(40, 4, " ".repeat(i)).replace("\"k", "\"k" + i + "_"));
      LaneMemory memory = memories.take();
      assertThat(memory.isSmall()).isTrue();
      memories.put(memory);
    }
  }

  @Test
  void validate_inManyThreads_hasTheResultsOfNewLoaders() throws Exception {
    List<String> documents = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      String blanks = List.of("", "\n  ", " ", "\n\t", "\r\n").get(i % 5);
      documents.add(document(30 + i, 1 + i % 3, blanks));
    }
    List<ValidationReport> expected = new ArrayList<>();
    for (String document : documents) {
      try (WorkflowLoader fresh = WorkflowLoader.builder().build()) {
        expected.add(fresh.validate(document.getBytes(UTF_8)).block());
      }
    }
    assertThat(expected).allMatch(report -> report.findings().size() >= 30);
    try (WorkflowLoader loader = WorkflowLoader.builder().build()) {
      inThreads(
          number -> {
            int different = 0;
            for (int i = 0; i < 5 * documents.size(); i++) {
              int which = (i * (number + 1)) % documents.size();
              byte[] document = documents.get(which).getBytes(UTF_8);
              different += expected.get(which).equals(loader.validate(document).block()) ? 0 : 1;
            }
            return different;
          },
          different -> assertThat(different).isZero());
    }
  }

  /** Nodes whose configs each have their own undeclared keys, with these blanks after commas. */
  private static String document(int nodes, int keys, String blanks) {
    StringBuilder json = new StringBuilder("{\"metadata\":{\"name\":\"m\"},\"nodes\":{");
    for (int i = 0; i < nodes; i++) {
      String id = "n" + i;
      json.append(i == 0 ? "" : "," + blanks).append("\"" + id + "\": {" + blanks);
      json.append("\"node_id\": \"" + id + "\"," + blanks);
      json.append("\"node_type\": \"" + (i % 2 == 0 ? "LogNode" : "WaitNode") + "\"," + blanks);
      json.append("\"config\": {");
      for (int k = 0; k < keys; k++) {
        json.append(k == 0 ? "" : ",").append(blanks).append("\"k" + i + "_" + k + "\": " + k);
      }
      json.append(blanks + "}," + blanks + "\"position\": [" + i + ", 0]}");
    }
    return json.append("},\"connections\":[]}").toString();
  }

  private RecordReader reader() {
    return RecordReader.forRules(
        Limits.trusted(), new JsonTestSuiteTest.IndifferentInspector(), 1 << 20, memories);
  }

  private void read(String document) {
    try (RecordReader reader = reader()) {
      reader.feed(ByteBuffer.wrap(document.getBytes(UTF_8))).forEach(batch -> {});
      reader.finish().forEach(batch -> {});
    }
  }

  /** A task of one of the threads. */
  private interface Task {
    int run(int number) throws Exception;
  }

  private static void inThreads(Task task, IntConsumer check) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Callable<Integer>> calls =
          IntStream.range(0, THREADS)
              .<Callable<Integer>>mapToObj(number -> () -> task.run(number))
              .toList();
      for (Future<Integer> result : threads.invokeAll(calls)) {
        check.accept(result.get());
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
