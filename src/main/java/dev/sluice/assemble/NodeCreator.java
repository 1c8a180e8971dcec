package dev.sluice.assemble;

import dev.sluice.config.Profile;
import dev.sluice.error.NodeCreationException;
import dev.sluice.error.Quote;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import dev.sluice.model.Node;
import dev.sluice.model.NodeDefinition;
import dev.sluice.model.NodeFactory;
import dev.sluice.model.Place;
import dev.sluice.model.Severity;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Makes a definition's live nodes, in document order whatever the scheduling.
 *
 * <p>The first nodes are made where the definition arrives, and timed. Where what is left is worth
 * it, it is cut into contiguous slices that are made side by side; never node by node, which costs
 * more than most nodes do.
 */
public final class NodeCreator {

  private static final int SAMPLE = 32;
  private static final long WORTHWHILE_NANOS = 1_000_000;
  private static final long SLICE_NANOS = 250_000;

  private final Scheduler scheduler;
  private final int threshold;
  private final int workers;

  /**
   * A creator.
   *
   * @param scheduler runs the slices but one
   * @param threshold nodes below which nothing is done side by side
   * @param workers slices at most
   */
  public NodeCreator(Scheduler scheduler, int threshold, int workers) {
    this.scheduler = scheduler;
    this.threshold = threshold;
    this.workers = workers;
  }

  /**
   * A definition's live nodes, in its order and in batches.
   *
   * <p>Cold; emits on the thread that subscribes or on one of the scheduler's. Nothing is made
   * ahead of demand but slices that are under way. Cancelling stops before the next node. A factory
   * that fails gives a placeholder and a finding under the lenient profile; under the strict one
   * the Flux fails with {@link NodeCreationException}.
   *
   * @param failed receives what fails, one at a time and before the batch it belongs to
   */
  public Flux<List<Node>> create(Assembled assembled, Profile profile, Consumer<Finding> failed) {
    return Flux.defer(
        () -> {
          AtomicBoolean cancelled = new AtomicBoolean();
          List<NodeDefinition> definitions = List.copyOf(assembled.definition().nodes().values());
          // a callable, for only what runs after the subscription can be cancelled
          return Mono.fromCallable(() -> begin(definitions, assembled.hasHostNodes(), cancelled))
              .flatMapMany(begun -> complete(definitions, begun, cancelled))
              .map(made -> join(assembled, made, profile, failed))
              .doOnCancel(() -> cancelled.set(true));
        });
  }

  /** The first nodes, and into how many slices the rest is worth to be cut. */
  private record Begun(List<Made> made, int slices) {}

  private Begun begin(List<NodeDefinition> definitions, boolean host, AtomicBoolean cancelled) {
    int count = definitions.size();
    int sample = !host ? count : Math.min(count, SAMPLE);
    long began = System.nanoTime();
    List<Made> made = slice(definitions, 0, sample, cancelled);
    int slices =
        sample == count || count < threshold
            ? 1
            : slices(System.nanoTime() - began, sample, count - sample);
    return new Begun(made, slices);
  }

  private Flux<List<Made>> complete(
      List<NodeDefinition> definitions, Begun begun, AtomicBoolean cancelled) {
    List<Made> first = begun.made();
    int from = first.size();
    int count = definitions.size();
    if (from == count) {
      return Flux.just(first);
    }
    if (begun.slices() < 2) {
      return Flux.fromIterable(cuts(from, count, (count - from + SAMPLE - 1) / SAMPLE))
          .map(cut -> slice(definitions, cut[0], cut[1], cancelled))
          .startWith(first);
    }
    return Flux.fromIterable(cuts(from, count, begun.slices()))
        .flatMapSequential(
            cut -> {
              Mono<List<Made>> one =
                  Mono.fromCallable(() -> slice(definitions, cut[0], cut[1], cancelled));
              return cut[1] == count
                  ? one
                  : one.subscribeOn(scheduler)
                      .onErrorResume(RejectedExecutionException.class, busy -> one);
            },
            begun.slices())
        .startWith(first);
  }

  private int slices(long nanos, int sample, int left) {
    long expected = nanos / sample * left;
    return expected < WORTHWHILE_NANOS ? 1 : (int) Math.min(workers, expected / SLICE_NANOS);
  }

  private static List<int[]> cuts(int from, int to, int slices) {
    List<int[]> cuts = new ArrayList<>();
    for (int i = 0; i < slices; i++) {
      int begin = from + (int) ((long) (to - from) * i / slices);
      int end = from + (int) ((long) (to - from) * (i + 1) / slices);
      cuts.add(new int[] {begin, end});
    }
    return cuts;
  }

  /** A node, or why there is none. */
  private record Made(
      NodeDefinition definition, @Nullable Node node, @Nullable Throwable failure) {}

  private static List<Made> slice(
      List<NodeDefinition> definitions, int from, int to, AtomicBoolean cancelled) {
    List<Made> made = new ArrayList<>(to - from);
    for (int i = from; i < to && !cancelled.get(); i++) {
      made.add(make(definitions.get(i)));
    }
    return made;
  }

  private static Made make(NodeDefinition definition) {
    try {
      Node node = definition.type().factory().create(definition);
      return new Made(definition, node, null);
    } catch (Throwable failure) {
      // a host's code may fail in any way; a fatal error let through would leave the load hanging
      return new Made(definition, null, failure);
    }
  }

  private static List<Node> join(
      Assembled assembled, List<Made> made, Profile profile, Consumer<Finding> failed) {
    List<Node> nodes = new ArrayList<>(made.size());
    for (Made one : made) {
      Node node = one.node();
      nodes.add(node != null ? node : replace(assembled, one, profile, failed));
    }
    return Collections.unmodifiableList(nodes);
  }

  private static Node replace(
      Assembled assembled, Made one, Profile profile, Consumer<Finding> failed) {
    Finding finding = finding(assembled, one);
    if (profile == Profile.STRICT) {
      throw new NodeCreationException(finding, one.failure());
    }
    failed.accept(finding.as(Severity.WARNING));
    return NodeFactory.plain(one.definition());
  }

  private static Finding finding(Assembled assembled, Made one) {
    Throwable failure = one.failure();
    String message =
        "The factory of "
            + Quote.of(one.definition().type().name())
            + " failed for node "
            + Quote.of(one.definition().id())
            + ": "
            + (failure == null ? "it gave no node" : HostFailure.describe(failure));
    Assembled.Spot at = assembled.hostNodes().get(one.definition().id());
    Optional<Place> place = Optional.ofNullable(at).map(Assembled.Spot::place);
    return new Finding(
        Severity.ERROR,
        FindingCode.NODE_CREATION_FAILED,
        message,
        at == null ? "" : at.pointer(),
        place,
        Optional.empty(),
        List.of());
  }
}
