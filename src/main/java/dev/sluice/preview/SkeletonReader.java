package dev.sluice.preview;

import dev.sluice.config.Limits;
import dev.sluice.finding.Findings;
import dev.sluice.json.Gathering;
import dev.sluice.json.JsonTokens;
import dev.sluice.model.WorkflowSkeleton;
import dev.sluice.stage.Stage;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The stage from decoded bytes to a skeleton: at the end of the document it gives the one skeleton,
 * or none if the document is rejected.
 *
 * <p>It keeps the limits on the document, on what it counts and on what it shows, and rejects what
 * cannot be read as a workflow at all. It looks at no config, id or port, and of strings that are
 * not shown only at the syntax, half a surrogate pair included; so what a load accepts it accepts,
 * and more. Memory does not grow with the number of nodes, apart from their distinct types.
 */
public final class SkeletonReader implements Stage<ByteBuffer, WorkflowSkeleton> {

  private final Limits limits;
  private final Findings findings;
  private final Gathering gathering;
  private @Nullable SkeletonAssembler assembler;

  /**
   * A reader for one document.
   *
   * @param findings receives what rejects the document
   * @param gather how many bytes may be collected in order to read them as a whole; 0 for none
   */
  public SkeletonReader(Limits limits, Findings findings, int gather) {
    this.limits = limits;
    this.findings = findings;
    this.gathering = Gathering.passing(gather, limits);
  }

  @Override
  public Iterable<WorkflowSkeleton> feed(ByteBuffer chunk) {
    gathering.feed(chunk).ifPresent(this::read);
    return List.of();
  }

  @Override
  public Iterable<WorkflowSkeleton> finish() {
    Optional<WorkflowSkeleton> skeleton = read(gathering.finish()).skeleton();
    return skeleton.isPresent() ? List.of(skeleton.get()) : List.of();
  }

  /** What came before a failure is read in any case, gathered or not. */
  @Override
  public Iterable<WorkflowSkeleton> breakOff() {
    gathering.breakOff().ifPresent(this::read);
    return List.of();
  }

  private SkeletonAssembler read(JsonTokens tokens) {
    SkeletonAssembler reading = assembler;
    if (reading == null) {
      reading = new SkeletonAssembler(tokens, limits, findings);
      assembler = reading;
    }
    reading.read();
    return reading;
  }

  @Override
  public void close() {
    gathering.close();
  }
}
