package dev.sluice.cli.report;

import dev.sluice.cli.answer.Input;
import dev.sluice.codec.Decoders;
import dev.sluice.config.Compression;
import dev.sluice.config.Limits;
import dev.sluice.error.WorkflowException;
import dev.sluice.model.Finding;
import dev.sluice.model.Place;
import dev.sluice.stage.Stage;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/**
 * Reads an input again, up to its last finding, to extract the passages around the findings.
 *
 * <p>So documents need not all be kept in memory just because a few of them have findings.
 */
final class PassageReader {

  private final Limits limits;

  PassageReader(Limits limits) {
    this.limits = limits;
  }

  /** The passages of all findings that have a place. */
  Passages read(Input input, List<Finding> findings) {
    List<Place> places = findings.stream().map(Finding::place).flatMap(Optional::stream).toList();
    if (places.isEmpty()) {
      return Passages.NONE;
    }
    PassageFinder finder = new PassageFinder(places);
    AtomicReference<Compression> compression = new AtomicReference<>(Compression.PLAIN);
    try (Stage<ByteBuffer, ByteBuffer> decoder = Decoders.detecting(limits, compression::set);
        Stream<ByteBuffer> chunks = input.source().read().toStream(1)) {
      Iterator<ByteBuffer> rest = chunks.iterator();
      while (!finder.isDone() && rest.hasNext()) {
        decoder.feed(rest.next()).forEach(finder::take);
      }
      if (!finder.isDone()) {
        decoder.finish().forEach(finder::take);
      }
    } catch (WorkflowException e) {
      // one of the findings is about this failure, or the input was deleted: show the passages so
      // far
    }
    finder.finish();
    return new Passages(finder.found(), compression.get() != Compression.PLAIN);
  }

  /**
   * The passages around the findings of a document.
   *
   * @param list a passage for each finding with a place, in their order; fewer if the input can no
   *     longer be read to that point
   * @param isCompressed whether the document is stored in compressed form
   */
  record Passages(List<Passage> list, boolean isCompressed) {

    static final Passages NONE = new Passages(List.of(), false);
  }
}
