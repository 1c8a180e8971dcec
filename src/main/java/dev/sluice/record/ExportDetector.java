package dev.sluice.record;

import dev.sluice.json.JsonTokens;
import dev.sluice.record.DocumentGrammar.Part;
import dev.sluice.record.WorkflowRecord.Body;
import org.jspecify.annotations.Nullable;

/**
 * Recognises the files of other products by their distinctive members.
 *
 * <p>It inspects tokens and not built values, so every way of reading a document has the same
 * result. It keeps only counts and flags, and does not depend on the order of members. Watching
 * ends as soon as the result can no longer change: for an ordinary workflow, after one node and one
 * member.
 */
final class ExportDetector {

  private final JsonTokens tokens;
  private final GraphSigns root = new GraphSigns();
  private final GraphSigns wrapped = new GraphSigns();

  /** The signs in the root's member {@code data}. */
  private GraphSigns data = new GraphSigns();

  private final Watch watch = new Watch();

  private long members;
  private long promptMembers;
  private boolean nodeRed;

  ExportDetector(JsonTokens tokens) {
    this.tokens = tokens;
  }

  /** Records the beginning of a section: nodes, connections or the wrapped body. */
  void section(Body body, String name, boolean listed) {
    if (body == Body.ROOT) {
      members++;
    }
    of(body).member(name, listed ? JsonTokens.START_LIST : JsonTokens.START_OBJECT);
  }

  /**
   * Records the beginning of a part.
   *
   * @param token its first token
   * @return a watch for the part; null if none is needed
   */
  @Nullable PartWatch part(Part part, Body body, String member, int token) {
    return switch (part) {
      case NODE, LISTED_NODE -> node(of(body));
      case CONNECTION -> null;
      case MEMBER -> member(body, member, token);
      case ROOT -> token == JsonTokens.START_LIST ? watch.over(Watched.LIST, root) : null;
    };
  }

  private @Nullable PartWatch node(GraphSigns signs) {
    boolean undecided = signs.allVersioned();
    signs.node();
    return undecided ? watch.over(Watched.NODE, signs) : null;
  }

  private @Nullable PartWatch member(Body body, String name, int token) {
    GraphSigns signs = of(body);
    signs.member(name, token);
    boolean object = token == JsonTokens.START_OBJECT;
    boolean mayBePrompt = body == Body.ROOT && promptMembers == members;
    if (body == Body.ROOT) {
      members++;
      if (name.equals("data")) {
        data = new GraphSigns();
      }
    }
    if (!object) {
      return null;
    }
    if (name.equals("connections")) {
      return watch.over(Watched.CONNECTIONS, signs).counting(mayBePrompt);
    }
    if (name.equals("data") && body == Body.ROOT) {
      return watch.over(Watched.DATA, data).counting(mayBePrompt);
    }
    return mayBePrompt ? watch.over(Watched.MEMBER, signs).counting(true) : null;
  }

  private GraphSigns of(Body body) {
    return body == Body.ROOT ? root : wrapped;
  }

  /**
   * The description of the document if it belongs to another product; otherwise empty.
   *
   * @param kind the root's members
   */
  String product(KindDetector kind) {
    if (nodeRed) {
      return "a Node-RED export";
    }
    boolean prompt = members > 0 && promptMembers == members;
    if (prompt || (kind.has("last_node_id") && root.hasLinks())) {
      return "a ComfyUI export";
    }
    String product = root.product();
    if (product.isEmpty()) {
      product = wrapped.product();
    }
    if (product.isEmpty() && !kind.has("nodes") && data.isReactFlow()) {
      product = GraphSigns.REACT_FLOW;
    }
    return product.isEmpty() && !kind.has("nodes") ? productWithoutNodes(kind) : product;
  }

  private static String productWithoutNodes(KindDetector kind) {
    if (kind.has("namespace") && kind.isList("tasks")) {
      return "a Kestra flow";
    }
    if (kind.has("dag_id") || (kind.has("__version") && kind.isObject("dag"))) {
      return "an Airflow DAG";
    }
    if (kind.has("on") && kind.isObject("jobs")) {
      return "a GitHub Actions workflow";
    }
    boolean nifi =
        kind.isObject("flowContents")
            || kind.isObject("rootGroup")
            || kind.isObject("processGroupFlow")
            || (kind.isList("processors") && kind.isList("processGroups"));
    return nifi ? "a NiFi flow" : "";
  }

  /** What is being watched, which determines the meaning of names. */
  private enum Watched {
    /** A node. */
    NODE,
    /** A member of the root. */
    MEMBER,
    /** An object of connections. */
    CONNECTIONS,
    /** The member {@code data} of the root. */
    DATA,
    /** A root that is a list. */
    LIST
  }

  private final class Watch implements PartWatch {

    private Watched watched = Watched.NODE;
    private GraphSigns signs = root;
    private boolean counting;
    private boolean seen;
    private boolean seenMain;
    private String current = "";

    Watch over(Watched part, GraphSigns shown) {
      watched = part;
      signs = shown;
      counting = false;
      seen = false;
      seenMain = false;
      current = "";
      return this;
    }

    /** Sets whether the member counts as part of a prompt if it has a class. */
    Watch counting(boolean prompt) {
      counting = prompt;
      return this;
    }

    @Override
    public void name(int depth, String name) {
      if (depth == 1) {
        current = name;
        if (watched == Watched.NODE && !seen && name.equals("typeVersion")) {
          seen = true;
          signs.versionedNode();
        } else if (counting && !seen && name.equals("class_type")) {
          seen = true;
          promptMembers++;
        }
      } else if (watched == Watched.CONNECTIONS && !seenMain && name.equals("main")) {
        seenMain = true;
        signs.mainValue();
      } else if (watched == Watched.LIST) {
        current = name;
        nodeRed |= name.equals("wires");
      }
    }

    @Override
    public void value(int depth, int token) {
      if (depth == 1) {
        switch (watched) {
          case CONNECTIONS -> {
            seenMain = false;
            signs.connectionValue();
          }
          case DATA -> signs.member(current, token);
          case LIST -> current = "";
          default -> {
            // only names count in nodes and other members
          }
        }
      } else if (watched == Watched.DATA && current.equals("nodes")) {
        signs.node();
      } else if (watched == Watched.LIST && token == JsonTokens.STRING && current.equals("type")) {
        nodeRed |= isText("tab") || isText("subflow");
      }
    }

    private boolean isText(String text) {
      return tokens.charsLength() == text.length()
          && new String(tokens.chars(), tokens.charsOffset(), text.length()).equals(text);
    }
  }
}
