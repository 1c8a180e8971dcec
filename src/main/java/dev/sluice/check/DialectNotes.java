package dev.sluice.check;

import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import dev.sluice.record.Dialect;
import dev.sluice.record.Locator;
import java.util.EnumSet;
import java.util.Set;

/** The notes on a document's dialect: one for each kind of deviation, at its first occurrence. */
final class DialectNotes {

  private final Reporter reporter;
  private final Set<Dialect> noted = EnumSet.noneOf(Dialect.class);

  DialectNotes(Reporter reporter) {
    this.reporter = reporter;
  }

  void note(Set<Dialect> dialects, RecordLocation at, Locator locator) {
    if (dialects.isEmpty()) {
      return;
    }
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
