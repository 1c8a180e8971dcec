package dev.sluice;

import dev.sluice.config.Limit;
import dev.sluice.edit.WorkflowEdit;
import dev.sluice.error.WorkflowException;
import dev.sluice.migrate.MigrationPlan;
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
import dev.sluice.write.CompressionStatistics;
import dev.sluice.write.WorkflowWriter;
import dev.sluice.write.WriteOptions;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Collection;
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
 * {@link Limit#MILLISECONDS}, {@code LoaderBusyException} when the loader has no capacity left
 * ({@link WorkflowLoaderBuilder#admission}), its scheduler's queue is full or it is closed, and
 * {@code LoaderFailedException}.
 *
 * <p>All methods throw {@link NullPointerException} immediately if an argument is null.
 *
 * <p>Thread-safe. Loaders are made by {@link #create} and {@link #builder}. The type is an
 * interface so that tests and frameworks can replace it; methods may be added in any version, so
 * programs should not implement it.
 */
public interface WorkflowLoader extends AutoCloseable {

  /** A loader with built-in types, limits for untrusted documents, and the lenient profile. */
  static WorkflowLoader create() {
    return builder().build();
  }

  /** A builder with these defaults. */
  static WorkflowLoaderBuilder builder() {
    return new WorkflowLoaderBuilder();
  }

  /**
   * Loads a source as a workflow with live nodes.
   *
   * <p>Fails as described for {@link WorkflowLoader}; also with {@code InvalidWorkflowException} if
   * the document is rejected for its content; and with {@code NodeCreationException} if a factory
   * fails under the strict profile.
   */
  Mono<WorkflowSchema> load(ByteSource source);

  /** Loads a regular file; see {@link #load(ByteSource)}. */
  default Mono<WorkflowSchema> load(Path file) {
    return load(ByteSource.of(file));
  }

  /** Loads bytes in memory, which are not copied; see {@link #load(ByteSource)}. */
  default Mono<WorkflowSchema> load(byte[] bytes) {
    return load(ByteSource.of("", bytes));
  }

  /** Loads the bytes that a publisher emits; see {@link #load(ByteSource)}. */
  default Mono<WorkflowSchema> load(Publisher<ByteBuffer> publisher) {
    return load(ByteSource.of("", publisher));
  }

  /**
   * Loads a source and emits the result, including the report, whether or not the document is
   * accepted.
   *
   * <p>Never fails because of the document: a rejected document, even one with damaged compression
   * or malformed JSON, is a result without a schema. Fails if the source is unreadable, the load
   * times out, the loader is busy, or the loader itself fails.
   */
  Mono<LoadResult> tryLoad(ByteSource source);

  /** Tries to load a regular file; see {@link #tryLoad(ByteSource)}. */
  default Mono<LoadResult> tryLoad(Path file) {
    return tryLoad(ByteSource.of(file));
  }

  /** Tries to load bytes in memory, which are not copied; see {@link #tryLoad(ByteSource)}. */
  default Mono<LoadResult> tryLoad(byte[] bytes) {
    return tryLoad(ByteSource.of("", bytes));
  }

  /** Tries to load the bytes that a publisher emits; see {@link #tryLoad(ByteSource)}. */
  default Mono<LoadResult> tryLoad(Publisher<ByteBuffer> publisher) {
    return tryLoad(ByteSource.of("", publisher));
  }

  /**
   * Reads a source's definition without creating nodes; otherwise like {@link #load(ByteSource)}.
   */
  Mono<WorkflowDefinition> read(ByteSource source);

  /** Reads a regular file; see {@link #read(ByteSource)}. */
  default Mono<WorkflowDefinition> read(Path file) {
    return read(ByteSource.of(file));
  }

  /** Reads bytes in memory, which are not copied; see {@link #read(ByteSource)}. */
  default Mono<WorkflowDefinition> read(byte[] bytes) {
    return read(ByteSource.of("", bytes));
  }

  /** Reads the bytes that a publisher emits; see {@link #read(ByteSource)}. */
  default Mono<WorkflowDefinition> read(Publisher<ByteBuffer> publisher) {
    return read(ByteSource.of("", publisher));
  }

  /**
   * Reads a source and emits the result, including the report, whether or not the document is
   * accepted. Fails only as {@link #tryLoad(ByteSource)} does; emits as {@link #read(ByteSource)}
   * does.
   */
  Mono<ReadResult> tryRead(ByteSource source);

  /** Tries to read a regular file; see {@link #tryRead(ByteSource)}. */
  default Mono<ReadResult> tryRead(Path file) {
    return tryRead(ByteSource.of(file));
  }

  /** Tries to read bytes in memory, which are not copied; see {@link #tryRead(ByteSource)}. */
  default Mono<ReadResult> tryRead(byte[] bytes) {
    return tryRead(ByteSource.of("", bytes));
  }

  /** Tries to read the bytes that a publisher emits; see {@link #tryRead(ByteSource)}. */
  default Mono<ReadResult> tryRead(Publisher<ByteBuffer> publisher) {
    return tryRead(ByteSource.of("", publisher));
  }

  /**
   * Reports all findings of a document without creating nodes. Fails only as {@link
   * #tryLoad(ByteSource)} does.
   *
   * <p>Without a cache, the definition is not kept: memory grows with the number of nodes and
   * connections, but not with their content.
   */
  Mono<ValidationReport> validate(ByteSource source);

  /** Validates a regular file; see {@link #validate(ByteSource)}. */
  default Mono<ValidationReport> validate(Path file) {
    return validate(ByteSource.of(file));
  }

  /** Validates bytes in memory, which are not copied; see {@link #validate(ByteSource)}. */
  default Mono<ValidationReport> validate(byte[] bytes) {
    return validate(ByteSource.of("", bytes));
  }

  /** Validates the bytes that a publisher emits; see {@link #validate(ByteSource)}. */
  default Mono<ValidationReport> validate(Publisher<ByteBuffer> publisher) {
    return validate(ByteSource.of("", publisher));
  }

  /** Like {@link #validate(ByteSource)}, and also emits the kind of the document. */
  Mono<Inspection> inspect(ByteSource source);

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
  <T> Flux<T> withSchema(
      ByteSource source, Function<? super WorkflowSchema, ? extends Publisher<? extends T>> use);

  /**
   * Reports what {@link #validate(ByteSource)} would report on the text of a definition, such as
   * one that has been edited: all rules are checked, including those of the host. Places refer to
   * the text that {@link #encode} produces with the standard options.
   */
  Mono<ValidationReport> check(WorkflowDefinition definition);

  /** An edit of a definition with this loader's node types, migrations and limits. */
  WorkflowEdit edit(WorkflowDefinition definition);

  /**
   * Plans the replacement of obsolete node types in a definition: for each node, a patch, and the
   * ports and config keys that would be lost.
   *
   * <p>Cold; computed and emitted on the loader's scheduler. Fails with {@code
   * LimitExceededException} if the config of a migrated node exceeds a limit, {@code
   * NodeCreationException} if a provider fails to load a type, and {@code LoaderBusyException} when
   * the scheduler's queue is full or the loader is closed. Cancelling discards the plan.
   */
  Mono<MigrationPlan> migrate(WorkflowDefinition definition);

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
  Mono<WorkflowDefinition> update(Path file, UnaryOperator<WorkflowEdit> change);

  /** Encodes a definition as a document; see {@link WorkflowWriter#encode}. */
  Flux<ByteBuffer> encode(WorkflowDefinition definition, WriteOptions options);

  /**
   * Writes a definition to a file, atomically; see {@link WorkflowWriter#write}.
   *
   * <p>Runs on the loader's scheduler. Also fails with {@code LoaderBusyException} when the
   * scheduler's queue is full or the loader is closed, which leaves the file unchanged.
   */
  Mono<Void> write(WorkflowDefinition definition, Path file, WriteOptions options);

  /**
   * Computes the size of a definition in each compression; see {@link WorkflowWriter#statistics}.
   * Runs on the loader's scheduler; also fails with {@code LoaderBusyException} as {@link #write}
   * does.
   */
  Mono<CompressionStatistics> compressionStatistics(
      WorkflowDefinition definition, WriteOptions options);

  /** Preloads {@link NodeRegistries#frequentTypes()}; see {@link #preload(Collection)}. */
  default Flux<NodeType> preload() {
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
  Flux<NodeType> preload(Collection<String> names);

  /**
   * Reads the skeleton of a source's document: names, counts and types.
   *
   * <p>A skeleton does not imply that the document is valid. All limits are enforced except those
   * on values that a skeleton does not contain: node ids, ports, contents of configs, and numbers
   * in configs and unknown members. Fails with {@code InvalidWorkflowException} if the document is
   * not a workflow, or if {@code metadata}, {@code nodes} or {@code connections} have the wrong
   * type; otherwise as {@link #load(ByteSource)} does. Memory does not grow with the number of
   * nodes.
   */
  Mono<WorkflowSkeleton> skeleton(ByteSource source);

  /** Reads the skeleton of a regular file; see {@link #skeleton(ByteSource)}. */
  default Mono<WorkflowSkeleton> skeleton(Path file) {
    return skeleton(ByteSource.of(file));
  }

  /**
   * Reads the skeleton of bytes in memory, which are not copied; see {@link #skeleton(ByteSource)}.
   */
  default Mono<WorkflowSkeleton> skeleton(byte[] bytes) {
    return skeleton(ByteSource.of("", bytes));
  }

  /** Reads the skeleton of the bytes that a publisher emits; see {@link #skeleton(ByteSource)}. */
  default Mono<WorkflowSkeleton> skeleton(Publisher<ByteBuffer> publisher) {
    return skeleton(ByteSource.of("", publisher));
  }

  /**
   * Reads the skeleton of a source's document as a preview, which can load the document later;
   * otherwise like {@link #skeleton(ByteSource)}.
   */
  Mono<Preview> preview(ByteSource source);

  /** Previews a regular file; see {@link #preview(ByteSource)}. */
  default Mono<Preview> preview(Path file) {
    return preview(ByteSource.of(file));
  }

  /** Previews bytes in memory, which are not copied; see {@link #preview(ByteSource)}. */
  default Mono<Preview> preview(byte[] bytes) {
    return preview(ByteSource.of("", bytes));
  }

  /** Previews the bytes that a publisher emits; see {@link #preview(ByteSource)}. */
  default Mono<Preview> preview(Publisher<ByteBuffer> publisher) {
    return preview(ByteSource.of("", publisher));
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
  Flux<LoadEvent> events(ByteSource source);

  /** Emits events while loading a regular file; see {@link #events(ByteSource)}. */
  default Flux<LoadEvent> events(Path file) {
    return events(ByteSource.of(file));
  }

  /**
   * Emits events while loading bytes in memory, which are not copied; see {@link
   * #events(ByteSource)}.
   */
  default Flux<LoadEvent> events(byte[] bytes) {
    return events(ByteSource.of("", bytes));
  }

  /**
   * Emits events while loading the bytes that a publisher emits; see {@link #events(ByteSource)}.
   */
  default Flux<LoadEvent> events(Publisher<ByteBuffer> publisher) {
    return events(ByteSource.of("", publisher));
  }

  /**
   * Loads each file of a directory tree; see {@link DirectoryScanner#scan}.
   *
   * <p>A document is foreign, and its file is skipped, if it is recognised as something other than
   * a workflow, has none of the members {@code nodes}, {@code workflow}, {@code
   * workflow_definition}, {@code base_workflow} and {@code snippet_id}, or is JSON in which a
   * comment comes before these. Within the scan, each method of this loader fails for such a file,
   * even if the method would otherwise accept the document or report on it.
   *
   * <p>Directories are read on the loader's scheduler. A scan fails with {@code
   * LoaderBusyException} when the loader is closed.
   *
   * @param load loads a file: one of this loader's methods such as {@code loader::load}, or a
   *     function that uses them
   */
  <T> Flux<ScanEntry<T>> scan(Path directory, ScanOptions options, Function<Path, Mono<T>> load);

  /**
   * The skeletons of a directory tree; see {@link #scan(Path, ScanOptions, Function)} and {@link
   * #skeleton(ByteSource)}.
   */
  default Flux<ScanEntry<WorkflowSkeleton>> scan(Path directory, ScanOptions options) {
    return scan(directory, options, this::skeleton);
  }

  /**
   * The current numbers of loads at work and waiting; see {@link WorkflowLoaderBuilder#admission}.
   */
  AdmissionStatistics admission();

  /**
   * Ends running and waiting loads with {@code LoaderBusyException}, and disposes the scheduler if
   * the loader created it. Later subscriptions fail in the same way.
   */
  @Override
  void close();
}
