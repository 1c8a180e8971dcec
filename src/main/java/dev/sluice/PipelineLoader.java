package dev.sluice;

import dev.sluice.assemble.Assembled;
import dev.sluice.edit.WorkflowEdit;
import dev.sluice.flow.Boundary;
import dev.sluice.load.FileUpdate;
import dev.sluice.load.HostSource;
import dev.sluice.load.LoadOptions;
import dev.sluice.load.LoadRunner;
import dev.sluice.load.LoadSettings;
import dev.sluice.migrate.MigrationPlan;
import dev.sluice.model.LoadEvent;
import dev.sluice.model.NodeType;
import dev.sluice.model.ValidationReport;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.model.WorkflowSchema;
import dev.sluice.model.WorkflowSkeleton;
import dev.sluice.pool.NodePool;
import dev.sluice.scan.ScanEntry;
import dev.sluice.scan.ScanOptions;
import dev.sluice.source.ByteSource;
import dev.sluice.text.Quote;
import dev.sluice.value.Elements;
import dev.sluice.write.CompressionStatistics;
import dev.sluice.write.WorkflowWriter;
import dev.sluice.write.WriteOptions;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The loader that {@link WorkflowLoaderBuilder} builds; its methods delegate to a {@link
 * LoadRunner}.
 */
final class PipelineLoader implements WorkflowLoader {

  /** The name of all loads in Reactor's tools; a tag shows the operation. */
  private static final String NAME = "sluice.publisher";

  private static final String OPERATION = "operation";

  private final LoadRunner loads;
  private final WorkflowWriter writer;
  private final Optional<NodePool> pool;
  private final LoadOptions options;

  PipelineLoader(LoadSettings settings) {
    options = settings.options();
    loads = new LoadRunner(settings);
    writer = new WorkflowWriter(settings.scheduler());
    pool = settings.pool();
  }

  @Override
  public Mono<WorkflowSchema> load(ByteSource source) {
    return traced(
        "load",
        source,
        loads.load(source).flatMap(end -> Mono.fromCallable(() -> end.required(source.name()))));
  }

  @Override
  public Mono<LoadResult> tryLoad(ByteSource source) {
    return traced(
        "load",
        source,
        loads
            .load(source)
            .map(end -> end.aboutDocument(source.name()))
            .map(end -> new LoadResult(end.kind(), end.value(), end.report())));
  }

  @Override
  public Mono<WorkflowDefinition> read(ByteSource source) {
    return traced(
        "read",
        source,
        loads
            .read(source)
            .flatMap(end -> Mono.fromCallable(() -> end.required(source.name()).definition())));
  }

  @Override
  public Mono<ReadResult> tryRead(ByteSource source) {
    return traced(
        "read",
        source,
        loads
            .read(source)
            .flatMap(end -> Mono.fromCallable(() -> end.aboutDocument(source.name())))
            .map(
                end ->
                    new ReadResult(
                        end.kind(), end.value().map(Assembled::definition), end.report())));
  }

  @Override
  public Mono<ValidationReport> validate(ByteSource source) {
    return Boundary.around(inspect(source).map(Inspection::report));
  }

  @Override
  public Mono<Inspection> inspect(ByteSource source) {
    return traced(
        "validate",
        source,
        loads
            .check(source)
            .flatMap(end -> Mono.fromCallable(() -> end.aboutDocument(source.name())))
            .map(end -> new Inspection(end.kind(), end.report())));
  }

  @Override
  public <T> Flux<T> withSchema(
      ByteSource source, Function<? super WorkflowSchema, ? extends Publisher<? extends T>> use) {
    Objects.requireNonNull(use, "use");
    return Boundary.around(
        Flux.usingWhen(
            load(source),
            schema -> Boundary.entrance(Flux.from(use.apply(schema))),
            schema -> Mono.fromRunnable(() -> pool.ifPresent(nodes -> nodes.release(schema)))));
  }

  @Override
  public Mono<ValidationReport> check(WorkflowDefinition definition) {
    return validate(ByteSource.of("", encode(definition, WriteOptions.standard())));
  }

  @Override
  public WorkflowEdit edit(WorkflowDefinition definition) {
    return WorkflowEdit.of(definition, options.registry(), options.limits());
  }

  @Override
  public Mono<MigrationPlan> migrate(WorkflowDefinition definition) {
    Objects.requireNonNull(definition, "definition");
    return loads.computed(() -> MigrationPlan.of(definition, options.registry(), options.limits()));
  }

  @Override
  public Mono<WorkflowDefinition> update(Path file, UnaryOperator<WorkflowEdit> change) {
    Objects.requireNonNull(file, "file");
    Objects.requireNonNull(change, "change");
    FileUpdate update =
        new FileUpdate(
            this::read,
            definition -> change.apply(edit(definition)).definition(),
            (changed, old) -> write(changed, file, WriteOptions.standard().withTextOf(old)));
    return Boundary.around(update.of(file));
  }

  @Override
  public Flux<ByteBuffer> encode(WorkflowDefinition definition, WriteOptions options) {
    return writer.encode(definition, options);
  }

  @Override
  public Mono<Void> write(WorkflowDefinition definition, Path file, WriteOptions options) {
    return loads.untilClosed(writer.write(definition, file, options));
  }

  @Override
  public Mono<CompressionStatistics> compressionStatistics(
      WorkflowDefinition definition, WriteOptions options) {
    return loads.untilClosed(writer.statistics(definition, options));
  }

  @Override
  public Flux<NodeType> preload(Collection<String> names) {
    return loads.preload(Elements.listOf(names, "names"));
  }

  @Override
  public Mono<WorkflowSkeleton> skeleton(ByteSource source) {
    return traced(
        "skeleton",
        source,
        loads
            .skeleton(source)
            .flatMap(end -> Mono.fromCallable(() -> end.required(source.name()))));
  }

  @Override
  public Mono<Preview> preview(ByteSource source) {
    return Boundary.around(skeleton(source).map(skeleton -> Preview.of(skeleton, source, loads)));
  }

  @Override
  public Flux<LoadEvent> events(ByteSource source) {
    return Boundary.around(
            loads
                .events(source)
                .checkpoint("events of " + Quote.of(HostSource.nameForTraces(source))))
        .name(NAME)
        .tag(OPERATION, "events");
  }

  @Override
  public <T> Flux<ScanEntry<T>> scan(
      Path directory, ScanOptions options, Function<Path, Mono<T>> load) {
    return loads.scan(directory, options, load);
  }

  @Override
  public AdmissionStatistics admission() {
    return new AdmissionStatistics(loads.atWork(), loads.waiting());
  }

  @Override
  public void close() {
    loads.close();
  }

  /** Names the operation and the source of a load in stack traces and Reactor's tools. */
  private static <T> Mono<T> traced(String operation, ByteSource source, Mono<T> load) {
    return Boundary.around(
            load.checkpoint(operation + " of " + Quote.of(HostSource.nameForTraces(source))))
        .name(NAME)
        .tag(OPERATION, operation);
  }
}
