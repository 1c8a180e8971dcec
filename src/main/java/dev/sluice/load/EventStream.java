package dev.sluice.load;

import dev.sluice.assemble.Assembled;
import dev.sluice.error.WorkflowException;
import dev.sluice.model.LoadEvent;
import dev.sluice.model.Node;
import dev.sluice.model.WorkflowSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** One load as a stream of events; for one subscription. */
final class EventStream {

  private final LoadPipeline pipeline;
  private final LoadRun run;
  private final LongSupplier bytesRead;
  private final AtomicReference<Outcome<Assembled>> read = new AtomicReference<>();
  private final AtomicReference<Outcome<WorkflowSchema>> ended = new AtomicReference<>();

  /**
   * The events of a run.
   *
   * @param bytesRead the number of bytes that the source has emitted
   */
  EventStream(LoadPipeline pipeline, LoadRun run, LongSupplier bytesRead) {
    this.pipeline = pipeline;
    this.run = run;
    this.bytesRead = bytesRead;
  }

  /** All events but the last; a rejection of the document completes the Flux. */
  Flux<LoadEvent> events() {
    return pipeline
        .events(run, bytesRead, read::set)
        .onErrorResume(
            WorkflowException.class,
            failure -> {
              read.set(run.failed(failure));
              return Flux.empty();
            })
        .concatWith(Flux.defer(() -> created(Objects.requireNonNull(read.get()))));
  }

  private Flux<LoadEvent> created(Outcome<Assembled> outcome) {
    if (outcome.value().isEmpty()) {
      ended.set(outcome.then(Optional.empty()));
      return Flux.empty();
    }
    NodeCreation creation = pipeline.creation(outcome, run);
    return creation
        .batches()
        .concatMapIterable(batch -> eventsOf(batch, creation), 1)
        .doOnComplete(() -> ended.set(creation.created()))
        .onErrorResume(
            WorkflowException.class,
            failure -> {
              ended.set(creation.failed(failure));
              return Flux.empty();
            });
  }

  private static List<LoadEvent> eventsOf(List<Node> batch, NodeCreation creation) {
    List<LoadEvent> events = new ArrayList<>();
    creation.newFailures().forEach(failure -> events.add(new LoadEvent.FindingFound(failure)));
    if (!batch.isEmpty()) {
      events.add(new LoadEvent.NodesCreated(batch));
    }
    return events;
  }

  /** Records a failure from outside the pipeline, which {@link #end} then signals. */
  Flux<LoadEvent> fail(Throwable failure) {
    ended.set(run.failed(TypedFailures.typed(failure)));
    return Flux.empty();
  }

  /** The last event, or the failure. */
  Mono<LoadEvent> end() {
    return Mono.deferContextual(
        context -> {
          Outcome<WorkflowSchema> outcome = Objects.requireNonNull(ended.get());
          run.measurement().ended(outcome);
          WorkflowSchema schema =
              ScannedFile.judged(context, run.source(), outcome).required(run.source().name());
          return Mono.just(new LoadEvent.Loaded(schema, outcome.report()));
        });
  }
}
