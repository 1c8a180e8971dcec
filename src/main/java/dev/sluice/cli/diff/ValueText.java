package dev.sluice.cli.diff;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.output.JsonOutput;
import dev.sluice.value.PrintableText;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** JSON values on one line, masked if they are secrets and shortened to the part that matters. */
final class ValueText {

  /** Characters that are shown before the first difference of two long values. */
  private static final int LEAD = 12;

  private final int most;

  /** Values of at most this many characters; longer ones are shortened. */
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
    if (json.length() <= most) {
      return json;
    }
    if (difference + LEAD < most) {
      return json.substring(0, PrintableText.cut(json, most - 1)) + "…";
    }
    int last = json.length() - most + 1;
    if (difference - LEAD >= last) {
      return "…" + json.substring(PrintableText.cut(json, last));
    }
    int from = difference - LEAD;
    return "…"
        + json.substring(PrintableText.cut(json, from), PrintableText.cut(json, from + most - 2))
        + "…";
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
