package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import com.sun.management.ThreadMXBean;
import dev.sluice.config.Limit;
import dev.sluice.error.WorkflowException;
import dev.sluice.model.FindingCode;
import dev.sluice.source.ByteSource;
import dev.sluice.support.Chunked;
import dev.sluice.support.Packing;
import dev.sluice.support.Workflows;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.scheduler.Schedulers;

/**
 * Sources that cost their reader much more than their author. Each is refused under the default
 * limits, for its own reason, within memory in proportion to what may be read of it.
 */
class BombsTest {

  private static final int MIB = 1 << 20;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** A bomb, the limit that stops it, and the bytes it may allocate. */
  private enum Bomb {
    GZIP_OF_BLANKS(Limit.EXPANSION_RATIO, 16) {
      @Override
      byte[] source() {
        return Packing.GZIP.pack(filled(64 * MIB, ' '));
      }
    },
    ZSTD_OF_BLANKS(Limit.EXPANSION_RATIO, 16) {
      @Override
      byte[] source() {
        return Packing.ZSTD.pack(filled(64 * MIB, ' '));
      }
    },
    ZSTD_RUNS(Limit.EXPANSION_RATIO, 12) {
      @Override
      byte[] source() {
        byte[] run = {0x02, 0x00, 0x10, ' '}; // 128 KiB of blanks
        return joined(new byte[] {0x28, (byte) 0xB5, 0x2F, (byte) 0xFD, 0, 0x40}, run, 1_000);
      }
    },
    ZSTD_WINDOW_OF_128_MIB(Limit.ZSTD_WINDOW_BYTES, 2) {
      @Override
      byte[] source() {
        byte[] run = {0x02, 0x00, 0x10, ' '};
        return joined(
            new byte[] {0x28, (byte) 0xB5, 0x2F, (byte) 0xFD, 0, (byte) (17 << 3)}, run, 1_000);
      }
    },
    EMPTY_ZSTD_FRAMES(Limit.FRAMES, 4) {
      @Override
      byte[] source() {
        return joined(new byte[0], Zstd.compress(new byte[0]), 1_000_000);
      }
    },
    EMPTY_GZIP_MEMBERS(Limit.FRAMES, 4) {
      @Override
      byte[] source() {
        return joined(new byte[0], Packing.GZIP.pack(new byte[0]), 400_000);
      }
    },
    ENDLESS_GZIP_NAME(null, 2) {
      @Override
      byte[] source() {
        return joined(new byte[] {0x1F, (byte) 0x8B, 8, 8, 0, 0, 0, 0, 0, 3}, filled(MIB, 'x'), 10);
      }
    },
    GZIP_WITHIN_GZIP(null, 2) {
      @Override
      byte[] source() {
        return Packing.GZIP.pack(Packing.GZIP.pack(new byte[16 * MIB]));
      }
    },
    NESTED_LISTS(Limit.NESTING, 4) {
      @Override
      byte[] source() {
        return joined(bytes("{\"x\":"), bytes("["), 4 * MIB);
      }
    },
    NESTED_OBJECTS(Limit.NESTING, 4) {
      @Override
      byte[] source() {
        return joined(new byte[0], bytes("{\"a\":"), MIB);
      }
    },
    NESTED_CONFIG(Limit.CONFIG_DEPTH, 4) {
      @Override
      byte[] source() {
        return joined(
            bytes("{\"nodes\":{\"a\":{\"node_type\":\"LogNode\",\"config\":"),
            bytes("{\"a\":"),
            MIB);
      }
    },
    DIGITS(Limit.NUMBER_LENGTH, 80) {
      @Override
      byte[] source() {
        return joined(bytes("{\"x\":"), bytes("1"), 4 * MIB);
      }
    },
    EXPONENT(null, 2) {
      @Override
      byte[] source() {
        return bytes(
            "{\"nodes\":{\"a\":{\"node_type\":\"LogNode\",\"config\":{\"n\":1e1000000000}}}}");
      }
    },
    TOKENS(Limit.TOKENS, 128) {
      @Override
      byte[] source() {
        return joined(bytes("{\"x\":[0"), bytes(",0"), 5_100_000);
      }
    },
    NODES(Limit.NODES, 32) {
      @Override
      byte[] source() {
        return bytes(Workflows.chain(10_000));
      }
    },
    LONG_STRING(Limit.CONFIG_STRING_LENGTH, 64) {
      @Override
      byte[] source() {
        String text = new String(filled(4 * MIB, 'x'), StandardCharsets.US_ASCII);
        return bytes(
            Workflows.workflow(Workflows.node("a", "LogNode", "{\"m\":\"" + text + "\"}")));
      }
    };

    private final Limit limit;
    private final int mostMebibytes;

    /**
     * A bomb.
     *
     * @param limit the limit that its message names; null if it is refused for another reason
     */
    Bomb(Limit limit, int mostMebibytes) {
      this.limit = limit;
      this.mostMebibytes = mostMebibytes;
    }

    abstract byte[] source();

    private static byte[] joined(byte[] start, byte[] part, int times) {
      ByteArrayOutputStream all = new ByteArrayOutputStream(start.length + part.length * times);
      all.writeBytes(start);
      for (int i = 0; i < times; i++) {
        all.writeBytes(part);
      }
      return all.toByteArray();
    }

    private static byte[] filled(int length, char with) {
      byte[] filled = new byte[length];
      Arrays.fill(filled, (byte) with);
      return filled;
    }

    private static byte[] bytes(String text) {
      return Workflows.bytes(text);
    }
  }

  private static final StringBuilder TABLE = new StringBuilder();

  @AfterAll
  static void print() {
    System.out.print(TABLE);
  }

  @ParameterizedTest
  @EnumSource
  void load_bomb_isRefusedWithinItsMemory(Bomb bomb) {
    byte[] source = bomb.source();
    measure(bomb, "whole", ByteSource.of("", source), source.length);
    measure(bomb, "chunks", Chunked.every(8_192, 0, source), source.length);
  }

  private static void measure(Bomb bomb, String way, ByteSource source, int length) {
    try (WorkflowLoader loader =
        WorkflowLoader.builder().scheduler(Schedulers.immediate()).build()) {
      loader.load(Workflows.bytes(Workflows.chain(1))).block(); // loads the classes
      long before = THREADS.getCurrentThreadAllocatedBytes();
      long began = System.nanoTime();
      String message = refusal(loader, source);
      Duration time = Duration.ofNanos(System.nanoTime() - began);
      long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
      TABLE.append(
          "%s, %s: %,d bytes, %d ms, %.1f MiB: %.100s%n"
              .formatted(bomb, way, length, time.toMillis(), allocated / (double) MIB, message));

      assertThat(message).contains(bomb.limit == null ? "" : bomb.limit.label() + " of ");
      assertThat(allocated).isLessThan((long) bomb.mostMebibytes * MIB);
    }
  }

  private static String refusal(WorkflowLoader loader, ByteSource source) {
    try {
      throw new AssertionError("accepted: " + loader.load(source).block());
    } catch (WorkflowException e) {
      return e.report().findings().stream()
          .filter(finding -> finding.code() == FindingCode.LIMIT_EXCEEDED)
          .findFirst()
          .orElse(e.finding())
          .message();
    }
  }
}
