package dev.sluice.codec;

import dev.sluice.config.Compression;
import dev.sluice.config.Limits;
import dev.sluice.stage.Stage;
import dev.sluice.text.Quantity;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The stage that inspects up to the first four bytes and delegates to another stage. */
final class DetectingDecoder implements Stage<ByteBuffer, ByteBuffer> {

  private final Limits limits;
  private final NativeResources nativeResources;
  private final Consumer<Compression> found;
  private final byte[] head = new byte[MagicNumbers.MAX_LENGTH];
  private int looked;
  private @Nullable Compression compression;
  private @Nullable Stage<ByteBuffer, ByteBuffer> stage;
  private boolean closed;

  DetectingDecoder(Limits limits, NativeResources nativeResources) {
    this(limits, nativeResources, compression -> {});
  }

  /** A decoder that reports the compression of the source before the first output. */
  DetectingDecoder(Limits limits, NativeResources nativeResources, Consumer<Compression> found) {
    this.limits = limits;
    this.nativeResources = nativeResources;
    this.found = found;
  }

  /** The compression of the source; empty until it is detected. */
  Optional<Compression> compression() {
    return Optional.ofNullable(compression);
  }

  @Override
  public Iterable<ByteBuffer> feed(ByteBuffer chunk) {
    if (closed) {
      return List.of();
    }
    if (stage != null) {
      return stage.feed(chunk);
    }
    int held = looked;
    for (int i = chunk.position(); i < chunk.limit() && compression == null; i++) {
      head[looked++] = chunk.get(i);
      compression = MagicNumbers.detect(head, looked);
    }
    if (compression == null) {
      return List.of();
    }
    stage = stageFor(compression);
    return held == 0 ? stage.feed(chunk) : feedBoth(stage, ByteBuffer.wrap(head, 0, held), chunk);
  }

  @Override
  public Iterable<ByteBuffer> finish() {
    if (closed) {
      return List.of();
    }
    if (stage != null) {
      return stage.finish();
    }
    /* One byte of a magic number is not enough: 28 is an opening parenthesis, 50 a P. */
    if (looked > 1) {
      throw Damage.truncated("the rest of a magic number", looked);
    }
    compression = Compression.PLAIN;
    stage = stageFor(compression);
    return stage.feed(ByteBuffer.wrap(head, 0, looked));
  }

  @Override
  public void close() {
    closed = true;
    if (stage != null) {
      stage.close();
    }
  }

  private Stage<ByteBuffer, ByteBuffer> stageFor(Compression detected) {
    found.accept(detected);
    OutputMeter meter = new OutputMeter(limits);
    return switch (detected) {
      case PLAIN -> new PlainDecoder(meter);
      case GZIP -> new DecodingStage(new GzipDecoder(meter, nativeResources.inflaters()), meter);
      case ZSTD ->
          new DecodingStage(new ZstdDecoder(limits, meter, nativeResources.contexts()), meter);
    };
  }

  private static Iterable<ByteBuffer> feedBoth(
      Stage<ByteBuffer, ByteBuffer> stage, ByteBuffer first, ByteBuffer second) {
    Deque<ByteBuffer> waiting = new ArrayDeque<>(List.of(first, second));
    return Outputs.of(
        new Outputs.Maker() {
          private Iterator<ByteBuffer> outputs = Collections.emptyIterator();

          @Override
          public @Nullable ByteBuffer make() {
            while (!outputs.hasNext()) {
              if (waiting.isEmpty()) {
                return null;
              }
              outputs = stage.feed(waiting.remove()).iterator();
            }
            return outputs.next();
          }
        });
  }

  @Override
  public String toString() {
    return "DetectingDecoder["
        + (compression == null ? Quantity.of(looked, "byte") + " seen" : compression)
        + "]";
  }
}
