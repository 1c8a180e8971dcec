package dev.sluice.load;

import dev.sluice.assemble.Assembled;
import dev.sluice.config.LoadListener;
import dev.sluice.error.WorkflowException;
import dev.sluice.flow.Boundary;
import dev.sluice.model.FindingCode;
import dev.sluice.model.LoadStage;
import dev.sluice.model.LoadSummary;
import dev.sluice.model.Severity;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.model.WorkflowSchema;
import dev.sluice.model.WorkflowSkeleton;
import dev.sluice.stage.Stage;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.util.context.ContextView;

/**
 * The measurement of one load; this class measures nothing, and {@link Listened} reports to a
 * listener.
 */
class LoadMeasurement {

  /** The measurement of a load that has no listener. */
  static final LoadMeasurement NONE = new LoadMeasurement();

  private LoadMeasurement() {}

  /** Begins to measure a load, and reports its end to the listener exactly once. */
  static LoadMeasurement of(
      LoadListener listener,
      LoadSummary.Operation operation,
      String source,
      ContextView subscriber,
      Boundary boundary) {
    if (listener == LoadListener.NONE) {
      return NONE;
    }
    LoadMeasurement measurement = new Listened(listener, operation, source, subscriber);
    boundary.onFailure(measurement::failed);
    boundary.atEnd(measurement::cancelled); // has no effect if the load has already ended
    return measurement;
  }

  /** The measurement of a part of the load: counts its stages for the load, ignores its end. */
  LoadMeasurement part() {
    return this;
  }

  /** Called before host code; the result is run after it. */
  Runnable enterHostCode() {
    return () -> {};
  }

  /** A stage whose own time is measured; the decoding stage also counts its bytes. */
  <I, O> Stage<I, O> timed(LoadStage name, Stage<I, O> stage) {
    return stage;
  }

  /** Adds to the time of a stage. */
  void add(LoadStage stage, long nanos) {}

  /** Reports the end of a load that has an outcome, whether or not the document is accepted. */
  void ended(Outcome<?> outcome) {}

  /** Reports the end of a load that failed outside all stages. */
  void failed(WorkflowException failure) {}

  /** Reports the end of a load whose subscriber has left, unless its end was reported before. */
  void cancelled() {}

  private static final class Listened extends LoadMeasurement {

    private static final Logger LOG = LoggerFactory.getLogger(LoadListener.class);

    private final LoadSummary.Operation operation;
    private final String source;
    private final long began = System.nanoTime();
    private final Map<LoadStage, Long> nanos = new ConcurrentHashMap<>();
    private final AtomicLong storedBytes = new AtomicLong();
    private final AtomicLong documentBytes = new AtomicLong();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final LoadListener.@Nullable Running running;

    Listened(
        LoadListener listener,
        LoadSummary.Operation operation,
        String source,
        ContextView subscriber) {
      this.operation = operation;
      this.source = source;
      running = start(listener, subscriber);
    }

    private LoadListener.@Nullable Running start(LoadListener listener, ContextView subscriber) {
      try {
        return listener.started(operation, source, subscriber);
      } catch (Throwable e) {
        LOG.warn("A load listener failed", e);
        return null;
      }
    }

    @Override
    LoadMeasurement part() {
      return new Part(this);
    }

    @Override
    Runnable enterHostCode() {
      if (running == null) {
        return () -> {};
      }
      try {
        Runnable leave = running.enterHostCode();
        return () -> leave(leave);
      } catch (Throwable e) {
        LOG.warn("A load listener failed", e);
        return () -> {};
      }
    }

    private static void leave(Runnable action) {
      try {
        action.run();
      } catch (Throwable e) {
        LOG.warn("A load listener failed", e);
      }
    }

    @Override
    <I, O> Stage<I, O> timed(LoadStage name, Stage<I, O> stage) {
      boolean counts = name == LoadStage.DECODE;
      return new TimedStage<>(
          stage,
          spent -> add(name, spent),
          input -> count(counts, storedBytes, input),
          output -> count(counts, documentBytes, output));
    }

    private static void count(boolean counts, AtomicLong bytes, @Nullable Object chunk) {
      if (counts && chunk instanceof ByteBuffer buffer) {
        bytes.addAndGet(buffer.remaining());
      }
    }

    @Override
    void add(LoadStage stage, long spent) {
      nanos.merge(stage, spent, Long::sum);
    }

    @Override
    void ended(Outcome<?> outcome) {
      Optional<WorkflowException> failure = outcome.failure();
      LoadSummary.Ending ending;
      if (isAccepted(outcome)) {
        ending = LoadSummary.Ending.ACCEPTED;
      } else if (failure.isPresent() && !Outcome.isAboutDocument(failure.get())) {
        ending = LoadSummary.Ending.FAILED;
      } else {
        ending = LoadSummary.Ending.REJECTED;
      }
      Optional<FindingCode> code =
          ending == LoadSummary.Ending.ACCEPTED
              ? Optional.empty()
              : failure.map(WorkflowException::code).or(() -> firstError(outcome));
      report(
          ending,
          code,
          ending == LoadSummary.Ending.FAILED ? failure.orElse(null) : null,
          outcome.value().orElse(null),
          outcome.report().findings().size());
    }

    /** Whether the document is accepted; the outcome of a check has a value only from a cache. */
    private boolean isAccepted(Outcome<?> outcome) {
      return outcome.value().isPresent()
          || (operation == LoadSummary.Operation.VALIDATE
              && outcome.failure().isEmpty()
              && outcome.report().accepted());
    }

    private static Optional<FindingCode> firstError(Outcome<?> outcome) {
      return outcome.report().findings().stream()
          .filter(finding -> finding.severity() == Severity.ERROR)
          .map(finding -> finding.code())
          .findFirst();
    }

    @Override
    void failed(WorkflowException failure) {
      report(LoadSummary.Ending.FAILED, Optional.of(failure.code()), failure, null, 0);
    }

    @Override
    void cancelled() {
      report(LoadSummary.Ending.CANCELLED, Optional.empty(), null, null, 0);
    }

    private void report(
        LoadSummary.Ending ending,
        Optional<FindingCode> code,
        @Nullable Throwable failure,
        @Nullable Object value,
        int findings) {
      if (!ended.compareAndSet(false, true) || running == null) {
        return;
      }
      Duration duration = Duration.ofNanos(System.nanoTime() - began);
      long nodes = 0;
      long connections = 0;
      if (value instanceof WorkflowSkeleton skeleton) {
        nodes = skeleton.nodeCount();
        connections = skeleton.connectionCount();
      } else {
        WorkflowDefinition definition = definitionOf(value);
        if (definition != null) {
          nodes = definition.nodes().size();
          connections = definition.connections().size();
        }
      }
      try {
        running.ended(
            new LoadSummary(
                operation,
                source,
                ending,
                code,
                Optional.ofNullable(failure),
                duration,
                stages(),
                storedBytes.get(),
                documentBytes.get(),
                nodes,
                connections,
                findings));
      } catch (Throwable e) {
        LOG.warn("A load listener failed", e);
      }
    }

    private static @Nullable WorkflowDefinition definitionOf(@Nullable Object value) {
      if (value instanceof WorkflowSchema schema) {
        return schema.definition();
      }
      return value instanceof Assembled assembled ? assembled.definition() : null;
    }

    private Map<LoadStage, Duration> stages() {
      Map<LoadStage, Duration> stages = new EnumMap<>(LoadStage.class);
      nanos.forEach((stage, spent) -> stages.put(stage, Duration.ofNanos(spent)));
      return stages;
    }
  }

  private static final class Part extends LoadMeasurement {

    private final LoadMeasurement whole;

    Part(LoadMeasurement whole) {
      this.whole = whole;
    }

    @Override
    Runnable enterHostCode() {
      return whole.enterHostCode();
    }

    @Override
    <I, O> Stage<I, O> timed(LoadStage name, Stage<I, O> stage) {
      return whole.timed(name, stage);
    }

    @Override
    void add(LoadStage stage, long nanos) {
      whole.add(stage, nanos);
    }
  }
}
