package dev.sluice.preview;

import dev.sluice.config.Limit;
import dev.sluice.config.Limits;
import dev.sluice.config.Profile;
import dev.sluice.error.WorkflowException;
import dev.sluice.finding.Findings;
import dev.sluice.model.Finding;
import dev.sluice.model.WorkflowSkeleton;
import dev.sluice.support.Workflows;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a skeleton reader makes of a document.
 *
 * @param skeleton the skeleton, if the document has one
 * @param findings what rejects it, what ended the reading last
 */
public record Reading(Optional<WorkflowSkeleton> skeleton, List<Finding> findings) {

  /** Read from one buffer. */
  static Reading whole(String document) {
    return read(Limits.untrusted(), Integer.MAX_VALUE, List.of(Workflows.bytes(document)));
  }

  static Reading within(Limits limits, String document) {
    return read(limits, Integer.MAX_VALUE, List.of(Workflows.bytes(document)));
  }

  /** Read in chunks that end at the cuts. */
  static Reading inChunks(Limits limits, byte[] document, int... cuts) {
    List<byte[]> chunks = new ArrayList<>();
    int from = 0;
    for (int cut : cuts) {
      chunks.add(Arrays.copyOfRange(document, from, cut));
      from = cut;
    }
    chunks.add(Arrays.copyOfRange(document, from, document.length));
    return read(limits, 0, chunks);
  }

  private static Reading read(Limits limits, int gather, List<byte[]> chunks) {
    Findings findings = new Findings(Profile.LENIENT, limits.of(Limit.FINDINGS));
    List<WorkflowSkeleton> skeletons = new ArrayList<>();
    try (SkeletonReader reader = new SkeletonReader(limits, findings, gather)) {
      for (byte[] chunk : chunks) {
        reader.feed(ByteBuffer.wrap(chunk)).forEach(skeletons::add);
      }
      reader.finish().forEach(skeletons::add);
    } catch (WorkflowException e) {
      findings.end(e.rejection());
    }
    if (skeletons.size() > 1) {
      throw new AssertionError("several skeletons of one document");
    }
    return new Reading(skeletons.stream().findFirst(), findings.report().findings());
  }
}
