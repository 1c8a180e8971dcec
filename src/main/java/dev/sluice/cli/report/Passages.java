package dev.sluice.cli.report;

import java.util.List;

/**
 * What stands around the findings of a document.
 *
 * @param list a passage for each finding with a place, in their order; fewer where the input cannot
 *     be read so far any more
 * @param isPacked whether the document is stored in other bytes than its own
 */
record Passages(List<Passage> list, boolean isPacked) {

  static final Passages NONE = new Passages(List.of(), false);
}
