package dev.sluice.write;

import dev.sluice.model.Layout;
import dev.sluice.text.NumberText;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The text of JSON values in a layout, put together in the plainest way, to compare with. */
final class ValueText {

  private static final String SHORT_ESCAPES = "\b\t\n\f\r\"\\";
  private static final String THEIR_LETTERS = "btnfr\"\\";

  private final Layout layout;

  private ValueText(Layout layout) {
    this.layout = layout;
  }

  static byte[] of(Object root, Layout layout) {
    String mark = layout.marked() ? "\uFEFF" : "";
    String text = mark + new ValueText(layout).text(root, "") + layout.end();
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private String text(Object value, String indentation) {
    String inner = indentation + layout.indent();
    if (value instanceof Map<?, ?> map) {
      String colon = layout.spaced() ? ": " : ":";
      return container(
          "{}",
          map.entrySet().stream()
              .map(e -> quoted((String) e.getKey()) + colon + text(e.getValue(), inner))
              .toList(),
          indentation);
    }
    if (value instanceof Collection<?> list) {
      return container(
          "[]", list.stream().map(element -> text(element, inner)).toList(), indentation);
    }
    if (value instanceof Number number) {
      return NumberText.of(number);
    }
    return value instanceof String string ? quoted(string) : String.valueOf(value);
  }

  private String container(String brackets, List<String> elements, String indentation) {
    if (elements.isEmpty()) {
      return brackets;
    }
    String line = layout.isIndented() ? layout.lineBreak() + indentation : "";
    String separator =
        layout.isIndented() ? "," + line + layout.indent() : layout.spaced() ? ", " : ",";
    return brackets.charAt(0)
        + (layout.isIndented() ? line + layout.indent() : "")
        + String.join(separator, elements)
        + line
        + brackets.charAt(1);
  }

  private String quoted(String string) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < string.length(); i++) {
      char next = string.charAt(i);
      int known = SHORT_ESCAPES.indexOf(next);
      if (known >= 0) {
        quoted.append('\\').append(THEIR_LETTERS.charAt(known));
      } else if (next < ' ' || (layout.ascii() && next >= 0x7F)) {
        quoted.append("\\u").append(Integer.toHexString(0x10000 + next).substring(1));
      } else {
        quoted.append(next);
      }
    }
    return quoted.append('"').toString();
  }
}
