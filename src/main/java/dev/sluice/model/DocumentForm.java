package dev.sluice.model;

/**
 * How a document is written, apart from what it says: what a definition needs to be written back as
 * it was.
 *
 * @param layout white space and escapes
 * @param listedNodes whether the nodes are a list and not an object
 * @param wrappedIn the member that holds the workflow, empty where the document itself is one
 */
public record DocumentForm(Layout layout, boolean listedNodes, String wrappedIn) {

  /** The nodes as an object of the document itself, laid out for people. */
  public static final DocumentForm CANONICAL = new DocumentForm(Layout.PRETTY, false, "");
}
