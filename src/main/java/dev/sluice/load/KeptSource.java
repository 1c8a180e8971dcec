package dev.sluice.load;

import dev.sluice.source.ByteSource;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Objects;
import reactor.core.publisher.Flux;

/**
 * A source whose bytes are kept while they are read. It has no file stamp, so that a cache always
 * reads it. It can be read several times, but not concurrently.
 */
public final class KeptSource implements ByteSource {

  private final ByteSource source;
  private ByteArrayOutputStream kept = new ByteArrayOutputStream();

  /** A source with the bytes of another one. */
  public KeptSource(ByteSource source) {
    this.source = Objects.requireNonNull(source, "source");
  }

  /** The bytes of the last read, up to the point at which it ended. */
  public byte[] kept() {
    return kept.toByteArray();
  }

  @Override
  public String name() {
    return source.name();
  }

  @Override
  public Flux<ByteBuffer> read() {
    return Flux.defer(
        () -> {
          kept = new ByteArrayOutputStream();
          return source.read().doOnNext(this::keep);
        });
  }

  private void keep(ByteBuffer chunk) {
    kept.write(chunk.array(), chunk.arrayOffset() + chunk.position(), chunk.remaining());
  }

  @Override
  public boolean isAtHand() {
    return source.isAtHand();
  }

  @Override
  public long size() {
    return source.size();
  }
}
