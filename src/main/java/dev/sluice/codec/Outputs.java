package dev.sluice.codec;

import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** The outputs for one input, created on demand. */
final class Outputs implements Iterator<ByteBuffer> {

  /** Creates the outputs. */
  interface Maker {

    /** The next output, or null if there is none. */
    @Nullable ByteBuffer make();
  }

  private final Maker maker;
  private @Nullable ByteBuffer ready;

  private Outputs(Maker maker) {
    this.maker = maker;
  }

  /** The outputs of a maker, to be iterated once. */
  static Iterable<ByteBuffer> of(Maker maker) {
    Outputs outputs = new Outputs(maker);
    return () -> outputs;
  }

  @Override
  public boolean hasNext() {
    if (ready == null) {
      ready = maker.make();
    }
    return ready != null;
  }

  @Override
  public ByteBuffer next() {
    ByteBuffer output = ready == null ? maker.make() : ready;
    if (output == null) {
      throw new NoSuchElementException("no further output");
    }
    ready = null;
    return output;
  }
}
