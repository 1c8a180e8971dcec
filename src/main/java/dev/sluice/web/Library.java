package dev.sluice.web;

import dev.sluice.WorkflowLoader;
import dev.sluice.error.WorkflowException;
import dev.sluice.file.Unreadable;
import dev.sluice.model.FindingCode;
import dev.sluice.model.Rejection;
import dev.sluice.scan.ScanEntry;
import dev.sluice.scan.ScanOptions;
import dev.sluice.scan.SkipReason;
import dev.sluice.text.Sha256;
import dev.sluice.web.LibraryFile.Counts;
import dev.sluice.web.LibraryFile.Known;
import dev.sluice.web.LibraryFile.Stamp;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * The workflows of a directory. Clients name them by ids that are issued here, never by paths, so
 * nothing outside the scanned files can be requested.
 *
 * <p>The summary of a file is kept as long as its size, time and key do not change.
 */
final class Library {

  private final WorkflowLoader loader;
  private final Path root;
  private final ScanOptions options;
  private final Scheduler blocking;
  private final Map<String, LibraryFile> files = new ConcurrentHashMap<>();
  private final AtomicLong scans = new AtomicLong();
  private volatile boolean complete;

  Library(WorkflowLoader loader, Path root, ScanOptions options, Scheduler blocking) {
    this.loader = loader;
    this.root = root;
    this.options = options;
    this.blocking = blocking;
  }

  /**
   * Which files to list.
   *
   * @param text what the name or the description of a file must contain, in lower case
   * @param order the order of the files
   * @param most how many files to list at most
   */
  record Selection(String text, ScanOptions.Order order, long most) {}

  /**
   * The file with this id; fails if there is none, or if its path has become a link out of the
   * directory. If no scan has been completed yet, the names of the files are listed first, so that
   * ids outlive the server.
   */
  Mono<LibraryFile> file(String id) {
    return Mono.defer(
            () -> {
              LibraryFile found = files.get(id);
              if (found != null || complete) {
                return Mono.justOrEmpty(found);
              }
              return loader
                  .scan(root, options, path -> Mono.just(issue(path)))
                  .doOnComplete(() -> complete = true)
                  .then(Mono.fromCallable(() -> files.get(id)));
            })
        .filterWhen(
            file -> Mono.fromCallable(() -> isInDirectory(file.path())).subscribeOn(blocking))
        .switchIfEmpty(
            Mono.error(() -> new ProblemException(Problem.unknown("There is no such workflow"))));
  }

  /** Whether a path, with its links resolved, is in the directory; a scan follows no links. */
  private boolean isInDirectory(Path path) {
    try {
      return path.toRealPath().startsWith(root.toRealPath());
    } catch (IOException e) {
      return true; // the response says why the file cannot be read
    }
  }

  /**
   * Lines of JSON: the files as the scan finds them, then {@code listed} with their number, then
   * the numbers of findings of files that had not been checked yet, and {@code end}.
   *
   * <p>Cold; each subscription scans the tree again. Fails as the scan does.
   */
  Flux<byte[]> lines(Selection selection) {
    return Flux.defer(() -> new Listing(selection).lines());
  }

  /** The files that are known now. */
  Collection<LibraryFile> known() {
    return Collections.unmodifiableCollection(files.values());
  }

  /** The file at a path that a scan of the directory has found. */
  LibraryFile issue(Path path) {
    String name = nameOf(path);
    return files.computeIfAbsent(idOf(name), id -> new LibraryFile(id, path, name));
  }

  /** The path of a file relative to the directory, with slashes. */
  String nameOf(Path path) {
    return root.relativize(path).toString().replace(File.separatorChar, '/');
  }

  /** The line of a file or directory that cannot be read. */
  byte[] unreadable(ScanEntry.Failed<?> failed) {
    return Json.line(
        "unreadable",
        json -> {
          json.writeStringField("path", nameOf(failed.path()));
          json.writeStringField("code", failed.exception().code().name());
        });
  }

  /** The id of a name: the same in each run of the server, and not reversible. */
  static String idOf(String name) {
    byte[] hash = Sha256.begin().digest(name.getBytes(StandardCharsets.UTF_8));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, 16));
  }

  /** Forgets a file that was deleted. */
  void forget(LibraryFile file) {
    files.remove(file.id(), file);
  }

  /** The content of a file, read again only if the file has changed. */
  Mono<Known> content(LibraryFile file) {
    return Mono.defer(
        () -> {
          Stamp stamp = stamp(file.path());
          Optional<Known> known = file.known();
          if (known.map(Known::stamp).filter(stamp::equals).isPresent()) {
            return Mono.justOrEmpty(known);
          }
          return loader
              .skeleton(file.path())
              .map(
                  skeleton ->
                      new Known(stamp, Optional.of(skeleton), Optional.empty(), Optional.empty()))
              .onErrorResume(
                  WorkflowException.class,
                  failure ->
                      isRejected(failure)
                          ? Mono.just(rejected(stamp, failure))
                          : Mono.error(failure))
              .doOnNext(file::learn);
        });
  }

  private static Stamp stamp(Path path) {
    try {
      return Stamp.of(path);
    } catch (IOException e) {
      throw Unreadable.because(path, e);
    }
  }

  private static boolean isRejected(WorkflowException failure) {
    return failure.code() != FindingCode.NOT_A_WORKFLOW
        && !failure.report().foreign()
        && failure.rejection().kind() != Rejection.Kind.UNREADABLE
        && failure.rejection().kind() != Rejection.Kind.BUSY;
  }

  private static Known rejected(Stamp stamp, WorkflowException failure) {
    return new Known(
        stamp,
        Optional.empty(),
        Optional.of(failure.finding()),
        Optional.of(Counts.of(failure.report())));
  }

  /** One listing of the tree. */
  private final class Listing {
    private final Selection selection;
    private final long scan = scans.incrementAndGet();
    private final Map<SkipReason, Long> skipped = new EnumMap<>(SkipReason.class);
    private final List<LibraryFile> unchecked = new ArrayList<>();
    private long shown;
    private long seen;

    Listing(Selection selection) {
      this.selection = selection;
    }

    Flux<byte[]> lines() {
      ScanOptions ordered =
          new ScanOptions(
              options.globs(),
              options.recursive(),
              selection.order(),
              true,
              options.ignoreFiles(),
              options.hidden(),
              options.concurrency(),
              options.maxDepth(),
              options.maxEntries(),
              options.maxBytes());
      return loader
          .scan(root, ordered, path -> content(issue(path)))
          .doOnComplete(this::forgetRemoved)
          .concatMap(entry -> Mono.justOrEmpty(line(entry)), 1)
          .take(selection.most())
          .concatWith(Mono.fromCallable(this::listed))
          .concatWith(Flux.defer(this::checks))
          .concatWith(Mono.fromCallable(() -> Json.line("end", json -> {})));
    }

    private Optional<byte[]> line(ScanEntry<Known> entry) {
      if (entry instanceof ScanEntry.Loaded<Known> loaded) {
        LibraryFile file = issue(loaded.path());
        file.seenBy(scan);
        seen++;
        if (!selection.text().isEmpty() && !file.contains(selection.text(), loaded.value())) {
          return Optional.empty();
        }
        shown++;
        if (loaded.value().counts().isEmpty()) {
          unchecked.add(file);
        }
        return Optional.of(file.line(loaded.value()));
      }
      if (entry instanceof ScanEntry.Failed<Known> failed) {
        return Optional.of(unreadable(failed));
      }
      skipped.merge(((ScanEntry.Skipped<Known>) entry).reason(), 1L, Long::sum);
      return Optional.empty();
    }

    private byte[] listed() {
      return Json.line(
          "listed",
          json -> {
            json.writeNumberField("count", shown);
            json.writeNumberField("total", seen);
            json.writeObjectFieldStart("skipped");
            for (Map.Entry<SkipReason, Long> each : skipped.entrySet()) {
              json.writeNumberField(each.getKey().name(), each.getValue());
            }
            json.writeEndObject();
          });
    }

    private void forgetRemoved() {
      files.values().removeIf(file -> !file.isSeenSince(scan));
      complete = true;
    }

    /** One file at a time, so that threads are free for requests in the meantime. */
    private Flux<byte[]> checks() {
      return Flux.fromIterable(unchecked).concatMap(this::check, 1);
    }

    /** Checks one file; nothing if it can no longer be read. */
    private Mono<byte[]> check(LibraryFile file) {
      Optional<Known> content = file.known();
      if (content.isEmpty()) {
        return Mono.empty();
      }
      return loader
          .validate(file.path())
          .map(Counts::of)
          .doOnNext(counts -> file.learn(content.get(), counts))
          .map(
              counts ->
                  Json.line(
                      "checked",
                      json -> {
                        json.writeStringField("id", file.id());
                        counts.writeMembers(json);
                      }))
          .onErrorResume(WorkflowException.class, failure -> Mono.empty());
    }
  }
}
