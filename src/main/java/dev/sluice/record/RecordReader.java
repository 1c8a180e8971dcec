package dev.sluice.record;

import dev.sluice.config.Limit;
import dev.sluice.config.Limits;
import dev.sluice.error.WorkflowException;
import dev.sluice.json.JsonTokens;
import dev.sluice.json.LayoutDetector;
import dev.sluice.json.TokenFeed;
import dev.sluice.stage.Stage;
import dev.sluice.value.Names;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The stage from decompressed bytes to records.
 *
 * <p>A document is read from one buffer or chunk by chunk, as {@link TokenFeed} decides. Both give
 * the same records and findings. A batch is valid until the next one is requested.
 *
 * <p>A failure is thrown after the records before it have been consumed.
 */
public final class RecordReader implements Stage<ByteBuffer, RecordBatch> {

  /** The maximum number of records of a batch. */
  private static final int BATCH = 256;

  private final Limits limits;
  private final ValueInspector inspector;
  private final LayoutDetector layout = new LayoutDetector();
  private final TokenFeed feed;
  private final boolean stepwise;
  private final @Nullable LaneMemories memories;
  private final boolean onlyChecked;
  private final @Nullable RecordFilter filter;

  private @Nullable JsonTokens tokens;
  private @Nullable RecordAssembler assembler;
  private @Nullable LaneMemory memory;

  /**
   * A reader for one document.
   *
   * @param inspector inspects values while they are read
   * @param maxGathered the maximum number of bytes to collect for reading them as a whole; 0 for
   *     none
   */
  public RecordReader(Limits limits, ValueInspector inspector, int maxGathered) {
    this(limits, inspector, TokenFeed.marked(maxGathered, limits), false, null, false, null);
  }

  private RecordReader(
      Limits limits,
      ValueInspector inspector,
      TokenFeed feed,
      boolean stepwise,
      @Nullable LaneMemories memories,
      boolean onlyChecked,
      @Nullable RecordFilter filter) {
    this.limits = limits;
    this.inspector = inspector;
    this.feed = feed;
    this.stepwise = stepwise;
    this.memories = memories;
    this.onlyChecked = onlyChecked;
    this.filter = filter;
  }

  /**
   * A reader that gives {@link PlainNode} and {@link PlainConnection} too. They keep a copy of the
   * values that have not been built.
   *
   * @param maxGathered as for the constructor
   * @param memories those of readers with the same limits and equal inspectors
   */
  public static RecordReader plain(
      Limits limits, ValueInspector inspector, int maxGathered, LaneMemories memories) {
    return new RecordReader(
        limits, inspector, TokenFeed.marked(maxGathered, limits), false, memories, false, null);
  }

  /**
   * The same for records that are checked and not kept: nothing is copied, and the layout of the
   * document is not detected.
   *
   * @param maxGathered as for the constructor
   * @param memories as for {@link #plain}
   */
  public static RecordReader forRules(
      Limits limits, ValueInspector inspector, int maxGathered, LaneMemories memories) {
    return new RecordReader(
        limits, inspector, TokenFeed.marked(maxGathered, limits), false, memories, true, null);
  }

  /**
   * A reader for the places of some records.
   *
   * @param maxGathered as for the constructor
   */
  public static RecordReader forPlaces(
      Limits limits, ValueInspector inspector, int maxGathered, RecordFilter wanted) {
    return new RecordReader(
        limits, inspector, TokenFeed.marked(maxGathered, limits), false, null, true, wanted);
  }

  /**
   * A reader that reads no record before the previous one has been consumed, so that the inspector
   * sees the values of a record after all stages have processed the records before it. An empty
   * batch ends each chunk.
   */
  public static RecordReader stepwise(Limits limits, ValueInspector inspector) {
    return new RecordReader(
        limits, inspector, TokenFeed.marked(0, limits), true, null, false, null);
  }

  @Override
  public Iterable<RecordBatch> feed(ByteBuffer chunk) {
    if (!onlyChecked) {
      layout.add(chunk);
    }
    Optional<JsonTokens> opened = feed.feed(chunk);
    return opened.isPresent() ? batches(opened.get()) : List.of();
  }

  @Override
  public Iterable<RecordBatch> finish() {
    return batches(feed.finish());
  }

  /** Reads all bytes before a failure, even those that are still being collected. */
  @Override
  public Iterable<RecordBatch> breakOff() {
    Optional<JsonTokens> opened = feed.breakOff();
    return opened.isPresent() ? batches(opened.get()) : List.of();
  }

  /** Closes the parser and drops what has been read: handling a failure may need the memory. */
  @Override
  public void close() {
    feed.close();
    assembler = null;
    tokens = null;
    memory = null;
  }

  /** Lets other loads use the memory: all records have been read, if not consumed. */
  private void putMemoryBack() {
    LaneMemory learnt = memory;
    if (learnt != null && memories != null) {
      memory = null;
      memories.put(learnt);
    }
  }

  private Iterable<RecordBatch> batches(JsonTokens opened) {
    if (assembler == null) {
      tokens = opened;
      long nesting = limits.of(Limit.NESTING);
      memory = memories == null ? null : memories.take();
      RecordLane lane = new RecordLane(opened, inspector, nesting, memory, !onlyChecked, filter);
      assembler = new RecordAssembler(opened, inspector, new Names(), nesting, layout, lane);
    }
    return stepwise ? Steps::new : Batches::new;
  }

  /** Reads as far as each batch requires, on demand. */
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
      try {
        if (failure != null) {
          throw failure;
        }
        source.advance(BATCH);
      } catch (WorkflowException e) {
        if (source.complete() == 0) {
          putMemoryBack();
          throw e;
        }
        failure = e;
      }
      if (source.complete() == 0 && source.hasEnded()) {
        putMemoryBack();
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

  /** Reads one record when it is taken; {@code hasNext} reads nothing. */
  private final class Steps implements Iterator<RecordBatch> {
    private boolean over;
    private @Nullable WorkflowException failure;

    @Override
    public boolean hasNext() {
      if (failure != null) {
        throw failure;
      }
      return !over;
    }

    @Override
    public RecordBatch next() {
      if (!hasNext() || assembler == null || tokens == null) {
        throw new NoSuchElementException("no further records");
      }
      try {
        assembler.advance(1);
      } catch (WorkflowException e) {
        failure = e;
      }
      over = assembler.complete() == 0;
      return new RecordBatch(assembler.take(), Locator.of(tokens));
    }
  }
}
