package dev.sluice.record;

import dev.sluice.json.JsonTokens;
import dev.sluice.record.DocumentGrammar.Part;
import dev.sluice.record.WorkflowRecord.Body;
import org.jspecify.annotations.Nullable;

/**
 * Recognises the files of other products by what they alone have.
 *
 * <p>It looks at tokens, never at values built of them, so every way of reading a document comes to
 * the same answer; it keeps counts and flags only. Nothing depends on the order of members. What is
 * watched ends as soon as the answer can no longer change: of an ordinary workflow that is one node
 * and one member.
 */
final class ExportDetector {

  private final JsonTokens tokens;
  private final GraphSigns root = new GraphSigns();
  private final GraphSigns wrapped = new GraphSigns();

  /** What a member {@code data} of the root shows. */
  private GraphSigns data = new GraphSigns();

  private final Watch watch = new Watch();

  private long members;
  private long promptMembers;
  private boolean nodeRed;

  ExportDetector(JsonTokens tokens) {
    this.tokens = tokens;
  }

  /** Takes note that a section begins: nodes, connections or the body that is wrapped. */
  void section(Body body, String name, boolean listed) {
    if (body == Body.ROOT) {
      members++;
    }
    of(body).member(name, listed ? JsonTokens.START_LIST : JsonTokens.START_OBJECT);
  }

  /**
   * Takes note that a part begins.
   *
   * @param token its first token
   * @return what looks at the part while it is read; null if nothing has to
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
   * What the document is, if it is another product's; else empty.
   *
   * @param kind what else is known of the members of the root
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

  /** What is watched, which says what its names mean. */
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

    /** Whether the member counts as one of a prompt if it has a class. */
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
            // of nodes and other members only names count
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
