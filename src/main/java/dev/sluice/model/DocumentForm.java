package dev.sluice.model;

/**
 * The form of a document apart from its content. A definition keeps it so that it can be written
 * back unchanged.
 *
 * @param layout white space and escapes
 * @param listedNodes whether the nodes are a list instead of an object
 * @param wrappedIn the member that holds the workflow; empty if the document itself is the workflow
 */
public record DocumentForm(Layout layout, boolean listedNodes, String wrappedIn) {

  /** An unwrapped document with the nodes as an object, indented. */
  public static final DocumentForm CANONICAL = new DocumentForm(Layout.PRETTY, false, "");
}
