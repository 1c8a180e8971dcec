package dev.sluice.watch;

import dev.sluice.ReadResult;
import dev.sluice.diff.WorkflowDiff;
import dev.sluice.error.LimitExceededException;
import dev.sluice.error.WorkflowException;
import dev.sluice.file.Unreadable;
import dev.sluice.flow.Boundary;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import dev.sluice.model.Rejection;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.scan.TreeEntry;
import dev.sluice.source.ByteSource;
import dev.sluice.text.Quantity;
import dev.sluice.text.Sha256;
import dev.sluice.watch.TreeIndex.Known;
import dev.sluice.watch.TreeIndex.State;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Reads files, and parses their documents only if the bytes have changed since the last read. */
final class FileReader {

  private final Function<ByteSource, Mono<ReadResult>> read;
  private final PreviousVersions previous;
  private final Scheduler blocking;
  private final InstantSource clock;
  private final int mostBytes;

  FileReader(
      Function<ByteSource, Mono<ReadResult>> read,
      PreviousVersions previous,
      Scheduler blocking,
      InstantSource clock,
      long mostBytes) {
    this.read = read;
    this.previous = previous;
    this.blocking = blocking;
    this.clock = clock;
    this.mostBytes = (int) Math.min(mostBytes, Integer.MAX_VALUE - 9L);
  }

  /** Reads a file; a failure to read it is a result and not an error signal. */
  Mono<Reading> read(TreeEntry.File file, @Nullable Known known) {
    return Boundary.subscribedOn(blocking, Mono.fromCallable(() -> bytes(file.path())))
        .flatMap(bytes -> document(file, known, bytes))
        .onErrorResume(failure -> Mono.just(failed(file, failure)));
  }

  private static Reading failed(TreeEntry.File file, Throwable failure) {
    if (failure instanceof NoSuchFileException) {
      return new Reading.Gone(file);
    }
    WorkflowException typed =
        failure instanceof IOException unreadable
            ? Unreadable.because(file.path(), unreadable)
            : Boundary.typed(failure);
    return new Reading.Failed(file, typed);
  }

  private byte[] bytes(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(mostBytes + 1);
      if (bytes.length > mostBytes) {
        throw new LimitExceededException(
            Finding.of(
                FindingCode.LIMIT_EXCEEDED,
                "The file has more than " + Quantity.of(mostBytes, "byte")),
            null);
      }
      return bytes;
    }
  }

  private Mono<Reading> document(TreeEntry.File file, @Nullable Known known, byte[] bytes) {
    Instant at = clock.instant();
    byte[] digest = Sha256.begin().digest(bytes);
    if (known != null && known.hasContent(digest)) {
      return Mono.just(new Reading.Same(file, at));
    }
    return Boundary.entrance(parsed(file.path(), bytes))
        .flatMap(
            now ->
                difference(file.path(), now)
                    .map(Optional::of)
                    .defaultIfEmpty(Optional.empty())
                    .doOnNext(any -> keep(file.path(), now, bytes, known != null))
                    .map(
                        change ->
                            new Reading.Content(
                                file, new Known(state(now), digest), now, change, at)));
  }

  private static State state(ReadResult document) {
    Optional<FindingCode> rejection =
        document.report().rejection().map(Rejection::finding).map(Finding::code);
    boolean isForeign =
        document.report().foreign() || rejection.equals(Optional.of(FindingCode.NOT_A_WORKFLOW));
    return isForeign ? State.FOREIGN : rejection.isEmpty() ? State.ACCEPTED : State.REJECTED;
  }

  private Mono<ReadResult> parsed(Path file, byte[] bytes) {
    return Mono.defer(() -> read.apply(ByteSource.of(file.toString(), bytes)));
  }

  /** The differences from the previous version of a file; empty if it is not stored. */
  private Mono<WorkflowDiff> difference(Path file, ReadResult now) {
    Optional<byte[]> stored = now.definition().isPresent() ? previous.of(file) : Optional.empty();
    if (stored.isEmpty()) {
      return Mono.empty();
    }
    WorkflowDefinition after = now.definition().get();
    return Boundary.entrance(parsed(file, stored.get()))
        .mapNotNull(before -> before.definition().orElse(null))
        .map(before -> WorkflowDiff.between(before, after));
  }

  /**
   * Stores a document for the next comparison. A document that has never changed does not displace
   * others.
   */
  private void keep(Path file, ReadResult document, byte[] bytes, boolean hasChanged) {
    if (document.definition().isEmpty()) {
      previous.remove(file);
    } else if (hasChanged || previous.hasRoom()) {
      previous.keep(file, bytes);
    }
  }
}
