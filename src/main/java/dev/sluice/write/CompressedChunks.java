package dev.sluice.write;

import dev.sluice.stage.GuardedStage;
import dev.sluice.stage.Stage;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * Compresses chunks one after another with a stage, and closes the stage.
 *
 * <p>Any thread may close it, even during a step on another thread; there are no further chunks
 * then.
 */
final class CompressedChunks implements Iterator<ByteBuffer>, AutoCloseable {

  private final Iterator<ByteBuffer> text;
  private final Stage<ByteBuffer, ByteBuffer> packing;
  private Iterator<ByteBuffer> outputs = Collections.emptyIterator();
  private boolean finished;
  private volatile boolean closed;

  CompressedChunks(Iterator<ByteBuffer> text, Stage<ByteBuffer, ByteBuffer> packing) {
    this.text = text;
    this.packing = new GuardedStage<>(packing);
  }

  @Override
  public boolean hasNext() {
    while (!outputs.hasNext() && !finished && !closed) {
      finished = !text.hasNext();
      outputs = (finished ? packing.finish() : packing.feed(text.next())).iterator();
    }
    return outputs.hasNext();
  }

  @Override
  public ByteBuffer next() {
    if (!hasNext()) {
      throw new NoSuchElementException("no further chunk");
    }
    return outputs.next();
  }

  @Override
  public void close() {
    closed = true;
    packing.close();
  }
}
