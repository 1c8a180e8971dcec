package dev.sluice.lint;

import dev.sluice.locate.Location;
import dev.sluice.model.FindingCode;
import java.util.Optional;

/** A finding of a lint rule, before its place is known. */
record Remark(FindingCode code, Location location, String message, Optional<String> suggestion) {

  static Remark of(FindingCode code, Location location, String message) {
    return new Remark(code, location, message, Optional.empty());
  }

  Remark suggesting(String text) {
    return new Remark(code, location, message, Optional.of(text));
  }
}
