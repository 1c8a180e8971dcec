package dev.sluice.search;

import dev.sluice.ReadResult;
import dev.sluice.WorkflowLoader;
import dev.sluice.config.Limits;
import dev.sluice.flow.Boundary;
import dev.sluice.lint.Linter;
import dev.sluice.scan.ScanEntry;
import dev.sluice.scan.ScanOptions;
import dev.sluice.source.ByteSource;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Searches documents and directory trees; immutable and thread-safe.
 *
 * <p>All publishers are cold, emit on the loader's scheduler, and can be cancelled at any time. A
 * document with matches is parsed a second time, up to the last match, to find their places; its
 * source is read a second time only if it has more than 1 MiB.
 *
 * <p>Memory holds the definitions and bytes of the documents that are searched at once and at most
 * {@value #MOST_HITS} hits for each of them, but never all hits of a tree.
 */
public final class WorkflowSearch {

  /** The default number of hits that are kept for a document. */
  public static final int MOST_HITS = 10_000;

  private final WorkflowLoader loader;
  private final Limits limits;

  private WorkflowSearch(WorkflowLoader loader, Limits limits) {
    this.loader = loader;
    this.limits = limits;
  }

  /** A search with a loader that has the limits for untrusted documents. */
  public static WorkflowSearch of(WorkflowLoader loader) {
    return of(loader, Limits.untrusted());
  }

  /**
   * A search with a loader.
   *
   * @param loader loads the documents, and must not be closed during a search
   * @param limits the limits of the loader
   */
  public static WorkflowSearch of(WorkflowLoader loader, Limits limits) {
    return new WorkflowSearch(
        Objects.requireNonNull(loader, "loader"), Objects.requireNonNull(limits, "limits"));
  }

  /**
   * The hits in the files of a directory tree, in the order of the files and within a file in
   * document order.
   *
   * <p>Files that cannot be read are skipped; {@link #scan} emits them too. Fails as {@link
   * WorkflowLoader#scan(Path, ScanOptions, Function)} does.
   */
  public Flux<SearchHit> hits(Path directory, ScanOptions options, WorkflowQuery query) {
    return scan(directory, options, query, MOST_HITS)
        .concatMapIterable(entry -> entry.result().map(SearchResult::hits).orElse(List.of()), 1);
  }

  /**
   * The results for the files of a directory tree, including files without matches, and the
   * failures of files and directories that cannot be read.
   *
   * <p>A rejected document is a result. Otherwise like {@link WorkflowLoader#scan(Path,
   * ScanOptions, Function)}.
   *
   * @param mostHits the maximum number of hits to keep for a file; with 0, matches are only
   *     counted, and the file is not read a second time
   */
  public Flux<ScanEntry<SearchResult>> scan(
      Path directory, ScanOptions options, WorkflowQuery query, int mostHits) {
    return scan(directory, options, query, mostHits, WorkflowSearch::nameOf);
  }

  /**
   * Searches as {@link #scan(Path, ScanOptions, WorkflowQuery, int)} does, with other names for the
   * files.
   *
   * @param names the name of a file that {@code file:} matches; by default its path in the shortest
   *     form, with slashes
   */
  public Flux<ScanEntry<SearchResult>> scan(
      Path directory,
      ScanOptions options,
      WorkflowQuery query,
      int mostHits,
      Function<Path, String> names) {
    Objects.requireNonNull(directory, "directory");
    Objects.requireNonNull(query, "query");
    Objects.requireNonNull(names, "names");
    return loader.scan(
        directory,
        options,
        file -> search(ByteSource.of(file), names.apply(file), query, mostHits));
  }

  /**
   * The result for one document. Fails only as {@link WorkflowLoader#tryRead(ByteSource)} does; the
   * source must be readable twice if it has more than 1 MiB.
   *
   * @param mostHits as for {@link #scan}
   */
  public Mono<SearchResult> search(ByteSource source, WorkflowQuery query, int mostHits) {
    return search(
        source, source.file().map(WorkflowSearch::nameOf).orElse(source.name()), query, mostHits);
  }

  /**
   * Searches as {@link #search(ByteSource, WorkflowQuery, int)} does, with another name for the
   * document.
   *
   * @param name the name that {@code file:} matches
   */
  public Mono<SearchResult> search(
      ByteSource source, String name, WorkflowQuery query, int mostHits) {
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(query, "query");
    return Boundary.around(found(source, name, query, mostHits));
  }

  private Mono<SearchResult> found(
      ByteSource stored, String name, WorkflowQuery query, int mostHits) {
    return Mono.defer(() -> found(new RereadSource(stored), name, query, mostHits));
  }

  private Mono<SearchResult> found(
      RereadSource source, String name, WorkflowQuery query, int mostHits) {
    return loader
        .tryRead(source)
        .flatMap(read -> query.asksForFindings() ? linted(source, read) : Mono.just(read))
        .flatMap(
            document -> {
              DocumentSearch search = query.search(name, document, mostHits);
              return placed(source, search, document);
            });
  }

  /** Adds the findings of the lint rules to a document. */
  private Mono<ReadResult> linted(ByteSource source, ReadResult read) {
    return Mono.justOrEmpty(read.definition())
        .flatMap(definition -> new Linter(limits).added(read.report(), source, definition))
        .map(report -> new ReadResult(read.kind(), read.definition(), report))
        .defaultIfEmpty(read);
  }

  private Mono<SearchResult> placed(ByteSource source, DocumentSearch search, ReadResult document) {
    HitPlaces places =
        new HitPlaces(source.file().orElse(Path.of("")), document.definition(), search.kept());
    return places
        .read(source, limits)
        .map(hits -> new SearchResult(search.count(), hits, document.report()));
  }

  private static String nameOf(Path file) {
    return file.normalize().toString().replace(File.separatorChar, '/');
  }
}
