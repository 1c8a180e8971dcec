package dev.sluice.support;

import dev.sluice.model.Finding;
import dev.sluice.model.Place;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * A document with marks, such as ① and ②, before the bytes that findings should point at.
 *
 * <p>Places are counted here as plainly as can be, to check those of the loader.
 */
public final class Marked {

  private final String text;
  private final Map<Place, String> marks = new HashMap<>();

  private Marked(String marked) {
    StringBuilder plain = new StringBuilder();
    int line = 1;
    int column = 1;
    for (int i = 0; i < marked.length(); i += Character.charCount(marked.codePointAt(i))) {
      int next = marked.codePointAt(i);
      if (isMark(next)) {
        long offset = plain.toString().getBytes(StandardCharsets.UTF_8).length;
        marks.put(new Place(line, column, offset), Character.toString(next));
        continue;
      }
      plain.appendCodePoint(next);
      boolean ends = next == '\n' || (next == '\r' && !marked.startsWith("\n", i + 1));
      line += ends ? 1 : 0;
      column = ends ? 1 : column + 1;
    }
    text = plain.toString();
  }

  public static Marked of(String marked) {
    return new Marked(marked);
  }

  /** The document without its marks. */
  public String text() {
    return text;
  }

  /**
   * A finding in one line: mark, severity, code, pointer, message, then {@code ~} and the
   * suggestion, {@code @} and the related pointers, where there are any.
   */
  public String line(Finding finding) {
    String mark =
        finding
            .place()
            .map(place -> marks.getOrDefault(place, place + "+" + place.offset()))
            .orElse("-");
    return mark
        + " %s %s (%s) %s"
            .formatted(finding.severity(), finding.code(), finding.pointer(), finding.message())
        + finding.suggestion().map(text -> " ~ " + text).orElse("")
        + (finding.related().isEmpty() ? "" : " @ " + String.join(" ", finding.related()));
  }

  private static boolean isMark(int next) {
    return (next >= 0x2460 && next <= 0x2473) || (next >= 0x3251 && next <= 0x325F);
  }
}
