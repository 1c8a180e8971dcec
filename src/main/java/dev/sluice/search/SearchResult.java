package dev.sluice.search;

import dev.sluice.model.ValidationReport;
import dev.sluice.value.Elements;
import java.util.List;

/**
 * The result of a search in one document.
 *
 * @param count the number of matches
 * @param hits the matches with their places, in document order; fewer than {@code count} if the
 *     search keeps only some
 * @param report the findings about the document; if it is rejected, only conditions about its file,
 *     its kind and its findings can match
 */
public record SearchResult(long count, List<SearchHit> hits, ValidationReport report) {

  /** Makes the list of hits unmodifiable. */
  public SearchResult {
    hits = Elements.listOf(hits, "hits");
  }

  /** Whether the document was accepted. */
  public boolean accepted() {
    return report.accepted();
  }
}
