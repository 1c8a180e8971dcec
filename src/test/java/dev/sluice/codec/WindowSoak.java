package dev.sluice.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.Limit;
import dev.sluice.config.Limits;
import dev.sluice.stage.Stage;
import dev.sluice.support.ResidentMemory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The native memory that zstd streams hold while they are open. It is measured as the resident
 * memory of the process, for which no other test may run; {@code mvn -Psoak test} does so.
 */
class WindowSoak {

  private static final int STREAMS = 100;
  private static final long MIB = 1 << 20;

  @Test
  void streams_withTheLargestWindow_holdLittleMoreThanThat() throws Exception {
    long each = heldByEach(Limits.untrusted(), 23, STREAMS);

    System.out.printf("%,d bytes held by each of %d streams%n", each, STREAMS);
    assertThat(each).isBetween(7 * MIB, 9 * MIB);
  }

  /** The control: without the limit, a few bytes make a stream hold as much as they like. */
  @Test
  void streams_withALargerWindowThanTheLimit_holdThat() throws Exception {
    Limits raised = Limits.untrusted().with(Limit.ZSTD_WINDOW_BYTES, 1 << 27);

    assertThat(heldByEach(raised, 27, 4)).isGreaterThan(100 * MIB);
  }

  private static long heldByEach(Limits limits, int windowLog, int streams) throws IOException {
    byte[] run = {0x02, 0x00, 0x10, ' '}; // 128 KiB of blanks
    int runs = (int) ((1L << windowLog) / (128 << 10)) + 2; // the whole window is written
    byte[] source = Packed.zstdFrame((windowLog - 10) << 3, Packed.repeat(run, runs));
    Limits anyRatio =
        limits
            .with(Limit.EXPANSION_RATIO, Long.MAX_VALUE)
            .with(Limit.DECODED_BYTES, Long.MAX_VALUE);
    decode(Decoders.detecting(anyRatio, compression -> {}), source).close();
    long before = ResidentMemory.bytes();
    List<Stage<ByteBuffer, ByteBuffer>> open = new ArrayList<>();
    for (int i = 0; i < streams; i++) {
      open.add(decode(Decoders.detecting(anyRatio, compression -> {}), source));
    }
    long held = ResidentMemory.bytes() - before;
    open.forEach(Stage::close);
    return held / streams;
  }

  private static Stage<ByteBuffer, ByteBuffer> decode(
      Stage<ByteBuffer, ByteBuffer> stage, byte[] source) {
    stage.feed(ByteBuffer.wrap(source)).forEach(chunk -> {});
    return stage;
  }
}
