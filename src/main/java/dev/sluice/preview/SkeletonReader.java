package dev.sluice.preview;

import dev.sluice.config.Limits;
import dev.sluice.finding.Findings;
import dev.sluice.json.JsonTokens;
import dev.sluice.json.TokenFeed;
import dev.sluice.model.WorkflowSkeleton;
import dev.sluice.stage.Stage;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The stage from decompressed bytes to a skeleton, which it produces at the end of the document
 * unless the document is rejected.
 *
 * <p>It enforces the limits on the document, on the counts and on the values shown, and rejects
 * documents that cannot be read as a workflow. It does not check configs, ids or ports, and checks
 * other strings only for syntax, including lone surrogates. So it accepts every document that a
 * load accepts, and more. Memory does not grow with the number of nodes, apart from their distinct
 * types.
 */
public final class SkeletonReader implements Stage<ByteBuffer, WorkflowSkeleton> {

  private final Limits limits;
  private final Findings findings;
  private final TokenFeed feed;
  private @Nullable SkeletonAssembler assembler;

  /**
   * A reader for one document.
   *
   * @param findings collects the findings that reject the document
   * @param maxGathered the maximum number of bytes to collect for reading them as a whole; 0 for
   *     none
   */
  public SkeletonReader(Limits limits, Findings findings, int maxGathered) {
    this.limits = limits;
    this.findings = findings;
    this.feed = TokenFeed.passing(maxGathered, limits);
  }

  @Override
  public Iterable<WorkflowSkeleton> feed(ByteBuffer chunk) {
    feed.feed(chunk).ifPresent(this::read);
    return List.of();
  }

  @Override
  public Iterable<WorkflowSkeleton> finish() {
    Optional<WorkflowSkeleton> skeleton = read(feed.finish()).skeleton();
    return skeleton.isPresent() ? List.of(skeleton.get()) : List.of();
  }

  /** Reads all bytes before a failure, even those that are still being collected. */
  @Override
  public Iterable<WorkflowSkeleton> breakOff() {
    feed.breakOff().ifPresent(this::read);
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
    feed.close();
  }
}
