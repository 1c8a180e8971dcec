package dev.sluice.record;

import dev.sluice.config.Limit;
import dev.sluice.config.Limits;
import dev.sluice.error.WorkflowException;
import dev.sluice.json.JsonTokens;
import dev.sluice.json.LayoutDetector;
import dev.sluice.stage.Stage;
import dev.sluice.value.Names;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * The stage from decoded bytes to records.
 *
 * <p>A document that fits into {@code gather} bytes is read from one buffer, which the blocking
 * parser does faster; a longer one, and with 0 every one, is read chunk by chunk. Both give the
 * same records and findings. A batch is valid until the next one is asked for.
 *
 * <p>A failure comes after the records before it: it is thrown once they have been taken.
 */
public final class RecordReader implements Stage<ByteBuffer, RecordBatch> {

  /** Records of one batch at most. */
  private static final int BATCH = 256;

  private final Limits limits;
  private final ValueInspector inspector;
  private final int gather;

  private final LayoutDetector layout = new LayoutDetector();
  private List<ByteBuffer> gathered = new ArrayList<>();
  private long gatheredBytes;
  private @Nullable JsonTokens tokens;
  private @Nullable RecordAssembler assembler;

  /**
   * A reader for one document.
   *
   * @param inspector looks at values while they are read
   * @param gather how many bytes may be collected in order to read them as a whole; 0 for none
   */
  public RecordReader(Limits limits, ValueInspector inspector, int gather) {
    this.limits = limits;
    this.inspector = inspector;
    this.gather = gather;
  }

  @Override
  public Iterable<RecordBatch> feed(ByteBuffer chunk) {
    layout.add(chunk);
    if (tokens == null) {
      gathered.add(chunk);
      gatheredBytes += chunk.remaining();
      if (gatheredBytes <= gather) {
        return List.of();
      }
      startWithGathered();
    } else {
      tokens.feed(chunk);
    }
    return Batches::new;
  }

  @Override
  public Iterable<RecordBatch> finish() {
    JsonTokens source = tokens;
    if (source == null) {
      source = start(JsonTokens.whole(joined(), limits));
      gathered = List.of();
    }
    source.end();
    return Batches::new;
  }

  /** What came before a failure is read in any case, gathered or not. */
  @Override
  public Iterable<RecordBatch> breakOff() {
    if (tokens != null || gathered.isEmpty()) {
      return List.of();
    }
    startWithGathered();
    return Batches::new;
  }

  @Override
  public void close() {
    gathered = List.of();
    if (tokens != null) {
      tokens.close();
    }
  }

  private void startWithGathered() {
    JsonTokens opened = start(JsonTokens.chunked(limits));
    gathered.forEach(opened::feed);
    gathered = List.of();
  }

  private JsonTokens start(JsonTokens opened) {
    tokens = opened;
    long nesting = limits.of(Limit.NESTING);
    assembler = new RecordAssembler(opened, inspector, new Names(), nesting, layout);
    return opened;
  }

  private ByteBuffer joined() {
    if (gathered.size() == 1) {
      return gathered.get(0);
    }
    ByteBuffer joined = ByteBuffer.allocate((int) gatheredBytes);
    gathered.forEach(joined::put);
    return joined.flip();
  }

  /** Reads as far as each batch needs, when it is asked for. */
  private final class Batches implements Iterator<RecordBatch> {
    private @Nullable WorkflowException failure;

    @Override
    public boolean hasNext() {
      RecordAssembler source = assembler;
      if (source == null) {
        return false;
      }
      if (source.complete() > 0) {
        return true;
      }
      if (failure != null) {
        throw failure;
      }
      try {
        source.advance(BATCH);
      } catch (WorkflowException e) {
        if (source.complete() == 0) {
          throw e;
        }
        failure = e;
      }
      return source.complete() > 0;
    }

    @Override
    public RecordBatch next() {
      if (!hasNext() || assembler == null || tokens == null) {
        throw new NoSuchElementException("no further records");
      }
      return new RecordBatch(assembler.take(), Locator.of(tokens));
    }
  }
}
