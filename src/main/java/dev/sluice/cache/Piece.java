package dev.sluice.cache;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.Flux;

/**
 * A part of a document, or the whole document.
 *
 * @param bytes backed by an array
 * @param whole whether it is the whole document
 */
record Piece(ByteBuffer bytes, boolean whole) {

  /** The maximum number of bytes that are collected to get the whole document as one piece. */
  static final int MOST = 1 << 20;

  /**
   * The chunks as a single piece if they have at most 1 MiB, otherwise unchanged.
   *
   * <p>A failure is signalled after the bytes before it, because these can have findings.
   *
   * @param interim receives the bytes that are collected
   */
  static Flux<Piece> of(Flux<ByteBuffer> chunks, InterimFindings interim) {
    return Flux.defer(
        () -> {
          Gathering gathering = new Gathering();
          interim.holds(gathering::held);
          return chunks
              .concatMapIterable(gathering::add, 1)
              .onErrorResume(e -> Flux.fromIterable(gathering.release()).concatWith(Flux.error(e)))
              .concatWith(Flux.defer(() -> Flux.fromIterable(gathering.finish())));
        });
  }

  /** Written by the thread of the source, and read by the thread of the deadline. */
  private static final class Gathering {
    private List<ByteBuffer> held = new ArrayList<>();
    private int size;
    private boolean flowing;

    synchronized List<ByteBuffer> held() {
      return held.stream().map(ByteBuffer::duplicate).toList();
    }

    synchronized List<Piece> add(ByteBuffer chunk) {
      if (flowing) {
        return List.of(new Piece(chunk, false));
      }
      held.add(chunk);
      size += chunk.remaining();
      return size <= MOST ? List.of() : release();
    }

    synchronized List<Piece> release() {
      flowing = true;
      List<Piece> pieces = new ArrayList<>(held.size());
      held.forEach(chunk -> pieces.add(new Piece(chunk, false)));
      held = List.of();
      return pieces;
    }

    synchronized List<Piece> finish() {
      if (flowing) {
        return List.of();
      }
      flowing = true;
      Piece whole = new Piece(joined(), true);
      held = List.of();
      return List.of(whole);
    }

    private ByteBuffer joined() {
      if (held.size() == 1) {
        return held.get(0);
      }
      ByteBuffer all = ByteBuffer.allocate(size);
      held.forEach(all::put);
      return all.flip();
    }
  }
}
