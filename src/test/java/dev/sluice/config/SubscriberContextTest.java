package dev.sluice.config;

import static dev.sluice.support.Workflows.START;
import static dev.sluice.support.Workflows.bytes;
import static dev.sluice.support.Workflows.each;
import static dev.sluice.support.Workflows.node;
import static dev.sluice.support.Workflows.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.WorkflowLoader;
import dev.sluice.model.LoadSummary;
import dev.sluice.model.Node;
import dev.sluice.model.NodeDefinition;
import dev.sluice.model.NodeFactory;
import dev.sluice.model.NodeType;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.registry.NodeProvider;
import dev.sluice.registry.NodeRegistries;
import dev.sluice.source.ByteSource;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/** What the subscriber of a load knows reaches the code of the host on the loader's threads. */
class SubscriberContextTest {

  /** What a logging framework calls the MDC. */
  private static final ThreadLocal<String> REQUEST = ThreadLocal.withInitial(() -> "none");

  /** The requests that each kind of host code has seen. */
  private final Map<String, Set<String>> seen = new ConcurrentHashMap<>();

  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

  // region request-ids
  /** Sets the request's id, here in a ThreadLocal, while code of the host runs for a load. */
  private class RequestIds implements LoadListener {
    @Override
    public Consumer<LoadSummary> started(LoadSummary.Operation operation, String source) {
      return load -> {};
    }

    @Override
    public Running started(LoadSummary.Operation operation, String source, ContextView subscriber) {
      String request = subscriber.getOrDefault("request", "none");
      return new Running() {
        @Override
        public Runnable enterHostCode() {
          String before = REQUEST.get();
          REQUEST.set(request); // with slf4j: MDC.put("request", request)
          return () -> REQUEST.set(before);
        }

        @Override
        public void ended(LoadSummary load) {
          log("end", request);
        }
      };
    }
  }

  // endregion

  private void log(String where, String request) {
    seen.computeIfAbsent(where, any -> ConcurrentHashMap.newKeySet()).add(request);
    threads.add(Thread.currentThread());
  }

  private Node create(NodeDefinition definition) {
    log("factory", REQUEST.get());
    return NodeFactory.plain(definition);
  }

  private final class Provider implements NodeProvider {
    @Override
    public Set<String> names() {
      return Set.of("HostNode");
    }

    @Override
    public NodeType load(String name) {
      log("provider", REQUEST.get());
      return NodeType.builder(name).exec().factory(SubscriberContextTest.this::create).build();
    }
  }

  private final class Ruling implements Rule {
    @Override
    public String name() {
      return "ruling";
    }

    @Override
    public void check(WorkflowDefinition workflow, Reports reports) {
      log("rule", REQUEST.get());
    }
  }

  @Test
  void subscribersContext_reachesSourcesListenersProvidersRulesAndFactories() {
    String document =
        workflow(START + each(300, i -> "," + node("n" + i, "HostNode"))); // created in parallel
    Flux<ByteBuffer> body =
        Flux.deferContextual(
            context -> {
              log("source", context.get("request"));
              return Flux.just(ByteBuffer.wrap(bytes(document)));
            });
    try (WorkflowLoader loader =
        WorkflowLoader.builder()
            .listener(new RequestIds())
            .registry(NodeRegistries.builder().add(new Provider()).build())
            .rule(new Ruling())
            .creation(1, 4)
            .build()) {
      String result =
          loader
              .load(ByteSource.of("upload", body))
              .flatMap(flow -> Mono.deferContextual(context -> Mono.just(context.get("request"))))
              .contextWrite(context -> context.put("request", "r1"))
              .map(String.class::cast)
              .block();

      assertThat(result).isEqualTo("r1");
      assertThat(seen)
          .containsOnlyKeys("source", "provider", "rule", "factory", "end")
          .allSatisfy((where, requests) -> assertThat(requests).containsExactly("r1"));
      assertThat(threads).doesNotContain(Thread.currentThread());

      seen.clear();
      loader.load(ByteSource.of("other", bytes(document))).block();
      assertThat(seen.get("factory")).containsExactly("none");
    }
  }
}
