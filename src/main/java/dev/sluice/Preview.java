package dev.sluice;

import dev.sluice.flow.Boundary;
import dev.sluice.load.LoadRunner;
import dev.sluice.model.WorkflowSchema;
import dev.sluice.model.WorkflowSkeleton;
import dev.sluice.source.ByteSource;
import java.util.Objects;
import reactor.core.publisher.Mono;

/**
 * A skeleton of a document together with a way to load the whole document; created by {@link
 * WorkflowLoader#preview}.
 *
 * <p>Thread-safe. It keeps a reference to its loader and, once the document has been loaded, to the
 * definition.
 */
public final class Preview {

  private final WorkflowSkeleton skeleton;
  private final Mono<WorkflowSchema> full;

  private Preview(WorkflowSkeleton skeleton, Mono<WorkflowSchema> full) {
    this.skeleton = Objects.requireNonNull(skeleton, "skeleton");
    this.full = Objects.requireNonNull(full, "full");
  }

  /** A preview that consists of these parts, for tests of programs that show previews. */
  public static Preview of(WorkflowSkeleton skeleton, Mono<WorkflowSchema> full) {
    return new Preview(skeleton, full);
  }

  static Preview of(WorkflowSkeleton skeleton, ByteSource source, LoadRunner loads) {
    return new Preview(
        skeleton,
        Boundary.around(
            loads
                .full(source)
                .flatMap(end -> Mono.fromCallable(() -> end.required(source.name())))));
  }

  /** The skeleton of the document. */
  public WorkflowSkeleton skeleton() {
    return skeleton;
  }

  /**
   * The whole workflow, with live nodes for each subscription.
   *
   * <p>Cold. The first subscription reads the source; concurrent subscriptions share this read. The
   * definition is kept, and each subscription creates its own nodes, so that no two share a mutable
   * object. If the source changed after the preview, its current content is loaded. Cancelling one
   * subscription does not affect others; the read is cancelled with the last one. Fails as {@link
   * WorkflowLoader#load(ByteSource)} does, for all waiting subscriptions; a failure is not kept, so
   * the next subscription reads the source again. Emits on the loader's scheduler.
   */
  public Mono<WorkflowSchema> full() {
    return full;
  }
}
