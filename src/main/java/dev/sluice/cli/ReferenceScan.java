package dev.sluice.cli;

import dev.sluice.ReadResult;
import dev.sluice.WorkflowLoader;
import dev.sluice.cli.answer.Input;
import dev.sluice.error.WorkflowException;
import dev.sluice.flow.Boundary;
import dev.sluice.lint.ReferencedFiles;
import dev.sluice.lint.WorkflowReferences;
import dev.sluice.model.WorkflowDefinition;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Reads the documents of directories for their references to each other, before they are checked.
 *
 * <p>At first, only skeletons are read. Usually no document has a node that calls another workflow,
 * and nothing else is read.
 */
final class ReferenceScan {

  private final WorkflowLoader loader;
  private final Flux<Input> inputs;
  private final int threads;

  /**
   * A scan.
   *
   * @param loader reads documents, including those that a strict profile rejects
   * @param inputs all files of the directories, including those that are not checked; can be listed
   *     repeatedly
   */
  ReferenceScan(WorkflowLoader loader, Flux<Input> inputs, int threads) {
    this.loader = loader;
    this.inputs = inputs;
    this.threads = threads;
  }

  /** The references; empty if there are none. */
  Optional<WorkflowReferences> references(List<Path> roots) {
    if (!haveCalls()) {
      return Optional.empty();
    }
    ReferencedFiles files = new ReferencedFiles(roots);
    try (Stream<Known> all = inOrder(this::known)) {
      for (Iterator<Known> rest = all.iterator(); rest.hasNext(); ) {
        Known known = rest.next();
        Path file = known.input().source().file().orElseThrow();
        files.add(file, known.input().name());
        known.definition().ifPresent(definition -> files.add(file, definition));
        if (known.isUnclear()) {
          files.addUnknown();
        }
      }
    }
    return Optional.of(files.toReferences());
  }

  private boolean haveCalls() {
    try (Stream<Boolean> all =
        inOrder(
            input ->
                loader
                    .skeleton(input.source())
                    .map(found -> found.nodeTypes().stream().anyMatch(ReferencedFiles::refers))
                    .onErrorResume(WorkflowException.class, e -> Mono.just(false)))) {
      return all.anyMatch(calls -> calls);
    }
  }

  /** A document, as far as it can be read. */
  private record Known(Input input, Optional<WorkflowDefinition> definition, boolean isUnclear) {}

  private Mono<Known> known(Input input) {
    return loader
        .tryRead(input.source())
        .map(read -> new Known(input, read.definition(), isUnclear(read)))
        .onErrorResume(
            WorkflowException.class, e -> Mono.just(new Known(input, Optional.empty(), true)));
  }

  private static boolean isUnclear(ReadResult read) {
    return read.definition().isEmpty() && !read.report().foreign();
  }

  private <T> Stream<T> inOrder(Function<Input, Mono<T>> read) {
    return Boundary.around(
            Boundary.entrance(inputs)
                .filter(input -> input.source().file().isPresent())
                .flatMapSequential(input -> Boundary.entrance(read.apply(input)), threads, 1))
        .toStream(1);
  }
}
