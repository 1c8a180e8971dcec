package dev.sluice.cli.gate;

import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import dev.sluice.text.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The identity of a finding across versions of a document; independent of its place and of list
 * indices.
 *
 * @param pointer the finding's pointer with {@code *} instead of indices
 * @param code its code
 * @param message its message
 */
public record FindingKey(String pointer, FindingCode code, String message)
    implements Comparable<FindingKey> {

  private static final int DIGEST_BYTES = 16;

  private static final Pattern INDEX = Pattern.compile("(?<=/)\\d+(?=/|$)");

  private static final Comparator<FindingKey> ORDER =
      Comparator.comparing(FindingKey::pointer)
          .thenComparing(key -> key.code().name())
          .thenComparing(FindingKey::message);

  public static FindingKey of(Finding finding) {
    String pointer = INDEX.matcher(finding.pointer()).replaceAll("*");
    return new FindingKey(pointer, finding.code(), finding.message());
  }

  /** The key as 32 hex digits. */
  public String digest() {
    String text = pointer + "\0" + code + "\0" + message;
    byte[] digest = Sha256.begin().digest(text.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest, 0, DIGEST_BYTES);
  }

  @Override
  public int compareTo(FindingKey other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return code + " " + message + (pointer.isEmpty() ? "" : " (" + pointer + ")");
  }
}
