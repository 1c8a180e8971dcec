package dev.sluice;

import dev.sluice.assemble.Assembled;
import dev.sluice.config.Limit;
import dev.sluice.edit.WorkflowEdit;
import dev.sluice.error.WorkflowException;
import dev.sluice.flow.Boundary;
import dev.sluice.load.FileUpdate;
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
import dev.sluice.registry.NodeRegistries;
import dev.sluice.scan.DirectoryScanner;
import dev.sluice.scan.ScanEntry;
import dev.sluice.scan.ScanOptions;
import dev.sluice.source.ByteSource;
import dev.sluice.text.Quote;
import dev.sluice.write.CompressionStatistics;
import dev.sluice.write.WorkflowWriter;
import dev.sluice.write.WriteOptions;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Loads workflow documents reactively: plain, gzip or zstd, from files, memory or publishers.
 *
 * <pre>
 *   subscribe ---> bytes --[..]--[....]--[..]--|
 *                  records ---H--n-n--n----c-c-|
 *                  load    --------------------------(schema)|   or X with code and place
 * </pre>
 *
 * <p>Every Mono here is cold: nothing is read before a subscription. Each subscription is an
 * independent load that shares no mutable object with others, and a Mono can be subscribed to
 * again. Cancelling stops reading and frees files and native memory at once or, if a step is
 * running on another thread, when that step returns. The work is done and results are emitted on
 * the loader's bounded scheduler, never on the subscriber's thread, except as described for {@link
 * WorkflowLoaderBuilder#smallLoadsOnCaller} and {@link WorkflowLoaderBuilder#cache}. A timeout is
 * signalled by Reactor's timer, and the end of a load by {@link #close} on the closing thread.
 *
 * <p>All failures are {@link WorkflowException}s whose type shows who can fix the problem. Each has
 * a code, the place if there is one, and the report with all findings. Any source can fail with
 * {@code UnreadableSourceException}, {@code CorruptCompressionException}, {@code
 * MalformedJsonException}, {@code LimitExceededException}, {@code LoadTimeoutException} after
 * {@link Limit#MILLISECONDS}, {@code LoaderBusyException} when the scheduler's queue is full or the
 * loader is closed, and {@code LoaderFailedException}.
 *
 * <p>All methods throw {@link NullPointerException} immediately if an argument is null.
 *
 * <p>Thread-safe.
 */
public final class WorkflowLoader implements AutoCloseable {

  /** The name of a load in Reactor's tools, which has the operation as a tag. */
  private static final String NAME = "sluice.load";

  private static final String OPERATION = "operation";

  private final LoadRunner loads;
  private final WorkflowWriter writer;
  private final Optional<NodePool> pool;
  private final LoadOptions options;

  WorkflowLoader(LoadSettings settings) {
    options = settings.options();
    loads = new LoadRunner(settings);
    writer = new WorkflowWriter(settings.scheduler());
    pool = settings.pool();
  }

  /**
   * A loader with the built-in node types, the limits for untrusted documents and the lenient
   * profile.
   */
  public static WorkflowLoader create() {
    return builder().build();
  }

  /** A builder with these defaults. */
  public static WorkflowLoaderBuilder builder() {
    return new WorkflowLoaderBuilder();
  }

  /** Loads a regular file; see {@link #load(ByteSource)}. */
  public Mono<WorkflowSchema> load(Path file) {
    return load(ByteSource.of(file));
  }

  /** Loads bytes in memory, which are not copied; see {@link #load(ByteSource)}. */
  public Mono<WorkflowSchema> load(byte[] bytes) {
    return load(ByteSource.of("", bytes));
  }

  /**
   * Loads the bytes that a publisher emits, such as a request's body; see {@link
   * #load(ByteSource)}.
   */
  public Mono<WorkflowSchema> load(Publisher<ByteBuffer> publisher) {
    return load(ByteSource.of("", publisher));
  }

  /**
   * Loads a source as a workflow with live nodes.
   *
   * <p>Fails as described for {@link WorkflowLoader}; with {@code InvalidWorkflowException} if the
   * document is rejected for its content; and with {@code NodeCreationException} if a factory fails
   * under the strict profile.
   */
  public Mono<WorkflowSchema> load(ByteSource source) {
    return traced(
        "load",
        source,
        loads.load(source).flatMap(end -> Mono.fromCallable(() -> end.required(source.name()))));
  }

  /**
   * Loads a source and emits the result, including the report, whether or not the document is
   * accepted.
   *
   * <p>Never fails because of the document: a rejected document, also one with damaged compression
   * or malformed JSON, is a result without a schema. Fails if the source is unreadable, the load
   * times out, the loader is busy, or the loader itself fails.
   */
  public Mono<LoadResult> tryLoad(ByteSource source) {
    return traced(
        "load",
        source,
        loads
            .load(source)
            .map(end -> end.aboutDocument(source.name()))
            .map(end -> new LoadResult(end.kind(), end.value(), end.report())));
  }

  /** Tries to load a file; see {@link #tryLoad(ByteSource)}. */
  public Mono<LoadResult> tryLoad(Path file) {
    return tryLoad(ByteSource.of(file));
  }

  /**
   * Reads a source's definition without creating nodes; otherwise like {@link #load(ByteSource)}.
   */
  public Mono<WorkflowDefinition> read(ByteSource source) {
    return traced(
        "read",
        source,
        loads
            .read(source)
            .flatMap(end -> Mono.fromCallable(() -> end.required(source.name()).definition())));
  }

  /**
   * Reads a source and emits the result, including the report, whether or not the document is
   * accepted. Fails only as {@link #tryLoad(ByteSource)} does; emits as {@link #read(ByteSource)}
   * does.
   */
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

  /** Tries to read a file; see {@link #tryRead(ByteSource)}. */
  public Mono<ReadResult> tryRead(Path file) {
    return tryRead(ByteSource.of(file));
  }

  /** Tries to read bytes in memory, which are not copied; see {@link #tryRead(ByteSource)}. */
  public Mono<ReadResult> tryRead(byte[] bytes) {
    return tryRead(ByteSource.of("", bytes));
  }

  /** Tries to read the bytes that a publisher emits; see {@link #tryRead(ByteSource)}. */
  public Mono<ReadResult> tryRead(Publisher<ByteBuffer> publisher) {
    return tryRead(ByteSource.of("", publisher));
  }

  /** Reads a file; see {@link #read(ByteSource)}. */
  public Mono<WorkflowDefinition> read(Path file) {
    return read(ByteSource.of(file));
  }

  /**
   * Reports all findings of a document without creating nodes. Fails only as {@link
   * #tryLoad(ByteSource)} does.
   *
   * <p>Without a cache, the definition is not kept: memory grows with the number of nodes and
   * connections, but not with their content.
   */
  public Mono<ValidationReport> validate(ByteSource source) {
    return Boundary.around(inspect(source).map(Inspection::report));
  }

  /** Validates a file; see {@link #validate(ByteSource)}. */
  public Mono<ValidationReport> validate(Path file) {
    return validate(ByteSource.of(file));
  }

  /** Like {@link #validate(ByteSource)}, and also emits the kind of the document. */
  public Mono<Inspection> inspect(ByteSource source) {
    return traced(
        "validate",
        source,
        loads
            .check(source)
            .flatMap(end -> Mono.fromCallable(() -> end.aboutDocument(source.name())))
            .map(end -> new Inspection(end.kind(), end.report())));
  }

  /**
   * Calls a function with a source's workflow, and returns its nodes to the loader's pool when the
   * function's publisher has ended.
   *
   * <p>Cold. Each subscription loads the source as {@link #load(ByteSource)} does, with the same
   * failures, and emits the elements of the function's publisher on its threads. The workflow is
   * released on completion, failure and cancel; without a pool this has no effect. An exception
   * that the function throws becomes the failure.
   *
   * @param use works with the workflow, which must not be used afterwards
   */
  public <T> Flux<T> withSchema(
      ByteSource source, Function<? super WorkflowSchema, ? extends Publisher<? extends T>> use) {
    Objects.requireNonNull(use, "use");
    return Boundary.around(
        Flux.usingWhen(
            load(source),
            schema -> Boundary.entrance(Flux.from(use.apply(schema))),
            schema -> Mono.fromRunnable(() -> pool.ifPresent(nodes -> nodes.release(schema)))));
  }

  /**
   * Reports what {@link #validate(ByteSource)} would report on the text of a definition, such as
   * one that has been edited: all rules are checked, those of the host included. Places are those
   * in the text that {@link #encode} produces with the standard options.
   */
  public Mono<ValidationReport> check(WorkflowDefinition definition) {
    return validate(ByteSource.of("", encode(definition, WriteOptions.standard())));
  }

  /** An edit of a definition with this loader's node types, migrations and limits. */
  public WorkflowEdit edit(WorkflowDefinition definition) {
    return WorkflowEdit.of(definition, options.registry(), options.limits());
  }

  /**
   * Plans how the nodes of a definition with an obsolete type can be written with its successor:
   * with a patch for each node, and the ports and config keys that would be lost.
   *
   * <p>Cold; computed and emitted on the loader's scheduler. Fails with {@code
   * LimitExceededException} if the config of a migrated node exceeds a limit, {@code
   * NodeCreationException} if a provider fails to load a type, and {@code LoaderBusyException} when
   * the scheduler's queue is full or the loader is closed. Cancelling discards the plan.
   */
  public Mono<MigrationPlan> migrate(WorkflowDefinition definition) {
    Objects.requireNonNull(definition, "definition");
    return loads.computed(() -> MigrationPlan.of(definition, options.registry(), options.limits()));
  }

  /**
   * Reads a file, edits its definition and writes it back; everything that the edit does not change
   * keeps its bytes. The file keeps its compression, and is not written if nothing changes.
   *
   * <p>Cold; emits the new definition on the loader's scheduler. Fails as {@link #read(ByteSource)}
   * and {@link #write} do, and with any exception that the function throws; the file is unchanged
   * then. Cancelling before the file is replaced leaves it unchanged too. A change that another
   * program makes to the file in the meantime is overwritten.
   *
   * @param change makes edits and returns the edit
   */
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

  /** Encodes a definition as a document; see {@link WorkflowWriter#encode}. */
  public Flux<ByteBuffer> encode(WorkflowDefinition definition, WriteOptions options) {
    return writer.encode(definition, options);
  }

  /**
   * Writes a definition to a file, atomically; see {@link WorkflowWriter#write}.
   *
   * <p>Runs on the loader's scheduler. Also fails with {@code LoaderBusyException} when the
   * scheduler's queue is full or the loader is closed, which leaves the file unchanged.
   */
  public Mono<Void> write(WorkflowDefinition definition, Path file, WriteOptions options) {
    return loads.untilClosed(writer.write(definition, file, options));
  }

  /**
   * Computes the size of a definition in each compression; see {@link WorkflowWriter#statistics}.
   * Runs on the loader's scheduler; also fails with {@code LoaderBusyException} as {@link #write}
   * does.
   */
  public Mono<CompressionStatistics> compressionStatistics(
      WorkflowDefinition definition, WriteOptions options) {
    return loads.untilClosed(writer.statistics(definition, options));
  }

  /** Preloads {@link NodeRegistries#frequentTypes()}; see {@link #preload(Collection)}. */
  public Flux<NodeType> preload() {
    return preload(NodeRegistries.frequentTypes());
  }

  /**
   * Loads node types in advance, in the order of their names in the collection.
   *
   * <p>Cold. Each subscription uses its own daemon thread of the lowest priority, which loads and
   * emits one type after another, at most one ahead of demand; types that are already loaded are
   * emitted on the requesting thread. Before each type it waits until the loader runs no load.
   * Loads see the types loaded so far, and each provider is called only once, by whichever needs it
   * first. Cancelling stops before the next type and interrupts a running call of a provider.
   *
   * <p>Names with a migration load the successor; unknown names are ignored. A failing provider
   * does not stop the others: the Flux fails with its {@code NodeCreationException} after the last
   * name, with further failures suppressed in it. It fails at once with {@code LoaderBusyException}
   * if the loader is closed.
   *
   * @param names type names as in documents
   */
  public Flux<NodeType> preload(Collection<String> names) {
    return loads.preload(List.copyOf(Objects.requireNonNull(names, "names")));
  }

  /**
   * Reads the skeleton of a source's document: names, counts and types.
   *
   * <p>A skeleton does not imply that the document is valid. All limits are enforced except those
   * on values it does not contain: node ids, ports and contents of configs. Fails with {@code
   * InvalidWorkflowException} if the document is not a workflow, or if {@code metadata}, {@code
   * nodes} or {@code connections} have the wrong type; otherwise as {@link #load(ByteSource)} does.
   * Memory does not grow with the number of nodes.
   */
  public Mono<WorkflowSkeleton> skeleton(ByteSource source) {
    return traced(
        "skeleton",
        source,
        loads
            .skeleton(source)
            .flatMap(end -> Mono.fromCallable(() -> end.required(source.name()))));
  }

  /** Reads the skeleton of a file; see {@link #skeleton(ByteSource)}. */
  public Mono<WorkflowSkeleton> skeleton(Path file) {
    return skeleton(ByteSource.of(file));
  }

  /**
   * Reads the skeleton of a source's document as a preview, which can load the document later;
   * otherwise like {@link #skeleton(ByteSource)}.
   */
  public Mono<Preview> preview(ByteSource source) {
    return Boundary.around(skeleton(source).map(skeleton -> new Preview(skeleton, source, loads)));
  }

  /** Previews a file; see {@link #preview(ByteSource)}. */
  public Mono<Preview> preview(Path file) {
    return preview(ByteSource.of(file));
  }

  /**
   * Loads a source and emits events during the load; the last one has the workflow, as {@link
   * #load(ByteSource)} emits it.
   *
   * <p>Cold. Reading is at most one chunk ahead of demand, so a slow subscriber slows it down,
   * while the deadline keeps running. All events before the last are provisional, see {@link
   * LoadEvent}. The Flux fails as {@code load} does, after the events up to the failure. Emits on
   * the loader's scheduler.
   */
  public Flux<LoadEvent> events(ByteSource source) {
    return Boundary.around(loads.events(source).checkpoint("events of " + Quote.of(source.name())))
        .name(NAME)
        .tag(OPERATION, "events");
  }

  /** Loads a file and emits events; see {@link #events(ByteSource)}. */
  public Flux<LoadEvent> events(Path file) {
    return events(ByteSource.of(file));
  }

  /**
   * Loads each file of a directory tree; see {@link DirectoryScanner#scan}.
   *
   * <p>A document is foreign, and its file skipped, if it is recognised as something else than a
   * workflow, has none of the members {@code nodes}, {@code workflow}, {@code workflow_definition},
   * {@code base_workflow} and {@code snippet_id}, or is JSON in which a comment comes before these.
   * Each of this loader's methods fails for the file of such a document within the scan, also those
   * that would accept the document or report on it if its file were named.
   *
   * <p>Directories are read on the loader's scheduler. A scan fails with {@code
   * LoaderBusyException} when the loader is closed.
   *
   * @param load loads a file: one of this loader's methods such as {@code loader::load}, or a
   *     function that uses them
   */
  public <T> Flux<ScanEntry<T>> scan(
      Path directory, ScanOptions options, Function<Path, Mono<T>> load) {
    return loads.scan(directory, options, load);
  }

  /**
   * The skeletons of a directory tree; see {@link #scan(Path, ScanOptions, Function)} and {@link
   * #skeleton(ByteSource)}.
   */
  public Flux<ScanEntry<WorkflowSkeleton>> scan(Path directory, ScanOptions options) {
    return scan(directory, options, this::skeleton);
  }

  /**
   * Ends running and waiting loads with {@code LoaderBusyException}, and disposes the scheduler if
   * the loader created it. Later subscriptions fail in the same way.
   */
  @Override
  public void close() {
    loads.close();
  }

  /** Names the operation and the source of a load in stack traces and Reactor's tools. */
  private static <T> Mono<T> traced(String operation, ByteSource source, Mono<T> load) {
    return Boundary.around(load.checkpoint(operation + " of " + Quote.of(source.name())))
        .name(NAME)
        .tag(OPERATION, operation);
  }
}
