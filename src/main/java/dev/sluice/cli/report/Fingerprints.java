package dev.sluice.cli.report;

import dev.sluice.cli.answer.Answer;
import dev.sluice.model.Finding;
import dev.sluice.text.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/**
 * Fingerprints of the findings of one file, for systems that follow a finding over versions.
 *
 * <p>A fingerprint depends on the file, the code, the logical place and the number of equal
 * findings before, not on lines or messages, so it stays the same while the file is edited.
 */
final class Fingerprints {

  private final Answer answer;
  private final String file;
  private final Map<String, Integer> equal = new HashMap<>();

  /**
   * Fingerprints for an answer.
   *
   * @param file the name of the file in the report
   */
  Fingerprints(Answer answer, String file) {
    this.answer = answer;
    this.file = file;
  }

  /** The fingerprint of the next finding as 64 hex digits. */
  String next(Finding finding) {
    String key = finding.code() + "\0" + file + "\0" + answer.placeOf(finding);
    String text = key + "\0" + equal.merge(key, 1, Integer::sum);
    byte[] digest = Sha256.begin().digest(text.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest);
  }
}
