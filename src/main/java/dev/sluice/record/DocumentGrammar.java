package dev.sluice.record;

import dev.sluice.json.JsonTokens;
import dev.sluice.model.DocumentKind;
import dev.sluice.record.WorkflowRecord.Body;
import dev.sluice.text.Pointers;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The grammar of a document's tokens, in all dialects and kinds; what becomes of its parts is the
 * subclass's affair. A state machine, resumable at every token:
 *
 * <pre>
 *   START --{--> MEMBERS --name--> MEMBER --nodes {--> NODES --key--> NODE --value--> NODES
 *                 |   ^                 |--nodes [--> NODE_LIST --value--> NODE_LIST
 *                 |   |                 |--connections [--> CONNECTIONS --value--> CONNECTIONS
 *                 |   |                 |--workflow {--> UNDECIDED, then MEMBERS of the
 *                 |   |                 |                wrapped body, or VALUE
 *                 |   +---- } or ] -----+--other--> VALUE, then MEMBERS
 *                 } of the root
 *                 v
 *   START --other--> DONE --end of input--> ENDED
 * </pre>
 */
public abstract class DocumentGrammar {

  /** A value of the document that the grammar does not look into. */
  protected enum Part {
    /** The value of a member other than the sections. */
    MEMBER,
    /** An entry of a map of nodes. */
    NODE,
    /** An element of a list of nodes. */
    LISTED_NODE,
    /** An element of the connections. */
    CONNECTION,
    /** A root that is no object. */
    ROOT
  }

  /** What the next token has to be. */
  private enum State {
    /** The root value. */
    START,
    /** A member of the current body, or its end. */
    MEMBERS,
    /** The value of a member. */
    MEMBER,
    /** Nothing before the bytes to come say what the member is. */
    UNDECIDED,
    /** A node's key, or the end of the nodes. */
    NODES,
    /** The value of a node's key. */
    NODE,
    /** A node, or the end of the list of nodes. */
    NODE_LIST,
    /** A connection, or the end of the list of connections. */
    CONNECTIONS,
    /** More of the part begun. */
    VALUE,
    /** The end of the input. */
    DONE,
    /** Nothing: the document is complete. */
    ENDED
  }

  private static final Set<String> WRAPPED =
      Set.of("workflow", "workflow_definition", "base_workflow");

  /**
   * The one of these that a document wraps only where it has no nodes of its own, which may come
   * after it. So such a document is read on when that is known: what is found in the member depends
   * on what it is, and must not depend on the order of members.
   */
  private static final String UNLESS_NODES = "workflow";

  private final JsonTokens tokens;
  private final long maxNesting;
  private final KindDetector kind;

  private State state = State.START;
  private State after = State.START;
  private Part part = Part.ROOT;
  private Body body = Body.ROOT;
  private String pointer = "";
  private String member = "";
  private String nodeKey = "";
  private long index;
  private boolean rootIsObject;
  private boolean sawNodes;
  private boolean sawWrappedMember;

  /** Whether nodes follow the first member of that name; empty if nobody has asked. */
  private Optional<Boolean> nodesFollow = Optional.empty();

  private @Nullable PartWatch watch;

  /** The grammar over the tokens of one document. */
  protected DocumentGrammar(JsonTokens tokens, long maxNesting) {
    this.tokens = tokens;
    this.maxNesting = maxNesting;
    this.kind = new KindDetector(tokens);
  }

  /** Takes note of the root, a member's name, a node's key or an element: the current token. */
  protected abstract void mark();

  /**
   * Begins the nodes, the connections or the body that is wrapped: the member's value is the
   * current token.
   *
   * @param listed whether it is a list
   */
  protected abstract void section(boolean listed);

  /**
   * Begins a part whose first token is the current one.
   *
   * @return whether the part is complete; if not, {@link #resume} goes on
   */
  protected abstract boolean begin(int token);

  /** Goes on with a part; false if the tokens ran out before it was complete. */
  protected abstract boolean resume();

  /** Takes note of the end of the document. */
  protected abstract void end(DocumentKind found, String description);

  /** Whether there is enough to be taken for now. */
  protected abstract boolean hasEnough();

  /** Goes on until there is enough, the tokens run out, or the document ends. */
  protected final void advance() {
    while (!hasEnough() && state != State.ENDED) {
      if (state == State.VALUE) {
        if (!resume()) {
          return;
        }
        completed();
        continue;
      }
      if (state == State.UNDECIDED) {
        member(JsonTokens.START_OBJECT);
        if (state == State.UNDECIDED) {
          return;
        }
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
        mark();
        rootIsObject = token == JsonTokens.START_OBJECT;
        if (rootIsObject) {
          state = State.MEMBERS;
        } else {
          read(token, Part.ROOT, State.DONE);
        }
      }
      case MEMBERS -> {
        if (token == JsonTokens.NAME) {
          member = tokens.name();
          mark();
          state = State.MEMBER;
        } else {
          endBody();
        }
      }
      case MEMBER -> member(token);
      case NODES -> {
        if (token == JsonTokens.NAME) {
          nodeKey = tokens.name();
          mark();
          state = State.NODE;
        } else {
          state = State.MEMBERS;
        }
      }
      case NODE -> read(token, Part.NODE, State.NODES);
      case NODE_LIST -> element(token, Part.LISTED_NODE);
      case CONNECTIONS -> element(token, Part.CONNECTION);
      default -> {
        if (token != JsonTokens.END) {
          throw tokens.fault();
        }
        end(kind.kind(), kind.description());
        state = State.ENDED;
      }
    }
  }

  private void element(int token, Part element) {
    if (token == JsonTokens.END_LIST) {
      state = State.MEMBERS;
    } else {
      mark();
      read(token, element, state);
    }
  }

  private void member(int token) {
    boolean object = token == JsonTokens.START_OBJECT;
    boolean list = token == JsonTokens.START_LIST;
    if (body == Body.ROOT) {
      kind.member(member, token);
    }
    boolean nodes = member.equals("nodes");
    if (nodes && (object || list)) {
      enter(list);
      state = list ? State.NODE_LIST : State.NODES;
    } else if (member.equals("connections") && list) {
      enter(true);
      state = State.CONNECTIONS;
    } else if (object && mayWrap() && !canTell()) {
      state = State.UNDECIDED;
      return;
    } else if (object && mayWrap() && !isBesideNodes()) {
      enter(false);
      body = Body.WRAPPED;
      pointer = Pointers.child("", member);
      state = State.MEMBERS;
      return;
    } else {
      read(token, Part.MEMBER, State.MEMBERS);
    }
    sawNodes |= nodes && body == Body.ROOT;
    sawWrappedMember |= body == Body.WRAPPED;
  }

  private boolean mayWrap() {
    return body == Body.ROOT && !sawNodes && !sawWrappedMember && WRAPPED.contains(member);
  }

  /** Whether it is known what the member is; the document is looked through once at most. */
  private boolean canTell() {
    if (member.equals(UNLESS_NODES) && nodesFollow.isEmpty()) {
      nodesFollow = tokens.laterMember("nodes", maxNesting);
      return nodesFollow.isPresent();
    }
    return true;
  }

  private boolean isBesideNodes() {
    return member.equals(UNLESS_NODES) && nodesFollow.orElse(false);
  }

  private void enter(boolean listed) {
    int level = pointer.isEmpty() ? 2 : 3;
    if (level > maxNesting) {
      throw tokens.tooDeep(level);
    }
    index = 0;
    kind.exports().section(body, member, listed);
    section(listed);
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

  private void read(int token, Part next, State behind) {
    part = next;
    after = behind;
    watch = kind.exports().part(part, body, member, token);
    if (begin(token)) {
      completed();
    } else {
      state = State.VALUE;
    }
  }

  private void completed() {
    index++;
    state = after;
  }

  /** What the part that is read is. */
  protected final Part part() {
    return part;
  }

  /** The body whose member, node or connection is read. */
  protected final Body body() {
    return body;
  }

  /** The name of the member that is read, or of the section within it. */
  protected final String member() {
    return member;
  }

  /** The key of the node that is read. */
  protected final String nodeKey() {
    return nodeKey;
  }

  /** How many nodes or connections of the section come before the one that is read. */
  protected final long index() {
    return index;
  }

  /** Whether the document is an object. */
  protected final boolean rootIsObject() {
    return rootIsObject;
  }

  /** What looks at the part that is read, from its first token on; null if nothing does. */
  protected final @Nullable PartWatch watch() {
    return watch;
  }

  /** Where the part that is read stands. */
  protected final String partPointer() {
    return switch (part) {
      case MEMBER -> Pointers.child(pointer, member);
      case NODE -> Pointers.child(pointer + "/nodes", nodeKey);
      case LISTED_NODE -> pointer + "/nodes/" + index;
      case CONNECTION -> pointer + "/connections/" + index;
      case ROOT -> "";
    };
  }

  /** How many containers are open around the part that is read. */
  protected final int around() {
    int outer = part == Part.ROOT ? 0 : pointer.isEmpty() ? 1 : 2;
    return part == Part.ROOT || part == Part.MEMBER ? outer : outer + 1;
  }
}
