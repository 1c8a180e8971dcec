package dev.sluice.cli.convert;

import dev.sluice.ReadResult;
import dev.sluice.WorkflowLoader;
import dev.sluice.cli.answer.ExitCode;
import dev.sluice.cli.answer.Input;
import dev.sluice.cli.convert.Converted.Outcome;
import dev.sluice.error.WorkflowException;
import dev.sluice.fix.NewErrors;
import dev.sluice.flow.Boundary;
import dev.sluice.load.KeptSource;
import dev.sluice.model.Finding;
import dev.sluice.model.Rejection;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.source.ByteSource;
import dev.sluice.write.WriteOptions;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Converts documents in memory, in parallel, and checks each result by reading it. Nothing is
 * written here.
 */
public final class Conversion {

  private final WorkflowLoader loader;
  private final WriteOptions options;

  /**
   * A conversion.
   *
   * @param loader reads documents; it must keep nodes of unknown types
   * @param options how documents are written; their compression is kept if none is set
   */
  public Conversion(WorkflowLoader loader, WriteOptions options) {
    this.loader = loader;
    this.options = options;
  }

  /** An input and its target. */
  public record Task(Input input, Path target) {}

  /**
   * A converted document.
   *
   * @param result the result so far
   * @param bytes the bytes to write; empty if there is nothing to write
   * @param fingerprint of the written document
   */
  public record Prepared(Converted result, Optional<byte[]> bytes, String fingerprint) {}

  /**
   * Converts documents in parallel and returns them in order, at most {@code threads} ahead of the
   * consumer. Closing the stream cancels the running work.
   */
  public Stream<Prepared> all(Flux<Task> tasks, int threads) {
    return Boundary.around(
            Boundary.entrance(tasks)
                .flatMapSequential(task -> Boundary.entrance(prepared(task)), threads, 1))
        .toStream(1);
  }

  private Mono<Prepared> prepared(Task task) {
    return Mono.defer(
        () -> {
          KeptSource source = new KeptSource(task.input().source());
          return loader
              .tryRead(source)
              .flatMap(
                  read ->
                      read.definition().isEmpty() || isForeign(task, read)
                          ? Mono.just(rejected(task, read))
                          : encoded(task, read, read.definition().get(), source))
              .onErrorResume(WorkflowException.class, e -> Mono.just(failed(task, e)));
        });
  }

  private static Prepared nothing(Task task, Outcome outcome, Optional<Finding> error) {
    return new Prepared(
        new Converted(task.input(), task.target(), outcome, 0, 0, error), Optional.empty(), "");
  }

  private static boolean isForeign(Task task, ReadResult read) {
    return task.input().found() && read.report().foreign();
  }

  private static Prepared rejected(Task task, ReadResult read) {
    return isForeign(task, read)
        ? nothing(task, Outcome.FOREIGN, Optional.empty())
        : nothing(task, Outcome.REJECTED, read.report().rejection().map(Rejection::finding));
  }

  private static Prepared failed(Task task, WorkflowException failure) {
    Outcome outcome = ExitCode.isAboutDocument(failure) ? Outcome.REJECTED : Outcome.UNREADABLE;
    return nothing(task, outcome, Optional.of(failure.finding()));
  }

  private Mono<Prepared> encoded(
      Task task, ReadResult read, WorkflowDefinition definition, KeptSource source) {
    byte[] stored = source.kept();
    return bytes(definition, options.withTextOf(stored))
        .flatMap(bytes -> unlessSame(definition, stored, bytes))
        .flatMap(
            bytes ->
                loader
                    .tryRead(ByteSource.of(task.input().name(), bytes))
                    .map(again -> checked(task, read, again, stored.length, bytes)));
  }

  private Mono<byte[]> bytes(WorkflowDefinition definition, WriteOptions wanted) {
    return loader
        .encode(definition, wanted)
        .collect(ByteArrayOutputStream::new, Conversion::add)
        .map(ByteArrayOutputStream::toByteArray);
  }

  /** The stored bytes, if the new ones differ only because another program compressed the text. */
  private Mono<byte[]> unlessSame(WorkflowDefinition definition, byte[] stored, byte[] bytes) {
    if (options.level().isPresent() || Arrays.equals(stored, bytes)) {
      return Mono.just(bytes);
    }
    return bytes(definition, WriteOptions.standard().withTextOf(stored))
        .map(same -> Arrays.equals(same, bytes) ? stored : bytes);
  }

  private static void add(ByteArrayOutputStream bytes, ByteBuffer chunk) {
    bytes.write(chunk.array(), chunk.arrayOffset() + chunk.position(), chunk.remaining());
  }

  private static Prepared checked(
      Task task, ReadResult read, ReadResult again, long before, byte[] bytes) {
    Optional<Finding> error = NewErrors.first(read.report(), again.report());
    if (error.isPresent()) {
      return nothing(task, Outcome.REFUSED, error);
    }
    return new Prepared(
        new Converted(
            task.input(),
            task.target(),
            Outcome.CONVERTIBLE,
            before,
            bytes.length,
            Optional.empty()),
        Optional.of(bytes),
        again.definition().map(WorkflowDefinition::fingerprint).orElse(""));
  }
}
