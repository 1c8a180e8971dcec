package dev.sluice.record;

import dev.sluice.json.JsonTokens;

/** Signs of another product's graph in one object; the last of duplicate members counts. */
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

  /** Records a member whose value begins with a token. */
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
        // other members may occur in any product's files
      }
    }
  }

  /** Records the beginning of a node. */
  void node() {
    nodes++;
  }

  /** Records that the node has a version of its type; called once for each node. */
  void versionedNode() {
    versionedNodes++;
  }

  /** Whether every node so far has a version of its type. */
  boolean allVersioned() {
    return versionedNodes == nodes;
  }

  /** Records a value in an object of connections. */
  void connectionValue() {
    connectionValues++;
  }

  /** Records that the value is an object with a member {@code main}; called once for each value. */
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

  /** The description of the graph if it belongs to another product; otherwise empty. */
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
