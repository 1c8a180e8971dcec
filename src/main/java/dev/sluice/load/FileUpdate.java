package dev.sluice.load;

import dev.sluice.flow.Boundary;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.source.ByteSource;
import java.nio.file.Path;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import reactor.core.publisher.Mono;

/** Reads a file's definition, changes it, and writes it over the bytes that were read. */
public final class FileUpdate {

  private final Function<ByteSource, Mono<WorkflowDefinition>> read;
  private final UnaryOperator<WorkflowDefinition> change;
  private final BiFunction<WorkflowDefinition, byte[], Mono<Void>> write;

  /**
   * An update of files.
   *
   * @param read reads a definition
   * @param change changes it
   * @param write writes a changed definition over the stored bytes of the old one
   */
  public FileUpdate(
      Function<ByteSource, Mono<WorkflowDefinition>> read,
      UnaryOperator<WorkflowDefinition> change,
      BiFunction<WorkflowDefinition, byte[], Mono<Void>> write) {
    this.read = read;
    this.change = change;
    this.write = write;
  }

  /** Updates a file, and emits its definition; a file that does not change is not written. */
  public Mono<WorkflowDefinition> of(Path file) {
    return Boundary.around(
        Mono.defer(
            () -> {
              KeptSource source = new KeptSource(ByteSource.of(file));
              return read.apply(source).flatMap(old -> written(old, source));
            }));
  }

  private Mono<WorkflowDefinition> written(WorkflowDefinition old, KeptSource source) {
    WorkflowDefinition changed = change.apply(old);
    return changed.equals(old)
        ? Mono.just(old)
        : write.apply(changed, source.kept()).thenReturn(changed);
  }
}
