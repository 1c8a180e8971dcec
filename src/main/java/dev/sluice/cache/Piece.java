package dev.sluice.cache;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.Flux;

/**
 * A part of a document, or all of it.
 *
 * @param bytes backed by an array
 * @param whole whether nothing comes before or after it
 */
record Piece(ByteBuffer bytes, boolean whole) {

  /** Bytes of a document that are held back in order to see all of it before it is parsed. */
  static final int MOST = 1 << 20;

  /**
   * The chunks as a single piece if they are 1 MiB at most, else as they are.
   *
   * <p>A failure comes after the bytes before it, for something may be found in them.
   */
  static Flux<Piece> of(Flux<ByteBuffer> chunks) {
    return Flux.defer(
        () -> {
          Gathering gathering = new Gathering();
          return chunks
              .concatMapIterable(gathering::add, 1)
              .onErrorResume(e -> Flux.fromIterable(gathering.release()).concatWith(Flux.error(e)))
              .concatWith(Flux.defer(() -> Flux.fromIterable(gathering.finish())));
        });
  }

  private static final class Gathering {
    private List<ByteBuffer> held = new ArrayList<>();
    private int size;
    private boolean flowing;

    List<Piece> add(ByteBuffer chunk) {
      if (flowing) {
        return List.of(new Piece(chunk, false));
      }
      held.add(chunk);
      size += chunk.remaining();
      return size <= MOST ? List.of() : release();
    }

    List<Piece> release() {
      flowing = true;
      List<Piece> pieces = new ArrayList<>(held.size());
      held.forEach(chunk -> pieces.add(new Piece(chunk, false)));
      held = List.of();
      return pieces;
    }

    List<Piece> finish() {
      if (flowing) {
        return List.of();
      }
      flowing = true;
      return List.of(new Piece(joined(), true));
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
