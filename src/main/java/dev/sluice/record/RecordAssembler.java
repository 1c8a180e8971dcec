package dev.sluice.record;

import dev.sluice.json.JsonTokens;
import dev.sluice.json.LayoutDetector;
import dev.sluice.record.WorkflowRecord.Body;
import dev.sluice.value.Columns;
import dev.sluice.value.Names;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The state machine that cuts a document's tokens into records; resumable at every token.
 *
 * <pre>
 *   START --{--> MEMBERS --name--> MEMBER --nodes {--> NODES --key--> NODE --value--> NODES
 *                 |   ^                 |--nodes [--> NODE_LIST --value--> NODE_LIST
 *                 |   |                 |--connections [--> CONNECTIONS --value--> CONNECTIONS
 *                 |   |                 |--workflow {--> MEMBERS of the wrapped body
 *                 |   +---- } or ] -----+--other--> VALUE, then MEMBERS
 *                 } of the root
 *                 v
 *   START --other--> DONE --end of input--> ENDED
 * </pre>
 */
final class RecordAssembler {

  /** What the next token has to be. */
  private enum State {
    /** The root value. */
    START,
    /** A member of the current body, or its end. */
    MEMBERS,
    /** The value of a member. */
    MEMBER,
    /** A node's key, or the end of the nodes. */
    NODES,
    /** The value of a node's key. */
    NODE,
    /** A node, or the end of the list of nodes. */
    NODE_LIST,
    /** A connection, or the end of the list of connections. */
    CONNECTIONS,
    /** More of the value begun. */
    VALUE,
    /** The end of the input. */
    DONE,
    /** Nothing: the document is complete. */
    ENDED
  }

  /** What the value being read becomes. */
  private enum Target {
    MEMBER,
    NODE,
    LISTED_NODE,
    CONNECTION,
    ROOT
  }

  private static final Set<String> WRAPPED =
      Set.of("workflow", "workflow_definition", "base_workflow");

  private final JsonTokens tokens;
  private final Names names;
  private final long maxNesting;
  private final ValueReader values;
  private final Columns nodeColumns = NodeFields.columns();
  private final Columns edgeColumns = EdgeEnds.columns();
  private final KindDetector kind = new KindDetector();
  private final LayoutDetector layout;

  private State state = State.START;
  private Target target = Target.ROOT;
  private Body body = Body.ROOT;
  private String pointer = "";
  private final List<Set<String>> seen = List.of(new HashSet<>(), new HashSet<>());

  private String member = "";
  private String nodeKey = "";
  private long rootOffset;
  private long offset;
  private int index;
  private boolean rootIsObject;

  private List<WorkflowRecord> records = new ArrayList<>();

  RecordAssembler(
      JsonTokens tokens,
      ValueInspector inspector,
      Names names,
      long maxNesting,
      LayoutDetector layout) {
    this.layout = layout;
    this.tokens = tokens;
    this.names = names;
    this.values = new ValueReader(tokens, inspector, names, maxNesting, this::valuePointer);
    this.maxNesting = maxNesting;
  }

  /** Whether the document is complete and all its records have been taken. */
  boolean isEnded() {
    return state == State.ENDED && records.isEmpty();
  }

  /** Takes the records that are complete. */
  List<WorkflowRecord> take() {
    List<WorkflowRecord> complete = records;
    records = new ArrayList<>();
    return complete;
  }

  /** How many records are complete and not taken. */
  int complete() {
    return records.size();
  }

  /** Goes on until so many records are complete, the tokens run out, or the document ends. */
  void advance(int most) {
    while (records.size() < most && state != State.ENDED) {
      if (state == State.VALUE) {
        if (!values.resume()) {
          return;
        }
        complete(values.result());
        continue;
      }
      int token = tokens.next();
      if (token == JsonTokens.NEED_INPUT) {
        return;
      }
      step(token);
    }
  }

  private void step(int token) {
    switch (state) {
      case START -> {
        if (token == JsonTokens.END) {
          throw tokens.fault();
        }
        rootOffset = tokens.mark();
        rootIsObject = token == JsonTokens.START_OBJECT;
        if (rootIsObject) {
          state = State.MEMBERS;
        } else {
          read(token, Target.ROOT, ValueReader.Role.PLAIN);
        }
      }
      case MEMBERS -> {
        if (token == JsonTokens.NAME) {
          member = tokens.name();
          offset = tokens.mark();
          state = State.MEMBER;
        } else {
          endBody();
        }
      }
      case MEMBER -> member(token);
      case NODES -> {
        if (token == JsonTokens.NAME) {
          nodeKey = names.of(tokens.name());
          offset = tokens.mark();
          state = State.NODE;
        } else {
          state = State.MEMBERS;
        }
      }
      case NODE -> {
        tokens.noteValue();
        read(token, Target.NODE, ValueReader.Role.NODE);
      }
      case NODE_LIST -> {
        if (token == JsonTokens.END_LIST) {
          state = State.MEMBERS;
        } else {
          offset = tokens.mark();
          read(token, Target.LISTED_NODE, ValueReader.Role.NODE);
        }
      }
      case CONNECTIONS -> {
        if (token == JsonTokens.END_LIST) {
          state = State.MEMBERS;
        } else {
          offset = tokens.mark();
          read(token, Target.CONNECTION, ValueReader.Role.CONNECTION);
        }
      }
      default -> {
        if (token != JsonTokens.END) {
          throw tokens.fault();
        }
        records.add(
            new WorkflowRecord.End(
                kind.kind(), kind.description(), rootIsObject, rootOffset, layout.layout()));
        state = State.ENDED;
      }
    }
  }

  /** Where the value being read stands. */
  private String valuePointer() {
    return switch (target) {
      case MEMBER -> Pointers.child(pointer, member);
      case NODE -> Pointers.child(pointer + "/nodes", nodeKey);
      case LISTED_NODE -> pointer + "/nodes/" + index;
      case CONNECTION -> pointer + "/connections/" + index;
      case ROOT -> "";
    };
  }

  private void member(int token) {
    boolean object = token == JsonTokens.START_OBJECT;
    boolean list = token == JsonTokens.START_LIST;
    if (member.equals("nodes") && (object || list)) {
      section(list);
      state = list ? State.NODE_LIST : State.NODES;
    } else if (member.equals("connections") && list) {
      section(true);
      state = State.CONNECTIONS;
    } else if (object && body == Body.ROOT && WRAPPED.contains(member) && hasNoNodes()) {
      section(false);
      body = Body.WRAPPED;
      pointer = Pointers.child("", member);
      state = State.MEMBERS;
    } else {
      read(token, Target.MEMBER, ValueReader.Role.PLAIN);
    }
  }

  private boolean hasNoNodes() {
    return !seen(Body.ROOT).contains("nodes") && seen(Body.WRAPPED).isEmpty();
  }

  /** How many containers are open around the value being read. */
  private int around() {
    int body = target == Target.ROOT ? 0 : pointer.isEmpty() ? 1 : 2;
    return target == Target.ROOT || target == Target.MEMBER ? body : body + 1;
  }

  private void section(boolean listed) {
    int level = pointer.isEmpty() ? 2 : 3;
    if (level > maxNesting) {
      throw tokens.tooDeep(level);
    }
    index = 0;
    long valueOffset = tokens.mark();
    kind.section(body, member);
    records.add(
        new WorkflowRecord.Section(body, member, listed, isDuplicate(), offset, valueOffset));
  }

  private boolean isDuplicate() {
    return !seen(body).add(member);
  }

  private Set<String> seen(Body of) {
    return seen.get(of == Body.ROOT ? 0 : 1);
  }

  private void endBody() {
    if (body == Body.WRAPPED) {
      body = Body.ROOT;
      pointer = "";
      state = State.MEMBERS;
    } else {
      state = State.DONE;
    }
  }

  private void read(int token, Target into, ValueReader.Role role) {
    target = into;
    if (values.begin(token, role, around())) {
      complete(values.result());
    } else {
      state = State.VALUE;
    }
  }

  private void complete(@Nullable Object value) {
    switch (target) {
      case MEMBER -> {
        kind.member(body, member, value);
        records.add(new WorkflowRecord.Member(body, member, value, isDuplicate(), offset));
        state = State.MEMBERS;
      }
      case NODE -> {
        records.add(
            WorkflowRecord.NodeEntry.of(nodeKey, index++, false, value, offset, nodeColumns));
        state = State.NODES;
      }
      case LISTED_NODE -> {
        records.add(WorkflowRecord.NodeEntry.of("", index++, true, value, offset, nodeColumns));
        state = State.NODE_LIST;
      }
      case CONNECTION -> {
        records.add(WorkflowRecord.ConnectionEntry.of(index++, value, offset, edgeColumns));
        state = State.CONNECTIONS;
      }
      default -> {
        kind.root(value);
        state = State.DONE;
      }
    }
  }
}
