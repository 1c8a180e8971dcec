package dev.sluice.cli.diff;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.cli.terminal.DisplayWidth;
import dev.sluice.output.JsonOutput;
import dev.sluice.value.PrintableText;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** JSON values on one line, masked if they are secrets and shortened to the part that matters. */
final class ValueText {

  /** Columns that are shown before the first difference of two long values. */
  private static final int LEAD = 12;

  private final int most;

  /** Values of at most this many columns of a terminal; longer ones are shortened. */
  ValueText(int most) {
    this.most = Math.max(most, 2 * LEAD);
  }

  /** A value as JSON. */
  String of(@Nullable Object masked) {
    return shortened(json(masked), 0);
  }

  /** Two values, shortened so that their first difference is seen. */
  String ofBoth(@Nullable Object before, @Nullable Object after) {
    String old = json(before);
    String now = json(after);
    int same = 0;
    int least = Math.min(old.length(), now.length());
    while (same < least && old.charAt(same) == now.charAt(same)) {
      same++;
    }
    return shortened(old, same) + " > " + shortened(now, same);
  }

  private String shortened(String json, int difference) {
    if (DisplayWidth.of(json) <= most) {
      return json;
    }
    int at = PrintableText.cut(json, Math.min(difference, json.length()));
    if (DisplayWidth.of(json.substring(0, at)) + LEAD < most) {
      return json.substring(0, endOf(json, 0, most - 1)) + "…";
    }
    int last = beginOf(json, json.length(), most - 1);
    int from = beginOf(json, at, LEAD);
    return from >= last
        ? "…" + json.substring(last)
        : "…" + json.substring(from, endOf(json, from, most - 2)) + "…";
  }

  /** The end of the longest part from an index that is not wider than so many columns. */
  private static int endOf(String text, int from, int columns) {
    int end = from;
    int width = 0;
    while (end < text.length()) {
      int next = text.codePointAt(end);
      width += DisplayWidth.of(next);
      if (width > columns) {
        break;
      }
      end += Character.charCount(next);
    }
    return end;
  }

  /** The beginning of the longest part up to an index that is not wider than so many columns. */
  private static int beginOf(String text, int end, int columns) {
    int from = end;
    int width = 0;
    while (from > 0) {
      int before = text.codePointBefore(from);
      width += DisplayWidth.of(before);
      if (width > columns) {
        break;
      }
      from -= Character.charCount(before);
    }
    return from;
  }

  private static String json(@Nullable Object value) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JsonOutput.to(text)) {
      JsonOutput.write(json, value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}
