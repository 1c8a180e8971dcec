package dev.sluice;

import dev.sluice.assemble.Assembled;
import dev.sluice.flow.Boundary;
import dev.sluice.load.LoadRunner;
import dev.sluice.load.Outcome;
import dev.sluice.model.WorkflowSchema;
import dev.sluice.model.WorkflowSkeleton;
import dev.sluice.source.ByteSource;
import reactor.core.publisher.Mono;

/**
 * A document that was looked at and may be loaded later; made by {@link WorkflowLoader#preview}.
 *
 * <p>Safe for use by many threads. It keeps the loader it came from, and once the document was
 * loaded, what that says.
 */
public final class Preview {

  private final WorkflowSkeleton skeleton;
  private final Mono<WorkflowSchema> full;

  Preview(WorkflowSkeleton skeleton, ByteSource source, LoadRunner loads) {
    this.skeleton = skeleton;
    Mono<Outcome<Assembled>> remembered =
        Boundary.around(
                loads
                    .read(source)
                    .flatMap(end -> Mono.fromCallable(() -> end.accepted(source.name()))))
            .cacheInvalidateIf(read -> false);
    this.full =
        Boundary.around(
            Boundary.entrance(remembered)
                .flatMap(loads::load)
                .flatMap(end -> Mono.fromCallable(() -> end.required(source.name()))));
  }

  /** What the document showed when it was looked at. */
  public WorkflowSkeleton skeleton() {
    return skeleton;
  }

  /**
   * The whole workflow, with live nodes of its own.
   *
   * <p>Cold. The first subscription reads the source, once for all that subscribe meanwhile, and
   * what the document says is remembered; every subscription has nodes made of that for itself, so
   * that no two share a mutable object. A source that changed after it was looked at, and before it
   * was read, gives what it says when it is read. Cancelling one subscription leaves the others
   * alone, cancelling the last one stops the reading. Fails where {@link
   * WorkflowLoader#load(ByteSource)} does, for all that wait; a failure is not remembered, so that
   * the next subscription reads anew. Emits on the loader's scheduler.
   */
  public Mono<WorkflowSchema> full() {
    return full;
  }
}
