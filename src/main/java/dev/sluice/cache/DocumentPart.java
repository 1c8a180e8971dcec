package dev.sluice.cache;

import dev.sluice.stage.CollectedChunks;
import java.nio.ByteBuffer;
import java.util.List;
import reactor.core.publisher.Flux;

/**
 * A part of a document, or the whole document.
 *
 * @param bytes backed by an array
 * @param whole whether it is the whole document
 */
public record DocumentPart(ByteBuffer bytes, boolean whole) {

  /**
   * The chunks as a single part if they have at most 1 MiB, otherwise unchanged.
   *
   * <p>A failure is signalled after the bytes before it, because these can have findings.
   *
   * @param interim receives the bytes that are collected
   */
  public static Flux<DocumentPart> of(Flux<ByteBuffer> chunks, InterimFindings interim) {
    return Flux.defer(
        () -> {
          Collector collector = new Collector();
          interim.holds(collector::unread);
          return chunks
              .concatMapIterable(collector::add, 1)
              .onErrorResume(e -> Flux.fromIterable(collector.release()).concatWith(Flux.error(e)))
              .concatWith(Flux.defer(() -> Flux.fromIterable(collector.finish())));
        });
  }

  /** Written by the thread of the source, and read by the thread of the deadline. */
  private static final class Collector {
    private final CollectedChunks chunks = new CollectedChunks();
    private boolean flowing;

    synchronized List<ByteBuffer> unread() {
      return chunks.views();
    }

    synchronized List<DocumentPart> add(ByteBuffer chunk) {
      if (flowing) {
        return List.of(new DocumentPart(chunk, false));
      }
      chunks.add(chunk);
      return chunks.bytes() <= CollectedChunks.MAX_BYTES ? List.of() : release();
    }

    synchronized List<DocumentPart> release() {
      flowing = true;
      return chunks.remove().stream().map(chunk -> new DocumentPart(chunk, false)).toList();
    }

    synchronized List<DocumentPart> finish() {
      if (flowing) {
        return List.of();
      }
      flowing = true;
      return List.of(new DocumentPart(chunks.removeJoined(), true));
    }
  }
}
