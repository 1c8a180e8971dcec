package dev.sluice.cli.gate;

import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import java.util.Comparator;
import java.util.regex.Pattern;

/**
 * The identity of a finding across versions of a document; independent of lines and list indices.
 *
 * @param at the logical place of the finding; in the old format of baselines, its pointer with
 *     {@code *} instead of indices
 * @param code its code
 * @param message its message in the old format, otherwise empty
 */
record FindingKey(String at, FindingCode code, String message) implements Comparable<FindingKey> {

  private static final Pattern INDEX = Pattern.compile("(?<=/)\\d+(?=/|$)");

  private static final Comparator<FindingKey> ORDER =
      Comparator.comparing(FindingKey::at)
          .thenComparing(key -> key.code().name())
          .thenComparing(FindingKey::message);

  /** The key of a finding at a logical place. */
  static FindingKey of(FindingCode code, String at) {
    return new FindingKey(at, code, "");
  }

  /** The key of a finding in the old format of baselines. */
  static FindingKey inFirstForm(Finding finding) {
    String pointer = INDEX.matcher(finding.pointer()).replaceAll("*");
    return new FindingKey(pointer, finding.code(), finding.message());
  }

  @Override
  public int compareTo(FindingKey other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return code + (message.isEmpty() ? "" : " " + message) + (at.isEmpty() ? "" : " (" + at + ")");
  }
}
