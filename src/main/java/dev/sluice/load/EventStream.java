package dev.sluice.load;

import dev.sluice.assemble.Assembled;
import dev.sluice.assemble.NodeCreator;
import dev.sluice.error.WorkflowException;
import dev.sluice.finding.Findings;
import dev.sluice.model.LoadEvent;
import dev.sluice.model.Node;
import dev.sluice.model.WorkflowSchema;
import dev.sluice.source.ByteSource;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The events of one load, for one subscription. */
final class EventStream {

  private final LoadPipeline pipeline;
  private final NodeCreator creator;
  private final ByteSource source;
  private final Findings findings;
  private final @Nullable LoadMeasurement measurement;

  private final AtomicReference<Outcome<Assembled>> read = new AtomicReference<>();
  private final AtomicReference<Outcome<WorkflowSchema>> ended = new AtomicReference<>();

  EventStream(
      LoadPipeline pipeline,
      NodeCreator creator,
      ByteSource source,
      @Nullable LoadMeasurement measurement) {
    this.measurement = measurement;
    this.pipeline = pipeline;
    this.creator = creator;
    this.source = source;
    this.findings = pipeline.findings();
  }

  /** All events except the last; problems of the document end this Flux without an error. */
  Flux<LoadEvent> events(Flux<ByteBuffer> stored) {
    return pipeline
        .narrate(source, stored, findings, read::set)
        .concatWith(Flux.defer(() -> created(Objects.requireNonNull(read.get()))));
  }

  private Flux<LoadEvent> created(Outcome<Assembled> outcome) {
    if (outcome.value().isEmpty()) {
      ended.set(outcome.then(Optional.empty()));
      return Flux.empty();
    }
    NodeCreation creation = new NodeCreation(creator, outcome, pipeline.findings(), measurement);
    return creation
        .batches()
        .concatMapIterable(batch -> eventsOf(batch, creation), 1)
        .doOnComplete(() -> ended.set(creation.outcome()))
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

  /** Records a failure from outside the pipeline. */
  Flux<LoadEvent> fail(Throwable failure) {
    ended.set(Outcome.failed(TypedFailures.typed(failure), findings));
    return Flux.empty();
  }

  /** The last event, or the failure. */
  Mono<LoadEvent> end() {
    return Mono.deferContextual(
        context -> {
          Outcome<WorkflowSchema> outcome = Objects.requireNonNull(ended.get());
          if (measurement != null) {
            measurement.ended(outcome);
          }
          WorkflowSchema schema =
              ScannedFile.judged(context, source, outcome).required(source.name());
          return Mono.just(new LoadEvent.Loaded(schema, outcome.report()));
        });
  }
}
