package dev.sluice.cache;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/** The digest of bytes that pass by on their way to somebody else; for one subscription. */
final class StreamedDigest {

  private final Sha256 sha = new Sha256();
  private @Nullable Digest result;

  Flux<ByteBuffer> of(Flux<ByteBuffer> chunks) {
    return chunks.doOnNext(sha::update).doOnComplete(() -> result = sha.digest());
  }

  /** The digest; null while the end has not been seen, as where a reader had enough before it. */
  @Nullable Digest result() {
    return result;
  }
}
