package dev.sluice.support;

import dev.sluice.source.ByteSource;
import java.nio.ByteBuffer;
import reactor.core.publisher.Flux;

/** The same bytes in other chunks, each of which is read when it comes. */
public final class Chunked {

  private Chunked() {}

  /** Two chunks, the second of which begins at an index. */
  public static ByteSource at(int cut, byte[] bytes) {
    return ByteSource.streamed(
        "",
        Flux.just(ByteBuffer.wrap(bytes, 0, cut), ByteBuffer.wrap(bytes, cut, bytes.length - cut)));
  }

  /** Chunks of one size, but for the first and the last one. */
  public static ByteSource every(int size, int first, byte[] bytes) {
    int count = 1 + Math.max(0, bytes.length - first + size - 1) / size;
    return ByteSource.streamed(
        "",
        Flux.range(0, count)
            .map(
                number -> {
                  int from = number == 0 ? 0 : Math.min(bytes.length, first + (number - 1) * size);
                  int to = Math.min(bytes.length, first + number * size);
                  return ByteBuffer.wrap(bytes, from, to - from);
                }));
  }

  /** One byte after another. */
  public static ByteSource byteByByte(byte[] bytes) {
    return every(1, 0, bytes);
  }
}
