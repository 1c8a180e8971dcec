package dev.sluice.record;

import dev.sluice.json.JsonTokens;
import dev.sluice.json.LayoutDetector;
import dev.sluice.model.DocumentKind;
import dev.sluice.record.WorkflowRecord.Body;
import dev.sluice.value.Names;
import dev.sluice.value.ShapePositions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The grammar that builds the value of every part and creates records. */
final class RecordAssembler extends DocumentGrammar {

  private final JsonTokens tokens;
  private final Names names;
  private final LayoutDetector layout;
  private final ValueReader values;
  private final RecordLane lane;
  private final ShapePositions nodePositions = NodeFields.positions();
  private final ShapePositions connectionPositions = ConnectionEnds.positions();

  private final Set<String> rootMembers = new HashSet<>();
  private final Set<String> wrappedMembers = new HashSet<>();
  private long rootOffset = -1;
  private long offset;
  private int most;

  private List<WorkflowRecord> records = new ArrayList<>();

  RecordAssembler(
      JsonTokens tokens,
      ValueInspector inspector,
      Names names,
      long maxNesting,
      LayoutDetector layout,
      RecordLane lane) {
    super(tokens, maxNesting);
    this.layout = layout;
    this.names = names;
    this.tokens = tokens;
    this.values = new ValueReader(tokens, inspector, names, maxNesting, this::partPointer);
    this.lane = lane;
  }

  /** Removes and returns the complete records. */
  List<WorkflowRecord> take() {
    List<WorkflowRecord> complete = records;
    records = new ArrayList<>(complete.size());
    return complete;
  }

  /** The number of complete records. */
  int complete() {
    return records.size();
  }

  /** How many records the fast lane has read. */
  long readByLane() {
    return lane.records();
  }

  /** Continues until this many records are complete, the tokens end, or the document ends. */
  void advance(int records) {
    most = records;
    advance();
  }

  @Override
  protected boolean hasEnough() {
    return records.size() >= most;
  }

  @Override
  protected void mark() {
    offset = tokens.mark();
    if (rootOffset < 0) {
      rootOffset = offset;
    }
  }

  @Override
  protected void section(boolean listed) {
    long valueOffset = tokens.mark();
    records.add(
        new WorkflowRecord.Section(body(), member(), listed, isDuplicate(), offset, valueOffset));
  }

  @Override
  protected boolean begin(int token) {
    if (part() == Part.NODE) {
      tokens.noteValue();
    }
    if (values.begin(token, role(), around(), watch())) {
      complete(values.result());
      return true;
    }
    return false;
  }

  private ValueReader.Role role() {
    return switch (part()) {
      case NODE, LISTED_NODE -> ValueReader.Role.NODE;
      case CONNECTION -> ValueReader.Role.CONNECTION;
      default -> ValueReader.Role.PLAIN;
    };
  }

  @Override
  protected boolean tryWhole() {
    return lane.read(role(), part() == Part.NODE, index(), around());
  }

  @Override
  protected void whole() {
    if (lane.hasPassed()) {
      return;
    }
    PartWatch watching = watch();
    WorkflowRecord plain = lane.plain();
    if (plain != null) {
      if (watching != null && plain instanceof PlainNode node) {
        node.keys().forEachKey(name -> watching.name(1, name));
      }
      records.add(plain);
      return;
    }
    if (watching != null) {
      lane.value().keySet().forEach(name -> watching.name(1, name));
    }
    offset = lane.offset();
    complete(lane.key(), lane.value());
  }

  @Override
  protected boolean resume() {
    if (values.resume()) {
      complete(values.result());
      return true;
    }
    return false;
  }

  private void complete(@Nullable Object value) {
    complete(part() == Part.NODE ? names.of(nodeKey()) : "", value);
  }

  private void complete(String key, @Nullable Object value) {
    int number = (int) index();
    switch (part()) {
      case MEMBER ->
          records.add(new WorkflowRecord.Member(body(), member(), value, isDuplicate(), offset));
      case NODE ->
          records.add(
              WorkflowRecord.NodeEntry.of(key, number, false, value, offset, nodePositions));
      case LISTED_NODE ->
          records.add(WorkflowRecord.NodeEntry.of("", number, true, value, offset, nodePositions));
      case CONNECTION ->
          records.add(
              WorkflowRecord.ConnectionEntry.of(number, value, offset, connectionPositions));
      default -> {
        // a root that is not an object has no parts
      }
    }
  }

  private boolean isDuplicate() {
    return !(body() == Body.ROOT ? rootMembers : wrappedMembers).add(member());
  }

  @Override
  protected void end(DocumentKind found, String description) {
    records.add(
        new WorkflowRecord.End(
            found, description, isForeign(), rootIsObject(), rootOffset, layout.layout()));
  }
}
