package dev.sluice.check;

import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import dev.sluice.record.Dialect;
import dev.sluice.record.Locator;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Supplier;

/** The notes on a document's dialect: one for each kind of deviation, at its first occurrence. */
final class DialectNotes {

  private final Reporter reporter;
  private final Set<Dialect> noted = EnumSet.noneOf(Dialect.class);
  private Set<Dialect> latest = Set.of();

  DialectNotes(Reporter reporter) {
    this.reporter = reporter;
  }

  /** Notes the dialects of a record; its location is asked for if one of them is new. */
  @SuppressWarnings("ReferenceEquality") // only a shortcut; containsAll also finds an equal set
  void note(Set<Dialect> dialects, Supplier<RecordLocation> location, Locator locator) {
    if (dialects == latest || noted.containsAll(dialects)) {
      return;
    }
    latest = dialects;
    RecordLocation at = location.get();
    for (Dialect dialect : dialects) {
      if (noted.add(dialect)) {
        reporter.report(
            Finding.at(
                FindingCode.DIALECT,
                "Non-canonical form: " + dialect.description(),
                at.pointer(),
                locator.placeWithin(at.offset())));
      }
    }
  }
}
