package dev.sluice.assemble;

import dev.sluice.assemble.HostRules.HostFailure;
import dev.sluice.config.Profile;
import dev.sluice.error.NodeCreationException;
import dev.sluice.flow.Boundary;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import dev.sluice.model.Node;
import dev.sluice.model.NodeDefinition;
import dev.sluice.model.NodeFactory;
import dev.sluice.model.Place;
import dev.sluice.model.Severity;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.model.WorkflowSchema;
import dev.sluice.pool.NodePool;
import dev.sluice.stage.HostCode;
import dev.sluice.text.Quote;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.ListIterator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Creates the live nodes of a definition, in document order.
 *
 * <p>The first nodes are created on the current thread and timed. If the rest is worth it, it is
 * split into contiguous slices that are created in parallel; a task for each node would cost more
 * than creating most nodes does. If there is a pool, it is used for each node.
 */
public final class NodeCreator {

  private static final int SAMPLE = 32;
  private static final long WORTHWHILE_NANOS = 1_000_000;
  private static final long SLICE_NANOS = 250_000;

  /** Several slices per worker, so that a slice with expensive nodes does not delay the end. */
  private static final int SLICES_PER_WORKER = 4;

  private final Scheduler scheduler;
  private final int threshold;
  private final int workers;
  private final @Nullable NodePool pool;
  private final LongSupplier nanoTime;

  /**
   * A creator.
   *
   * @param scheduler provides threads for slices
   * @param threshold the minimum number of nodes for creation in parallel
   * @param workers the maximum number of threads, including the subscribing one
   * @param pool the pool of reusable nodes, if any
   */
  public NodeCreator(Scheduler scheduler, int threshold, int workers, @Nullable NodePool pool) {
    this(scheduler, threshold, workers, pool, System::nanoTime);
  }

  NodeCreator(
      Scheduler scheduler,
      int threshold,
      int workers,
      @Nullable NodePool pool,
      LongSupplier nanoTime) {
    this.scheduler = scheduler;
    this.threshold = threshold;
    this.workers = workers;
    this.pool = pool;
    this.nanoTime = nanoTime;
  }

  /**
   * Creates the live nodes of a definition, in its order and in batches.
   *
   * <p>Cold; emits on the subscribing thread or on a thread of the scheduler. Nothing is created
   * ahead of demand except slices in progress. Cancelling stops before the next node. If a factory
   * fails, the node is replaced by a plain node with a finding under the lenient profile; under the
   * strict profile the Flux fails with {@link NodeCreationException}.
   *
   * @param host surrounds the calls of factories
   * @param failed receives the findings, one at a time and before the batch they belong to
   */
  public Flux<List<Node>> create(
      Assembled assembled, Profile profile, HostCode host, Consumer<Finding> failed) {
    return Flux.deferContextual(
        context -> {
          Scheduler here = Boundary.of(context).guarded(scheduler);
          AtomicBoolean cancelled = new AtomicBoolean();
          List<NodeDefinition> definitions = List.copyOf(assembled.definition().nodes().values());
          Making making =
              new Making(
                  definitions, assembled.hasHostNodes() ? host : HostCode.UNMARKED, cancelled);
          // a callable, because work that runs before onSubscribe cannot be cancelled
          return Mono.fromCallable(() -> begin(making, assembled.hasHostNodes()))
              .flatMapMany(begun -> complete(making, begun, here))
              .doOnCancel(() -> cancelled.set(true))
              .map(made -> join(assembled, made, profile, failed));
        });
  }

  /**
   * Whether all nodes of a definition only hold their definition, so that {@link NodeFactory#plain}
   * creates the same ones.
   */
  public boolean needsNoFactory(Assembled assembled) {
    return pool == null
        && !assembled.hasHostNodes()
        && assembled
            .definition()
            .node(NodeDefinition.AUTO_START) // a node that the loader added has no place
            .map(node -> node.type().factory() == NodeFactory.PLAIN)
            .orElse(true);
  }

  /**
   * The workflow with a definition and its nodes.
   *
   * @param nodes by id, in the definition's order
   */
  public WorkflowSchema schema(WorkflowDefinition definition, Map<String, Node> nodes) {
    return pool == null
        ? new WorkflowSchema(definition, Collections.unmodifiableMap(nodes))
        : pool.lend(definition, nodes);
  }

  /** The first nodes, as {@link #make} returns them, and the number of slices for the rest. */
  private record Begun(List<Object> made, int slices) {}

  /** What one load makes: the nodes of its definitions, in slices. */
  private record Making(List<NodeDefinition> definitions, HostCode host, AtomicBoolean cancelled) {}

  private Begun begin(Making making, boolean hasHostNodes) {
    int count = making.definitions().size();
    if (!hasHostNodes) {
      return new Begun(slice(making, 0, count), 1);
    }
    List<Object> made = new ArrayList<>();
    long began = nanoTime.getAsLong();
    long nanos = 0;
    while (made.size() < Math.min(count, SAMPLE)
        && nanos < SLICE_NANOS
        && !making.cancelled().get()) {
      made.addAll(slice(making, made.size(), made.size() + 1));
      nanos = nanoTime.getAsLong() - began;
    }
    int left = count - made.size();
    return new Begun(made, count < threshold ? 1 : slices(nanos, made.size(), left));
  }

  private Flux<List<Object>> complete(Making making, Begun begun, Scheduler here) {
    List<Object> first = begun.made();
    int from = first.size();
    int count = making.definitions().size();
    if (from == count) {
      return Flux.just(first);
    }
    if (begun.slices() < 2) {
      return Flux.fromIterable(cuts(from, count, (count - from + SAMPLE - 1) / SAMPLE))
          .map(cut -> slice(making, cut[0], cut[1]))
          .startWith(first);
    }
    List<Supplier<List<Object>>> slices = new ArrayList<>();
    for (int[] cut : cuts(from, count, begun.slices())) {
      slices.add(() -> slice(making, cut[0], cut[1]));
    }
    int helpers = Math.min(workers, slices.size()) - 1;
    return new SharedWork<>(slices).on(here, helpers).startWith(first);
  }

  private int slices(long nanos, int sample, int left) {
    if (sample == 0 || workers == 1) {
      return 1;
    }
    long expected = nanos / sample * left;
    return expected < WORTHWHILE_NANOS
        ? 1
        : (int) Math.min(Math.min(left, workers * SLICES_PER_WORKER), expected / SLICE_NANOS);
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

  /** A node that could not be created, as its factory failed or returned null. */
  private record Failed(NodeDefinition definition, @Nullable Throwable failure) {}

  private List<Object> slice(Making making, int from, int to) {
    List<Object> made = new ArrayList<>(to - from);
    making
        .host()
        .run(
            () -> {
              for (int i = from; i < to && !making.cancelled().get(); i++) {
                made.add(make(making.definitions().get(i)));
              }
            });
    return made;
  }

  /** A {@link Node}, or {@link Failed}. */
  private Object make(NodeDefinition definition) {
    try {
      Node node =
          pool == null ? definition.type().factory().create(definition) : pool.acquire(definition);
      return node == null ? new Failed(definition, null) : node;
    } catch (Throwable failure) {
      // host code may throw anything; a fatal error that escapes would leave the load hanging
      return new Failed(definition, failure);
    }
  }

  private static List<Node> join(
      Assembled assembled, List<Object> made, Profile profile, Consumer<Finding> failed) {
    for (ListIterator<Object> rest = made.listIterator(); rest.hasNext(); ) {
      if (rest.next() instanceof Failed not) {
        rest.set(replace(assembled, not, profile, failed));
      }
    }
    @SuppressWarnings("unchecked") // all that failed have been replaced
    List<Node> nodes = (List<Node>) (List<?>) made;
    return Collections.unmodifiableList(nodes);
  }

  private static Node replace(
      Assembled assembled, Failed one, Profile profile, Consumer<Finding> failed) {
    Finding finding = finding(assembled, one);
    if (profile == Profile.STRICT) {
      throw new NodeCreationException(finding, one.failure());
    }
    failed.accept(finding.withSeverity(Severity.WARNING));
    return NodeFactory.plain(one.definition());
  }

  private static Finding finding(Assembled assembled, Failed one) {
    Throwable failure = one.failure();
    String message =
        "The factory of "
            + Quote.of(one.definition().type().name())
            + " failed for node "
            + Quote.of(one.definition().id())
            + ": "
            + (failure == null ? "it returned null" : HostFailure.describe(failure));
    Assembled.Location at = assembled.hostNodes().get(one.definition().id());
    Optional<Place> place = Optional.ofNullable(at).map(Assembled.Location::place);
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
