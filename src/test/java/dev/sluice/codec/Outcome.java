package dev.sluice.codec;

import dev.sluice.config.Limits;
import dev.sluice.error.WorkflowException;
import dev.sluice.model.FindingCode;
import dev.sluice.stage.Stage;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;

/** The outcome of decoding a source: the bytes, and the failure if there was one. */
@SuppressWarnings("ArrayRecordComponent") // equals and hashCode below look into it
public record Outcome(byte[] output, String failure) {

  static final String NONE = "none";

  static Outcome of(byte[] source, int... cuts) {
    return of(Limits.untrusted(), source, cuts);
  }

  /** Decodes a source cut before the given indices. */
  static Outcome of(Limits limits, byte[] source, int... cuts) {
    try (Stage<ByteBuffer, ByteBuffer> stage = Decoders.detecting(limits, compression -> {})) {
      return of(stage, source, cuts);
    }
  }

  static Outcome of(Stage<ByteBuffer, ByteBuffer> stage, byte[] source, int... cuts) {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    try {
      int from = 0;
      for (int cut : cuts) {
        collect(stage.feed(chunk(source, from, cut)), output);
        from = cut;
      }
      collect(stage.feed(chunk(source, from, source.length)), output);
      collect(stage.finish(), output);
      return new Outcome(output.toByteArray(), NONE);
    } catch (WorkflowException e) {
      return new Outcome(output.toByteArray(), e.code() + ": " + e.finding().message());
    }
  }

  static Outcome byteByByte(Limits limits, byte[] source) {
    return of(limits, source, every(1, source.length));
  }

  static int[] every(int step, int length) {
    int[] cuts = new int[length / step];
    Arrays.setAll(cuts, i -> i * step);
    return cuts;
  }

  /** A copy at an odd place within a larger array, so that offsets matter. */
  private static ByteBuffer chunk(byte[] source, int from, int to) {
    byte[] around = new byte[to - from + 5];
    System.arraycopy(source, from, around, 3, to - from);
    ByteBuffer chunk = ByteBuffer.wrap(around, 1, around.length - 1).slice();
    return chunk.position(2).limit(2 + to - from);
  }

  private static void collect(Iterable<ByteBuffer> outputs, ByteArrayOutputStream output) {
    for (ByteBuffer chunk : outputs) {
      output.write(chunk.array(), chunk.arrayOffset() + chunk.position(), chunk.remaining());
    }
  }

  boolean succeeded() {
    return failure.equals(NONE);
  }

  boolean failedWith(FindingCode code) {
    return failure.startsWith(code + ": ");
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Outcome that
        && Arrays.equals(output, that.output)
        && failure.equals(that.failure);
  }

  @Override
  public int hashCode() {
    return Objects.hash(Arrays.hashCode(output), failure);
  }

  @Override
  public String toString() {
    return "Outcome[" + output.length + " bytes, failure " + failure + "]";
  }
}
