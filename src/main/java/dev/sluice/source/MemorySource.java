package dev.sluice.source;

import java.nio.ByteBuffer;
import java.util.Optional;
import reactor.core.publisher.Flux;

/** Bytes in memory, emitted as one chunk. */
final class MemorySource implements ByteSource {

  private final String name;
  private final byte[] bytes;

  MemorySource(String name, byte[] bytes) {
    this.name = name;
    this.bytes = bytes;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Flux<ByteBuffer> read() {
    return Flux.defer(() -> Flux.just(ByteBuffer.wrap(bytes)));
  }

  @Override
  public Optional<ByteBuffer> bytes() {
    return Optional.of(ByteBuffer.wrap(bytes));
  }

  @Override
  public boolean isAtHand() {
    return true;
  }

  @Override
  public long size() {
    return bytes.length;
  }

  @Override
  public String toString() {
    return name;
  }
}
