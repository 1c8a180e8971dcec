package dev.sluice.search;

import dev.sluice.model.Connection;
import dev.sluice.model.Finding;
import dev.sluice.model.NodeDefinition;

/** An element of a document for which a condition is evaluated. */
sealed interface Target {

  /** Identifies the target in its document; cheap to compare. */
  Object key();

  /** A node that the document declares. */
  record OfNode(NodeDefinition node) implements Target {
    @Override
    public Object key() {
      return node.id();
    }
  }

  /**
   * A connection that the document declares.
   *
   * @param index the number of connections before it
   */
  record OfConnection(int index, Connection connection) implements Target {
    @Override
    public Object key() {
      return index;
    }
  }

  /**
   * A finding about the document.
   *
   * @param index the number of findings before it
   */
  record OfFinding(int index, Finding finding) implements Target {
    @Override
    public Object key() {
      return -1 - index;
    }
  }

  /** The document as a whole: its metadata, variables, settings and frames. */
  record OfDocument() implements Target {
    @Override
    public Object key() {
      return OfDocument.class;
    }
  }
}
