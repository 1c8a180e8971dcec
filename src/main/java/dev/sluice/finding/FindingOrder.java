package dev.sluice.finding;

import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import dev.sluice.model.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Sorts findings by {@link Finding#DOCUMENT_ORDER}, with as few texts as possible. */
final class FindingOrder {

  private FindingOrder() {}

  /** A finding with the offset of its place, which is compared often. */
  private record Placed(long offset, Finding finding) {

    int compare(Placed other) {
      int order = Long.compare(offset, other.offset);
      return order != 0 || finding.code() == other.finding.code()
          ? order
          : finding.code().name().compareTo(other.finding.code().name());
    }
  }

  /**
   * The findings in document order. The texts of findings of one code at one place are made once
   * for each and not for each comparison, and not at all if the findings are in that order already.
   *
   * @param isUnordered whether findings of a code at one place may be in any order
   */
  static List<Finding> sorted(List<Finding> all, Predicate<FindingCode> isUnordered) {
    List<Placed> placed = new ArrayList<>(all.size());
    for (Finding finding : all) {
      placed.add(new Placed(offsetOf(finding), finding));
    }
    placed.sort(Placed::compare); // a stable sort
    List<Finding> sorted = new ArrayList<>(all.size());
    int begin = 0;
    for (int i = 0; i < placed.size(); i++) {
      sorted.add(placed.get(i).finding());
      if (i + 1 == placed.size() || placed.get(i).compare(placed.get(i + 1)) != 0) {
        if (i > begin && isUnordered.test(sorted.get(begin).code())) {
          sortByTexts(sorted.subList(begin, i + 1));
        }
        begin = i + 1;
      }
    }
    return sorted;
  }

  /** The offset of a finding's place; -1 if it has none. */
  static long offsetOf(Finding finding) {
    Optional<Place> place = finding.place();
    return place.isPresent() ? place.get().offset() : -1;
  }

  private static void sortByTexts(List<Finding> tied) {
    record Texts(Finding finding, String pointer, String message) {}

    if (tied.size() == 2) { // nearly always
      Finding one = tied.get(0);
      Finding other = tied.get(1);
      int order = one.pointer().compareTo(other.pointer());
      if (order > 0 || (order == 0 && one.message().compareTo(other.message()) > 0)) {
        tied.set(0, other);
        tied.set(1, one);
      }
      return;
    }
    List<Texts> texts =
        tied.stream()
            .map(finding -> new Texts(finding, finding.pointer(), finding.message()))
            .sorted(Comparator.comparing(Texts::pointer).thenComparing(Texts::message))
            .toList();
    for (int i = 0; i < texts.size(); i++) {
      tied.set(i, texts.get(i).finding());
    }
  }
}
