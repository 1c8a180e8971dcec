package dev.sluice.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.WorkflowLoader;
import dev.sluice.model.Connection;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import dev.sluice.model.LoadEvent;
import dev.sluice.model.Place;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

/** A user interface that shows a workflow while it arrives, and its tests. */
class ExampleCanvasTest {

  private static final WorkflowDocument DOCUMENT =
      WorkflowDocument.named("Greet")
          .node("start", "StartNode")
          .node("log", "LogNoed")
          .connect("start", "log");

  private static final Duration WAIT = Duration.ofSeconds(30);

  private final WorkflowLoader loader = WorkflowLoader.create();
  private final Canvas canvas = new Canvas();

  @AfterEach
  void close() {
    loader.close();
  }

  /** What a user sees. */
  private static final class Canvas {
    private String title = "";
    private final Map<String, Place> nodes = new LinkedHashMap<>();
    private final List<Connection> wires = new ArrayList<>();
    private final List<Finding> problems = new ArrayList<>();
    private boolean isComplete;

    void show(LoadEvent event) {
      if (event instanceof LoadEvent.HeaderRead header) {
        title = header.metadata().name();
      } else if (event instanceof LoadEvent.NodesRead read) {
        for (int i = 0; i < read.nodes().size(); i++) {
          nodes.put(read.nodes().get(i).id(), read.places().get(i));
        }
      } else if (event instanceof LoadEvent.NodesWithdrawn withdrawn) {
        withdrawn.ids().forEach(nodes::remove);
      } else if (event instanceof LoadEvent.ConnectionsRead read) {
        wires.addAll(read.connections());
      } else if (event instanceof LoadEvent.ConnectionsWithdrawn withdrawn) {
        withdrawn.connections().forEach(wires::remove);
      } else if (event instanceof LoadEvent.FindingFound found) {
        problems.add(found.finding());
      } else if (event instanceof LoadEvent.Loaded) {
        isComplete = true;
      }
    }
  }

  @Test
  void events_requestedOneByOne_showTheWorkflow() {
    StepVerifier.create(loader.events(DOCUMENT.bytes()).doOnNext(canvas::show).limitRate(1))
        .thenConsumeWhile(event -> true)
        .verifyComplete();

    assertThat(canvas.title).isEqualTo("Greet");
    assertThat(canvas.nodes).containsOnlyKeys("start", "log");
    assertThat(canvas.nodes.get("log")).hasToString("1:109");
    assertThat(canvas.wires).hasToString("[start.exec_out -> log.exec_in]");
    assertThat(canvas.problems)
        .extracting(Finding::code)
        .containsExactly(FindingCode.UNKNOWN_NODE_TYPE);
    assertThat(canvas.isComplete).isTrue();
  }

  @Test
  void events_cancelledAmidTheDocument_leaveWhatHasArrivedAndEndTheSource() {
    String json = DOCUMENT.json();
    ByteBuffer half = ByteBuffer.wrap(DOCUMENT.bytes(), 0, json.indexOf("\"connections\""));
    Sinks.Empty<Void> cancelled = Sinks.empty();
    Flux<ByteBuffer> upload =
        Flux.just(half).concatWith(Flux.never()).doOnCancel(cancelled::tryEmitEmpty);

    StepVerifier.create(loader.events(upload).doOnNext(canvas::show))
        .thenConsumeWhile(event -> canvas.nodes.isEmpty())
        .expectNextCount(1)
        .thenCancel()
        .verify(WAIT);

    StepVerifier.create(cancelled.asMono()).expectComplete().verify(WAIT);
    assertThat(canvas.title).isEqualTo("Greet");
    assertThat(canvas.nodes).containsKey("start");
    assertThat(canvas.isComplete).isFalse();
  }
}
