package dev.sluice.testkit;

import dev.sluice.error.WorkflowException;
import dev.sluice.model.Connection;
import dev.sluice.model.FindingCode;
import dev.sluice.model.LoadEvent;
import dev.sluice.model.NodeDefinition;
import dev.sluice.model.WorkflowSchema;
import dev.sluice.value.Elements;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

/**
 * Verifies the events of a load with {@code StepVerifier}; needs {@code reactor-test}.
 *
 * <pre>{@code
 * EventVerifier.of(loader.events(source))
 *     .expectNodes("start", "log")
 *     .expectFinding(FindingCode.UNKNOWN_CONFIG_KEY)
 *     .verifyLoaded();
 * }</pre>
 *
 * <p>The verifier keeps the same elements as a user interface: nodes and connections that were
 * emitted and not withdrawn, and all findings. Events are requested one at a time. Each {@code
 * verify} method subscribes once, blocks until the end or for at most 30 seconds, and throws an
 * {@link AssertionError} if an expectation does not hold. For one thread.
 */
public final class EventVerifier {

  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final Flux<LoadEvent> events;
  private final Set<String> nodes = new LinkedHashSet<>();
  private final List<Connection> connections = new ArrayList<>();
  private final Set<FindingCode> findings = new LinkedHashSet<>();
  private final AtomicReference<@Nullable WorkflowSchema> loaded = new AtomicReference<>();
  private final List<Runnable> expectations = new ArrayList<>();

  private EventVerifier(Flux<LoadEvent> events) {
    this.events = events;
  }

  /** A verifier of these events, which are not subscribed to yet. */
  public static EventVerifier of(Publisher<LoadEvent> events) {
    return new EventVerifier(Flux.from(events));
  }

  /** Expects exactly the nodes with these ids at the end, apart from a hidden start node. */
  public EventVerifier expectNodes(String... ids) {
    Set<String> expected = new LinkedHashSet<>(Elements.listOf(ids, "ids"));
    return expect(() -> check(nodes.equals(expected), "the nodes " + expected, nodes));
  }

  /** Expects this number of connections at the end, apart from those of a hidden start node. */
  public EventVerifier expectConnections(int count) {
    return expect(() -> check(connections.size() == count, count + " connections", connections));
  }

  /** Expects a finding with this code. */
  public EventVerifier expectFinding(FindingCode code) {
    return expect(() -> check(findings.contains(code), "a finding " + code, findings));
  }

  private EventVerifier expect(Runnable expectation) {
    expectations.add(expectation);
    return this;
  }

  private static void check(boolean holds, String expected, Object found) {
    if (!holds) {
      throw new AssertionError("Expected " + expected + ", but the events have " + found);
    }
  }

  /** Verifies that the document is accepted: the last event is {@code Loaded}. */
  public WorkflowSchema verifyLoaded() {
    StepVerifier.create(one())
        .thenConsumeWhile(event -> true, this::add)
        .expectComplete()
        .verify(LONGEST);
    WorkflowSchema schema = loaded.get();
    if (schema == null) {
      throw new AssertionError("Expected the event Loaded, but the events end without it");
    }
    expectations.forEach(Runnable::run);
    return schema;
  }

  /** Verifies that the load fails with this code, after the events before the failure. */
  public void verifyRejected(FindingCode code) {
    StepVerifier.create(one())
        .thenConsumeWhile(event -> true, this::add)
        .expectErrorSatisfies(
            failure ->
                check(
                    failure instanceof WorkflowException typed && typed.code() == code,
                    "a failure with the code " + code,
                    failure))
        .verify(LONGEST);
    expectations.forEach(Runnable::run);
  }

  /**
   * Cancels when at least this number of nodes has been emitted, and verifies the expectations at
   * that point.
   */
  public void verifyCancelledAfter(int count) {
    StepVerifier.create(one())
        .thenConsumeWhile(event -> nodes.size() < count && !isEnd(event), this::add)
        .consumeNextWith(this::add)
        .thenCancel()
        .verify(LONGEST);
    check(nodes.size() >= count || loaded.get() != null, "at least " + count + " nodes", nodes);
    expectations.forEach(Runnable::run);
  }

  private static boolean isEnd(LoadEvent event) {
    return event instanceof LoadEvent.Loaded;
  }

  /** The events, requested from the source one at a time. */
  private Flux<LoadEvent> one() {
    return events.limitRate(1);
  }

  private void add(LoadEvent event) {
    if (event instanceof LoadEvent.NodesRead read) {
      read.nodes().stream().map(NodeDefinition::id).forEach(nodes::add);
    } else if (event instanceof LoadEvent.NodesWithdrawn withdrawn) {
      withdrawn.ids().forEach(nodes::remove);
    } else if (event instanceof LoadEvent.ConnectionsRead read) {
      connections.addAll(read.connections());
    } else if (event instanceof LoadEvent.ConnectionsWithdrawn withdrawn) {
      withdrawn.connections().forEach(connections::remove);
    } else if (event instanceof LoadEvent.FindingFound found) {
      findings.add(found.finding().code());
    } else if (event instanceof LoadEvent.Loaded end) {
      loaded.set(end.schema());
    }
  }
}
