package dev.sluice.cache;

import dev.sluice.source.ByteSource;
import java.nio.ByteBuffer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * How one loader comes from a source to a value; both steps are cold and hold all state to a
 * subscription.
 *
 * @param <V> what is made of a document
 */
public interface DocumentReader<V> {

  /** The document's bytes, unpacked, in chunks that belong to the receiver. */
  Flux<ByteBuffer> open(ByteSource source);

  /**
   * What is made of these bytes.
   *
   * @param document may fail as {@link #open} does; what is made of that is not kept
   * @param atHand whether all of it comes without waiting for anybody
   */
  Mono<V> read(Flux<ByteBuffer> document, boolean atHand);
}
