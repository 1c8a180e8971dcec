package dev.sluice.record;

import dev.sluice.json.JsonTokens;
import dev.sluice.json.LaneBytes;
import dev.sluice.json.LaneBytes.StepBack;
import dev.sluice.json.LaneSkip;
import dev.sluice.value.Shape;
import dev.sluice.value.ShapedMap;
import org.jspecify.annotations.Nullable;

/**
 * The fast lane: reads a node or a connection directly from the bytes of the document, as long as
 * the reader itself has nothing to report about it.
 *
 * <p>A record in the canonical form is read by {@link PlainLane}, any other object by {@link
 * LaneValues}. Where both step back, the record is read from tokens from its first byte. So the
 * lane never rejects anything, and no finding is lost or reported twice. For one thread.
 */
final class RecordLane {

  /** The maximum number of levels of a record, because it is read recursively. */
  private static final int DEEPEST = 64;

  /** After this many records in other forms, only one in {@value} is tried as canonical. */
  private static final int PATIENCE = 16;

  private final JsonTokens tokens;
  private final ValueInspector inspector;
  private final long maxNesting;
  private final @Nullable LaneMemory memory;
  private final boolean keeping;
  private final LaneValues values;
  private final @Nullable RecordFilter filter;

  private @Nullable LaneSkip skip;
  private boolean passed;
  private @Nullable PlainLane plain;
  private @Nullable WorkflowRecord plainRecord;

  /* Records in another form since the last canonical one, and those that were not tried since. */
  private int misses;
  private int untried;

  private String key = "";
  private ShapedMap value = new ShapedMap(Shape.empty(), new Object[0]);
  private long offset;
  private long records;

  /**
   * A lane over the tokens of one document.
   *
   * @param memory for {@link PlainNode} and {@link PlainConnection}; null if there must be none
   * @param keeping whether these are kept when the bytes of the document have changed
   * @param filter which records are wanted; null for all
   */
  RecordLane(
      JsonTokens tokens,
      ValueInspector inspector,
      long maxNesting,
      @Nullable LaneMemory memory,
      boolean keeping,
      @Nullable RecordFilter filter) {
    this.filter = filter;
    this.tokens = tokens;
    this.inspector = inspector;
    this.maxNesting = maxNesting;
    this.memory = memory;
    this.keeping = keeping;
    this.values =
        memory == null ? new LaneValues(inspector) : new LaneValues(inspector, memory.built);
  }

  /**
   * Reads the next member or element of the container that is open.
   *
   * @param role what it is
   * @param keyed whether it is a member, with its key
   * @param index how many of its kind come before it
   * @param around how many containers are open around it
   * @return whether it was read or passed over; if not, nothing has changed
   */
  boolean read(ValueReader.Role role, boolean keyed, long index, int around) {
    LaneBytes bytes = tokens.lane();
    if (bytes == null) {
      return false;
    }
    int room = (int) Math.min(DEEPEST, maxNesting - around);
    long count;
    try {
      if (!tokens.isFirst()) {
        bytes.expect(',');
      }
      bytes.next();
      offset = tokens.offsetOf(bytes.at());
      plainRecord = null;
      LaneMemory plainly = memory;
      boolean mayBePlain =
          keyed == (role == ValueReader.Role.NODE)
              && (misses < PATIENCE || ++untried % PATIENCE == 0);
      count =
          plainly != null && mayBePlain ? readPlain(bytes, plainly, keyed, room, (int) index) : 0;
      if (count == 0) {
        count = readValues(bytes, role, keyed, index, room);
      }
    } catch (StepBack e) {
      return false;
    }
    if (!tokens.skipPart(count)) {
      return false;
    }
    records++;
    return true;
  }

  /** Reads a record; returns how many tokens it has, or 0 if it is not in the canonical form. */
  private long readPlain(LaneBytes bytes, LaneMemory known, boolean node, int room, int index) {
    PlainLane lane = plain;
    if (lane == null) {
      lane = new PlainLane(bytes, inspector, known, values, keeping);
      plain = lane;
    }
    bytes.mark();
    try {
      plainRecord = node ? lane.node(index, offset, room) : lane.connection(index, offset, room);
      misses = 0;
      return lane.count();
    } catch (StepBack e) {
      bytes.reset();
      misses++;
      return 0;
    }
  }

  private long readValues(
      LaneBytes bytes, ValueReader.Role role, boolean keyed, long index, int room) throws StepBack {
    values.begin(bytes, room);
    byte first = bytes.next();
    if (keyed) {
      key = values.pooled();
      first = bytes.behindColon();
    }
    if (first != '{') {
      throw LaneBytes.stepBack();
    }
    long named = keyed ? 1 : 0;
    passed = !isWanted(role, keyed, index);
    if (passed) {
      return named + pass(bytes, room);
    }
    value = values.record(role);
    return named + values.count();
  }

  private boolean isWanted(ValueReader.Role role, boolean keyed, long index) {
    RecordFilter wanted = filter;
    if (wanted == null) {
      return true;
    }
    return role == ValueReader.Role.NODE ? !keyed || wanted.node(key) : wanted.connection(index);
  }

  private long pass(LaneBytes bytes, int room) throws StepBack {
    LaneSkip passing = skip;
    if (passing == null) {
      passing = new LaneSkip(bytes);
      skip = passing;
    }
    passing.value(room);
    return passing.count();
  }

  /** Whether the record was passed over because it is not wanted. */
  boolean hasPassed() {
    return passed;
  }

  /** How many records have been read or passed over. */
  long records() {
    return records;
  }

  /** The record, if it has the canonical form; otherwise null: see the following methods. */
  @Nullable WorkflowRecord plain() {
    return plainRecord;
  }

  /** The record's key, if it is a member. */
  String key() {
    return key;
  }

  /** The record's members. */
  ShapedMap value() {
    return value;
  }

  /** Offset of the record's first byte. */
  long offset() {
    return offset;
  }
}
