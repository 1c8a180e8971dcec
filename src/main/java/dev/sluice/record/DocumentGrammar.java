package dev.sluice.record;

import dev.sluice.error.MalformedJsonException;
import dev.sluice.json.JsonTokens;
import dev.sluice.model.DocumentKind;
import dev.sluice.model.ValidationReport;
import dev.sluice.record.WorkflowRecord.Body;
import dev.sluice.text.Pointers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The grammar of a document's tokens, in all dialects and kinds; subclasses process the parts. A
 * state machine, resumable at every token:
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

  /** A value of the document that the grammar does not parse further. */
  protected enum Part {
    /** The value of a member other than the sections. */
    MEMBER,
    /** An entry of a map of nodes. */
    NODE,
    /** An element of a list of nodes. */
    LISTED_NODE,
    /** An element of the connections. */
    CONNECTION,
    /** A root that is not an object. */
    ROOT
  }

  /** The next expected token. */
  private enum State {
    /** The root value. */
    START,
    /** A member of the current body, or its end. */
    MEMBERS,
    /** The value of a member. */
    MEMBER,
    /** More bytes are needed to determine the role of the member. */
    UNDECIDED,
    /** A node's key, or the end of the nodes. */
    NODES,
    /** The value of a node's key. */
    NODE,
    /** A node, or the end of the list of nodes. */
    NODE_LIST,
    /** A connection, or the end of the list of connections. */
    CONNECTIONS,
    /** The rest of a part. */
    VALUE,
    /** The end of the input. */
    DONE,
    /** None: the document is complete. */
    ENDED
  }

  /**
   * The members that may hold the workflow, in order of precedence. If the document has no nodes of
   * its own, the first of them that is an object holds it; of duplicates, the last counts.
   *
   * <p>So before the value of the first of them is read, the document is searched for nodes and for
   * the others: whether the value holds the workflow must not depend on the order of members.
   */
  private static final List<String> WRAPPERS =
      List.of("workflow_definition", "base_workflow", "workflow");

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

  /** The number of members of the root so far. */
  private int members;

  private boolean searchedForWrapper;

  /** The number of the member that holds the workflow; -1 if it is not known, or there is none. */
  private int wrapper = -1;

  private @Nullable PartWatch watch;

  /** The grammar over the tokens of one document. */
  protected DocumentGrammar(JsonTokens tokens, long maxNesting) {
    this.tokens = tokens;
    this.maxNesting = maxNesting;
    this.kind = new KindDetector(tokens);
  }

  /** Marks the current token: the root, a member's name, a node's key or an element. */
  protected abstract void mark();

  /**
   * Begins the nodes, the connections or the wrapped body; the member's value is the current token.
   *
   * @param listed whether it is a list
   */
  protected abstract void section(boolean listed);

  /**
   * Begins a part whose first token is the current one.
   *
   * @return whether the part is complete; if not, call {@link #resume}
   */
  protected abstract boolean begin(int token);

  /** Continues a part; false if the tokens ended before it was complete. */
  protected abstract boolean resume();

  /**
   * Reads the next part, a node or a connection that is an object, without its tokens; returns
   * whether it could.
   */
  protected boolean tryWhole() {
    return false;
  }

  /**
   * Called after {@link #tryWhole} has read a part. If it is a node, {@link #watch} must still be
   * given the names of its own members; nothing else in it matters.
   */
  protected void whole() {}

  /** Called at the end of the document. */
  protected abstract void end(DocumentKind found, String description);

  /** Whether to stop for now because enough has been read. */
  protected abstract boolean hasEnough();

  /** Continues until enough has been read, the tokens end, or the document ends. */
  protected final void advance() {
    try {
      proceed();
    } catch (MalformedJsonException e) {
      throw isForeignWithComments()
          ? e.from("", ValidationReport.rejecting(e.rejection()).asForeign())
          : e;
    }
  }

  /** Whether a comment comes before all members that identify a workflow. */
  private boolean isForeignWithComments() {
    if (state == State.MEMBERS && body == Body.ROOT) {
      kind.member(tokens.memberAtComment(), JsonTokens.NULL); // its value has not been reached
    } else if (state == State.MEMBER && body == Body.ROOT) {
      kind.member(member, JsonTokens.NULL);
    }
    return tokens.isAtComment() && !kind.claimsToBeAWorkflow();
  }

  private void proceed() {
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
      if (readWhole()) {
        continue;
      }
      int token = tokens.next();
      if (token == JsonTokens.NEED_INPUT) {
        return;
      }
      step(token);
    }
  }

  /** Whether the next node or connection could be read without its tokens. */
  private boolean readWhole() {
    switch (state) {
      case NODES -> part = Part.NODE;
      case NODE_LIST -> part = Part.LISTED_NODE;
      case CONNECTIONS -> part = Part.CONNECTION;
      default -> {
        return false;
      }
    }
    if (!tryWhole()) {
      return false;
    }
    watch = kind.exports().part(part, body, member, JsonTokens.START_OBJECT);
    whole();
    index++;
    return true;
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
          members += body == Body.ROOT ? 1 : 0;
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
    } else if (object && mayWrap() && !searchForWrapper()) {
      state = State.UNDECIDED;
      return;
    } else if (object && body == Body.ROOT && members == wrapper) {
      enter(false);
      body = Body.WRAPPED;
      pointer = Pointers.child("", member);
      state = State.MEMBERS;
      return;
    } else {
      read(token, Part.MEMBER, State.MEMBERS);
    }
    sawNodes |= nodes && body == Body.ROOT;
  }

  private boolean mayWrap() {
    return body == Body.ROOT && !sawNodes && !searchedForWrapper && WRAPPERS.contains(member);
  }

  /** Looks ahead in the document; false if more bytes are needed. */
  private boolean searchForWrapper() {
    Optional<Map<String, Integer>> later =
        tokens.laterMembers("nodes", Set.copyOf(WRAPPERS), maxNesting);
    if (later.isPresent()) {
      searchedForWrapper = true;
      if (!later.get().containsKey("nodes")) {
        wrapper = members + wrapperAmong(later.get());
      }
    }
    return later.isPresent();
  }

  /** The number of the wrapper, counted from the current member, which is 0. */
  private int wrapperAmong(Map<String, Integer> later) {
    for (String name : WRAPPERS) {
      Integer last = later.get(name);
      if (last == null ? name.equals(member) : last > 0) {
        return last == null ? 0 : last;
      }
    }
    return -1 - members;
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

  /** Whether the document has ended, and {@link #end} has been called. */
  final boolean hasEnded() {
    return state == State.ENDED;
  }

  /** The kind of the current part. */
  protected final Part part() {
    return part;
  }

  /** The body of the current member, node or connection. */
  protected final Body body() {
    return body;
  }

  /** The name of the current member or section. */
  protected final String member() {
    return member;
  }

  /** The key of the current node. */
  protected final String nodeKey() {
    return nodeKey;
  }

  /** The number of nodes or connections of the section before the current one. */
  protected final long index() {
    return index;
  }

  /** Whether the document, which has been read, is foreign, that is, not meant as a workflow. */
  protected final boolean isForeign() {
    return kind.kind() == DocumentKind.OTHER || !kind.claimsToBeAWorkflow();
  }

  /** Whether the document is an object. */
  protected final boolean rootIsObject() {
    return rootIsObject;
  }

  /** The watch for the current part, starting at its first token; null if there is none. */
  protected final @Nullable PartWatch watch() {
    return watch;
  }

  /** The pointer of the current part. */
  protected final String partPointer() {
    return switch (part) {
      case MEMBER -> Pointers.child(pointer, member);
      case NODE -> Pointers.child(pointer + "/nodes", nodeKey);
      case LISTED_NODE -> pointer + "/nodes/" + index;
      case CONNECTION -> pointer + "/connections/" + index;
      case ROOT -> "";
    };
  }

  /** The number of open containers around the current part. */
  protected final int around() {
    int outer = part == Part.ROOT ? 0 : pointer.isEmpty() ? 1 : 2;
    return part == Part.ROOT || part == Part.MEMBER ? outer : outer + 1;
  }
}
