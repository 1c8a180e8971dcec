package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.Profile;
import dev.sluice.config.Rule;
import dev.sluice.error.WorkflowException;
import dev.sluice.model.FindingCode;
import dev.sluice.model.Migration;
import dev.sluice.model.NodeType;
import dev.sluice.model.Severity;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.model.WorkflowSchema;
import dev.sluice.registry.NodeRegistries;
import dev.sluice.registry.NodeRegistry;
import dev.sluice.source.ByteSource;
import dev.sluice.support.Workflows;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivestreams.Subscription;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

/**
 * The subscriber receives every error that a host's code throws.
 *
 * <p>Reactor lets fatal errors end the thread and says nothing, so that a subscriber would wait for
 * ever.
 */
class FatalErrorsTest {

  private static final byte[] DOCUMENT =
      Workflows.bytes(
          Workflows.workflow(
              Workflows.START + "," + Workflows.node("a", "Own"), Workflows.edge("start", "a")));

  /** Code of a host's that the loader calls. */
  private enum Spot {
    SOURCE_READ(FindingCode.INTERNAL),
    SOURCE_SUBSCRIBE(FindingCode.INTERNAL),
    SOURCE_REQUEST(FindingCode.INTERNAL),
    REGISTRY_FIND(FindingCode.INTERNAL),
    REGISTRY_MIGRATION(FindingCode.INTERNAL),
    RULE_CHECK(FindingCode.HOST_RULE),
    RULE_NAME(FindingCode.INTERNAL),
    FACTORY(FindingCode.NODE_CREATION_FAILED);

    private final FindingCode code;

    Spot(FindingCode code) {
      this.code = code;
    }
  }

  static Stream<Arguments> failures() {
    List<Throwable> kinds =
        List.of(
            new StackOverflowError("made up"),
            new OutOfMemoryError("made up"),
            new InternalError("made up"),
            new NoClassDefFoundError("made up"),
            new UnsatisfiedLinkError("made up"),
            new ExceptionInInitializerError("made up"),
            new AssertionError("made up"),
            new IllegalStateException("made up"));
    return Stream.of(Spot.values())
        .flatMap(spot -> kinds.stream().map(kind -> Arguments.of(spot, kind)));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void load_hostCodeFails_isReported(Spot at, Throwable kind) {
    Fault fault = new Fault(at, kind);
    WorkflowLoader loader =
        WorkflowLoader.builder()
            .registry(new FailingRegistry(fault))
            .rule(new FailingRule(fault))
            .profile(Profile.STRICT)
            .build();
    try (loader) {
      StepVerifier.create(loader.load(new FailingSource(fault)))
          .expectErrorSatisfies(e -> assertTyped(e, at, kind))
          .verify();
    }
  }

  private static void assertTyped(Throwable failure, Spot at, Throwable kind) {
    assertThat(failure).isInstanceOf(WorkflowException.class);
    boolean blamesSource = kind instanceof Exception && at.name().startsWith("SOURCE_");
    assertThat(((WorkflowException) failure).code())
        .isEqualTo(blamesSource ? FindingCode.UNREADABLE : at.code);
  }

  @Test
  void load_factoryFailsLeniently_leavesAPlaceholder() {
    Fault fault = new Fault(Spot.FACTORY, new OutOfMemoryError("made up"));
    try (WorkflowLoader loader =
        WorkflowLoader.builder().registry(new FailingRegistry(fault)).build()) {
      LoadResult result = loader.tryLoad(ByteSource.of("", DOCUMENT)).block();

      WorkflowSchema schema = result.schema().orElseThrow();
      assertThat(schema.nodes().get("a").type().name()).isEqualTo("Own");
      assertThat(result.report().findings())
          .first()
          .hasToString(
              "WARNING NODE_CREATION_FAILED at 1:106 (/nodes/a): The factory of \"Own\" failed for"
                  + " node \"a\": java.lang.OutOfMemoryError: \"made up\"");
    }
  }

  private record Fault(Spot spot, Throwable kind) {
    void at(Spot reached) {
      if (reached == spot) {
        if (kind instanceof Error error) {
          throw error;
        }
        throw (RuntimeException) kind;
      }
    }
  }

  private record FailingSource(Fault fault) implements ByteSource {
    @Override
    public String name() {
      return "source";
    }

    @Override
    public Flux<ByteBuffer> read() {
      fault.at(Spot.SOURCE_READ);
      return Flux.from(
          subscriber -> {
            fault.at(Spot.SOURCE_SUBSCRIBE);
            subscriber.onSubscribe(
                new OneAnswer(
                    () -> {
                      fault.at(Spot.SOURCE_REQUEST);
                      subscriber.onNext(ByteBuffer.wrap(DOCUMENT));
                      subscriber.onComplete();
                    }));
          });
    }

    @Override
    public boolean isAtHand() {
      return true;
    }
  }

  /** Answers the first request and takes no notice of others. */
  private static final class OneAnswer implements Subscription {
    private final Runnable answer;
    private boolean answered;

    OneAnswer(Runnable answer) {
      this.answer = answer;
    }

    @Override
    public void request(long count) {
      if (!answered) {
        answered = true;
        answer.run();
      }
    }

    @Override
    public void cancel() {
      answered = true;
    }
  }

  private record FailingRule(Fault fault) implements Rule {
    @Override
    public String name() {
      fault.at(Spot.RULE_NAME);
      return "failing";
    }

    @Override
    public void check(WorkflowDefinition workflow, Reports reports) {
      fault.at(Spot.RULE_CHECK);
      if (fault.spot == Spot.RULE_NAME) {
        reports.aboutWorkflow(Severity.INFO, "Something");
      }
    }
  }

  private record FailingRegistry(Fault fault) implements NodeRegistry {
    @Override
    public Optional<NodeType> find(String name) {
      fault.at(Spot.REGISTRY_FIND);
      return name.equals("Own") ? Optional.of(own()) : NodeRegistries.builtIn().find(name);
    }

    private NodeType own() {
      return Workflows.type(
          "Own",
          definition -> {
            fault.at(Spot.FACTORY);
            return () -> definition;
          });
    }

    @Override
    public boolean isLoaded(String name) {
      return true;
    }

    @Override
    public Optional<Migration> migration(String declaredType) {
      fault.at(Spot.REGISTRY_MIGRATION);
      return Optional.empty();
    }

    @Override
    public Set<String> names() {
      return Set.of("Own");
    }

    @Override
    public List<NodeType> loaded() {
      return List.of();
    }

    @Override
    public Optional<String> categoryOf(String name) {
      return Optional.empty();
    }

    @Override
    public String fingerprint() {
      return "failing";
    }
  }
}
