package dev.sluice.cache;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/** Computes the digest of bytes that are passed on to another stage; for one subscription. */
final class StreamedDigest {

  private final Sha256 sha = new Sha256();
  private @Nullable Digest result;

  Flux<ByteBuffer> of(Flux<ByteBuffer> chunks) {
    return chunks.doOnNext(sha::update).doOnComplete(() -> result = sha.digest());
  }

  /** The digest; null if the end was not reached because the reader stopped before it. */
  @Nullable Digest result() {
    return result;
  }
}
