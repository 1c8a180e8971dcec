package dev.sluice.record;

import dev.sluice.json.JsonTokens;

/** What one object shows of whose graph it holds; of two members of one name the last counts. */
final class GraphSigns {

  static final String N8N = "an n8n export";
  static final String REACT_FLOW = "a Flowise, Langflow or other React Flow graph";
  static final String OTHER = "a graph of another product";

  private boolean nodesListed;
  private long nodes;
  private long versionedNodes;
  private boolean connections;
  private long connectionValues;
  private long mainValues;
  private boolean edges;
  private boolean edgesListed;
  private boolean links;

  /** Takes note of a member whose value begins with a token. */
  void member(String name, int token) {
    boolean list = token == JsonTokens.START_LIST;
    switch (name) {
      case "nodes" -> {
        nodesListed = list;
        nodes = 0;
        versionedNodes = 0;
      }
      case "connections" -> {
        connections = true;
        connectionValues = 0;
        mainValues = 0;
      }
      case "edges" -> {
        edges = true;
        edgesListed = list;
      }
      case "links" -> links = true;
      default -> {
        // any other member may be in every product's files
      }
    }
  }

  /** Takes note that a node begins. */
  void node() {
    nodes++;
  }

  /** Takes note that the node has a version of its type, once for each node. */
  void versionedNode() {
    versionedNodes++;
  }

  /** Whether every node so far has a version of its type. */
  boolean allVersioned() {
    return versionedNodes == nodes;
  }

  /** Takes note of a value in an object of connections. */
  void connectionValue() {
    connectionValues++;
  }

  /** Takes note that the value is an object with a member {@code main}, once for each value. */
  void mainValue() {
    mainValues++;
  }

  boolean hasLinks() {
    return links;
  }

  /** Whether the nodes are a list with an element. */
  boolean hasListedNodes() {
    return nodesListed && nodes > 0;
  }

  /** Whether nodes and edges are lists of React Flow. */
  boolean isReactFlow() {
    return hasListedNodes() && edgesListed && !connections;
  }

  /** What the graph is, if it is another product's; else empty. */
  String product() {
    if ((nodes > 0 && allVersioned()) || (connectionValues > 0 && connectionValues == mainValues)) {
      return N8N;
    }
    if (isReactFlow()) {
      return REACT_FLOW;
    }
    return hasListedNodes() && !connections && (edges || links) ? OTHER : "";
  }
}
