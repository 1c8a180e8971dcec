package dev.sluice.search;

import dev.sluice.source.ByteSource;
import dev.sluice.stage.CollectedChunks;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/**
 * A source whose bytes are kept after they have been read once, up to {@value
 * CollectedChunks#MAX_BYTES} bytes, so that the next reading costs no access to the file and sees
 * the same bytes. Not for concurrent readings.
 */
final class RereadSource implements ByteSource {

  private final ByteSource source;
  private @Nullable ByteArrayOutputStream reading;
  private byte @Nullable [] kept;

  RereadSource(ByteSource source) {
    this.source = source;
  }

  @Override
  public Flux<ByteBuffer> read() {
    return Flux.defer(
        () -> {
          byte[] known = kept;
          if (known != null) {
            return Flux.just(ByteBuffer.wrap(known.clone()));
          }
          reading = new ByteArrayOutputStream();
          return source.read().doOnNext(this::keep).doOnComplete(this::complete);
        });
  }

  /** Copies a chunk, which belongs to the subscriber and may change. */
  private void keep(ByteBuffer chunk) {
    ByteArrayOutputStream bytes = reading;
    if (bytes == null) {
      return;
    }
    if (bytes.size() + chunk.remaining() > CollectedChunks.MAX_BYTES) {
      reading = null;
    } else {
      bytes.write(chunk.array(), chunk.arrayOffset() + chunk.position(), chunk.remaining());
    }
  }

  private void complete() {
    ByteArrayOutputStream bytes = reading;
    kept = bytes == null ? null : bytes.toByteArray();
    reading = null;
  }

  @Override
  public String name() {
    return source.name();
  }

  @Override
  public boolean isAtHand() {
    return source.isAtHand();
  }

  @Override
  public boolean isStreamed() {
    return source.isStreamed();
  }

  @Override
  public long size() {
    return source.size();
  }

  @Override
  public OptionalLong length() {
    return source.length();
  }

  @Override
  public Optional<Path> file() {
    return source.file();
  }

  @Override
  public Optional<ByteBuffer> bytes() {
    return source.bytes();
  }
}
