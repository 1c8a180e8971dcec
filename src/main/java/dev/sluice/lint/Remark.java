package dev.sluice.lint;

import dev.sluice.locate.Location;
import dev.sluice.locate.PlaceFinder.Located;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import dev.sluice.model.Severity;
import java.util.Optional;

/** A finding of a lint rule, before its place is known. */
record Remark(
    FindingCode code,
    Location location,
    String message,
    Optional<String> suggestion,
    Severity severity) {

  static Remark of(FindingCode code, Location location, String message) {
    return new Remark(code, location, message, Optional.empty(), code.severity());
  }

  Remark suggesting(String text) {
    return new Remark(code, location, message, Optional.of(text), severity);
  }

  Remark withSeverity(Severity other) {
    return new Remark(code, location, message, suggestion, other);
  }

  /** The finding at the place of the location. */
  Finding at(Located place) {
    Finding finding = Finding.at(code, message, place.pointer(), place.place());
    return suggestion.map(finding::suggesting).orElse(finding).withSeverity(severity);
  }
}
