package dev.sluice;

import dev.sluice.assemble.Assembled;
import dev.sluice.config.Limit;
import dev.sluice.error.WorkflowException;
import dev.sluice.flow.Boundary;
import dev.sluice.load.LoadRunner;
import dev.sluice.model.LoadEvent;
import dev.sluice.model.NodeType;
import dev.sluice.model.ValidationReport;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.model.WorkflowSchema;
import dev.sluice.model.WorkflowSkeleton;
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
import java.util.function.Function;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * LoadRunner workflow documents reactively: plain, gzip or zstd, from files, memory or publishers.
 *
 * <pre>
 *   subscribe ---> bytes --[..]--[....]--[..]--|
 *                  records ---H--n-n--n----c-c-|
 *                  load    --------------------------(schema)|   or X with code and place
 * </pre>
 *
 * <p>Every Mono here is cold: nothing is read before it is subscribed to, each subscription is a
 * load of its own that shares no mutable object with any other, and it may be subscribed to again.
 * Cancelling stops the reading, frees files and native memory at once or, if a step is running on
 * another thread, when that step returns. The work is done, and results are emitted, on the
 * loader's bounded scheduler, never on the subscriber's thread unless {@link
 * WorkflowLoaderBuilder#smallLoadsOnCaller} or {@link WorkflowLoaderBuilder#cache} says so; a
 * time-out comes from Reactor's timer, the end of a closed loader from the thread that closes it.
 *
 * <p>Failures are {@link WorkflowException}s that tell who can mend them, each with a code, the
 * place where there is one, and the report of everything found. Any source can fail with {@code
 * UnreadableSourceException}, {@code CorruptCompressionException}, {@code MalformedJsonException},
 * {@code LimitExceededException}, {@code LoadTimeoutException} after {@link Limit#MILLISECONDS},
 * {@code LoaderBusyException} when the scheduler's queue is full or the loader is closed, and
 * {@code LoaderFailedException}.
 *
 * <p>Each method fails at once with {@link NullPointerException} where it is given null.
 *
 * <p>Safe for use by many threads.
 */
public final class WorkflowLoader implements AutoCloseable {

  /** What Reactor's tools call a load, with the operation as a tag. */
  private static final String NAME = "sluice.load";

  private static final String OPERATION = "operation";

  private final LoadRunner loads;

  WorkflowLoader(LoadRunner loads) {
    this.loads = loads;
  }

  /** A loader with the built-in node types, the limits for strangers and the lenient profile. */
  public static WorkflowLoader create() {
    return builder().build();
  }

  /** A builder with these defaults. */
  public static WorkflowLoaderBuilder builder() {
    return new WorkflowLoaderBuilder();
  }

  /** LoadRunner a regular file; see {@link #load(ByteSource)}. */
  public Mono<WorkflowSchema> load(Path file) {
    return load(ByteSource.of(file));
  }

  /** LoadRunner bytes in memory, which are not copied; see {@link #load(ByteSource)}. */
  public Mono<WorkflowSchema> load(byte[] bytes) {
    return load(ByteSource.of("", bytes));
  }

  /** LoadRunner what a publisher emits, such as a request's body; see {@link #load(ByteSource)}. */
  public Mono<WorkflowSchema> load(Publisher<ByteBuffer> publisher) {
    return load(ByteSource.of("", publisher));
  }

  /**
   * The workflow a source holds, with live nodes of its own.
   *
   * <p>Fails as {@link WorkflowLoader} says, and with {@code InvalidWorkflowException} for a
   * document that is rejected for what it says, or {@code NodeCreationException} where a factory
   * fails under the strict profile.
   */
  public Mono<WorkflowSchema> load(ByteSource source) {
    return traced(
        "load",
        source,
        loads.load(source).flatMap(end -> Mono.fromCallable(() -> end.required(source.name()))));
  }

  /**
   * What came of a load, for those who want the report in any case.
   *
   * <p>Never fails for what the document says: a rejected one, damaged compression and malformed
   * JSON too, is a result without a schema. It fails where there is nothing to tell about a
   * document: unreadable, timed out, busy, or the loader's own failure.
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
   * What a source's document says, without live nodes; otherwise like {@link #load(ByteSource)}.
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
   * What came of reading a document, for those who want the report in any case; fails only where
   * {@link #tryLoad(ByteSource)} does. Emits as {@link #read(ByteSource)} does.
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

  /** Tries to read what a publisher emits; see {@link #tryRead(ByteSource)}. */
  public Mono<ReadResult> tryRead(Publisher<ByteBuffer> publisher) {
    return tryRead(ByteSource.of("", publisher));
  }

  /** Reads a file; see {@link #read(ByteSource)}. */
  public Mono<WorkflowDefinition> read(Path file) {
    return read(ByteSource.of(file));
  }

  /**
   * Everything there is to find in a document, without making nodes; fails only where {@link
   * #tryLoad(ByteSource)} does.
   *
   * <p>Without a cache, what the document says is not kept: memory grows with the number of its
   * nodes and connections, but not with what is in them.
   */
  public Mono<ValidationReport> validate(ByteSource source) {
    return inspect(source).map(Inspection::report);
  }

  /** Validates a file; see {@link #validate(ByteSource)}. */
  public Mono<ValidationReport> validate(Path file) {
    return validate(ByteSource.of(file));
  }

  /** What {@link #validate(ByteSource)} gives, and what kind of document it was found in. */
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
   * What a function makes of a source's workflow, whose nodes go back to the loader's pool when
   * that has ended.
   *
   * <p>Cold. Each subscription loads, fails and is cancelled as {@link #load(ByteSource)} does, and
   * emits what the function's publisher emits, where it does. However that ends, by completion,
   * failure or cancel, the workflow is released there; without a pool there is nothing to release.
   * What the function throws is the failure.
   *
   * @param use works with the workflow, which must not leave it
   */
  public <T> Flux<T> withSchema(
      ByteSource source, Function<? super WorkflowSchema, ? extends Publisher<? extends T>> use) {
    Objects.requireNonNull(use, "use");
    return Flux.usingWhen(
        load(source), use, schema -> Mono.fromRunnable(() -> loads.release(schema)));
  }

  /** The bytes of a definition as a document; see {@link WorkflowWriter#encode}. */
  public Flux<ByteBuffer> encode(WorkflowDefinition definition, WriteOptions options) {
    return loads.writer().encode(definition, options);
  }

  /**
   * Writes a definition to a file, as a whole or not at all; see {@link WorkflowWriter#write}.
   *
   * <p>Done on the loader's scheduler. Fails besides with {@code LoaderBusyException} when the
   * scheduler's queue is full or the loader is closed, and then leaves the file as it was.
   */
  public Mono<Void> write(WorkflowDefinition definition, Path file, WriteOptions options) {
    return loads.beside(loads.writer().write(definition, file, options));
  }

  /**
   * How many bytes a definition would have in each compression; see {@link
   * WorkflowWriter#statistics}. Worked out on the loader's scheduler; fails besides with {@code
   * LoaderBusyException} as {@link #write} does.
   */
  public Mono<CompressionStatistics> compressionStatistics(
      WorkflowDefinition definition, WriteOptions options) {
    return loads.beside(loads.writer().statistics(definition, options));
  }

  /** Preloads {@link NodeRegistries#frequentTypes()}; see {@link #preload(Collection)}. */
  public Flux<NodeType> preload() {
    return preload(NodeRegistries.frequentTypes());
  }

  /**
   * LoadRunner descriptors before a document asks for them, in the order of their names.
   *
   * <p>Cold. Each subscription has a daemon thread of the lowest priority to itself, on which one
   * name after the other is loaded and emitted, at most one more than is asked for; what is at hand
   * is emitted where the subscriber asks. Before each name it waits until the loader runs no load.
   * LoadRunner see what was loaded so far, and ask a provider only once whoever asks first.
   * Cancelling stops before the next name, and interrupts a provider that is at work.
   *
   * <p>Names that migrate load what replaces them, unknown ones are left out. A failing provider
   * stops nothing: the Flux fails with its {@code NodeCreationException} after the last name, with
   * those of others suppressed in it; or at once with {@code LoaderBusyException} when the loader
   * is closed.
   *
   * @param names type names as documents have them
   */
  public Flux<NodeType> preload(Collection<String> names) {
    return loads.preload(List.copyOf(Objects.requireNonNull(names, "names")));
  }

  /**
   * What a source's document shows at a glance: names, counts and types, without building anything
   * else of it.
   *
   * <p>A skeleton says that the document can be read as a workflow, not that it is valid. The
   * limits hold, but for those on what it does not show: node ids, ports and what lies in configs.
   * A document that is something else, or whose {@code metadata}, {@code nodes} or {@code
   * connections} are of a wrong type, fails with {@code InvalidWorkflowException}; otherwise like
   * {@link #load(ByteSource)}. Memory does not grow with the number of nodes.
   */
  public Mono<WorkflowSkeleton> skeleton(ByteSource source) {
    return traced(
        "skeleton",
        source,
        loads
            .skeleton(source)
            .flatMap(end -> Mono.fromCallable(() -> end.required(source.name()))));
  }

  /** Looks at a file; see {@link #skeleton(ByteSource)}. */
  public Mono<WorkflowSkeleton> skeleton(Path file) {
    return skeleton(ByteSource.of(file));
  }

  /**
   * The skeleton of a source's document together with the way to load it later; otherwise like
   * {@link #skeleton(ByteSource)}.
   */
  public Mono<Preview> preview(ByteSource source) {
    return skeleton(source).map(skeleton -> new Preview(skeleton, source, loads));
  }

  /** Previews a file; see {@link #preview(ByteSource)}. */
  public Mono<Preview> preview(Path file) {
    return preview(ByteSource.of(file));
  }

  /** The whole workflow of a preview, read once and remembered; see {@link Preview#full()}. */
  public Mono<WorkflowSchema> full(Preview preview) {
    return Objects.requireNonNull(preview, "preview").full();
  }

  /**
   * What a load tells while it goes on, with the workflow as its last element: what {@link
   * #load(ByteSource)} gives.
   *
   * <p>Cold. Demand is honoured: the reading is never more than a chunk ahead of what was asked
   * for, so a slow subscriber slows it, and the deadline goes on meanwhile. All events before the
   * last are provisional, see {@link LoadEvent}. The Flux fails where {@code load} does, after what
   * could be told. Emits on the loader's scheduler.
   */
  public Flux<LoadEvent> events(ByteSource source) {
    return Boundary.around(loads.events(source).checkpoint("events of " + Quote.of(source.name())))
        .name(NAME)
        .tag(OPERATION, "events");
  }

  /** LoadRunner a file and tells of it; see {@link #events(ByteSource)}. */
  public Flux<LoadEvent> events(Path file) {
    return events(ByteSource.of(file));
  }

  /**
   * What comes of a load of each file of a directory tree; see {@link DirectoryScanner#scan}.
   *
   * <p>Directories are read on the loader's scheduler, and a scan ends with {@code
   * LoaderBusyException} when the loader is closed.
   *
   * @param load what is done with a file: one of this loader's methods such as {@code
   *     loader::load}, or more
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
   * Ends running and waiting loads with {@code LoaderBusyException}, and the scheduler if the
   * loader made it; loads that are subscribed to later fail likewise.
   */
  @Override
  public void close() {
    loads.close();
  }

  /** The same Mono, which failures and Reactor's tools tell by its operation and source. */
  private static <T> Mono<T> traced(String operation, ByteSource source, Mono<T> load) {
    return Boundary.around(load.checkpoint(operation + " of " + Quote.of(source.name())))
        .name(NAME)
        .tag(OPERATION, operation);
  }
}
