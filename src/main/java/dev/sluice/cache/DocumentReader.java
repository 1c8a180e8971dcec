package dev.sluice.cache;

import dev.sluice.source.ByteSource;
import java.nio.ByteBuffer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Opens and reads the documents of one loader; both steps are cold and keep all state per
 * subscription.
 *
 * @param <V> the result of reading
 */
public interface DocumentReader<V> {

  /** The decompressed bytes of the document, in chunks that belong to the subscriber. */
  Flux<ByteBuffer> open(ByteSource source);

  /**
   * Reads a document.
   *
   * @param document its bytes; if it fails as {@link #open} does, the result is not cached
   * @param atHand whether all bytes are available without waiting
   * @param interim receives the findings before the end
   */
  Mono<V> read(Flux<ByteBuffer> document, boolean atHand, InterimFindings interim);
}
