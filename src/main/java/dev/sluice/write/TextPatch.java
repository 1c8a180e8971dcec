package dev.sluice.write;

import dev.sluice.model.Layout;
import dev.sluice.write.ItemPlan.Entry;
import dev.sluice.write.SourceText.Container;
import dev.sluice.write.SourceText.Item;
import dev.sluice.write.SourceText.NotJson;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes a value over the text of another value; equal parts keep their bytes.
 *
 * <p>Changed values are replaced, and objects and lists are descended into. New items take their
 * separator, indentation and colon from their neighbours, and are on one line if these are. Members
 * that have moved behind others are new, and where text and value are of different kinds, the whole
 * value is formatted in the document's layout.
 */
final class TextPatch {

  private static final int CHUNK = 64 << 10;
  private static final String STANDARD_INDENT = "  ";

  private final SourceText text;
  private final SourceValues values;
  private final Layout layout;
  private final ByteArrayOutputStream out;

  /** The index up to which the text has been copied or skipped. */
  private int done;

  private TextPatch(SourceText text, Layout layout) {
    this.text = text;
    this.values = new SourceValues(text);
    this.layout = layout;
    this.out = new ByteArrayOutputStream(text.bytes().length + CHUNK);
  }

  /** The text with a value in place of the old one; empty if the bytes are not JSON. */
  static Optional<byte[]> of(byte[] bytes, Object value, Layout layout) {
    return of(new SourceText(bytes), value, layout);
  }

  static Optional<byte[]> of(SourceText text, Object value, Layout layout) {
    TextPatch patch = new TextPatch(text, layout);
    try {
      int end = text.rootEnd();
      patch.value(text.root(), end, value, !layout.isIndented());
    } catch (NotJson e) {
      return Optional.empty();
    }
    patch.copyTo(text.bytes().length);
    return Optional.of(patch.out.toByteArray());
  }

  private void copyTo(int index) {
    out.write(text.bytes(), done, index - done);
    done = index;
  }

  private void put(String ascii) {
    out.writeBytes(ascii.getBytes(StandardCharsets.US_ASCII));
  }

  /** Writes a value over the value between two indices. */
  private void value(int from, int to, @Nullable Object value, boolean oneLine) {
    if (values.isSurely(from, value)) {
      return;
    }
    byte first = text.at(from);
    if (first == '{' && value instanceof Map<?, ?> map) {
      Container old = text.items(from);
      if (!old.items().isEmpty() && !map.isEmpty()) {
        items(from, old, ItemPlan.ofMembers(values, old.items(), map));
        return;
      }
    } else if (first == '[' && value instanceof List<?> list) {
      Container old = text.items(from);
      if (!old.items().isEmpty() && !list.isEmpty()) {
        items(from, old, ItemPlan.ofElements(values, old.items(), list));
        return;
      }
    }
    if (!values.same(new Item(from, from, from, to, ""), value)) {
      boolean wasShort = (first == '{' || first == '[') && to - from > 2;
      boolean inline = oneLine || (wasShort && !text.hasLineBreak(from, to));
      copyTo(from);
      putValue(value, inline ? "" : text.indentation(from), inline);
      done = to;
    }
  }

  private void items(int open, Container old, List<Entry> entries) {
    List<Item> items = old.items();
    boolean oneLine = !text.hasLineBreak(open, items.get(0).start());
    copyTo(items.get(0).start());
    int before = -1;
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      int origin = entry.origin();
      boolean follows = i == 0 ? origin == 0 : origin > 0 && before == origin - 1;
      if (!follows && i > 0) {
        putSeparator(open, items, before, origin);
      }
      if (origin < 0) {
        putNew(open, items, entry);
      } else {
        Item item = items.get(origin);
        if (follows) {
          copyTo(item.start());
        }
        done = item.start();
        keep(item, entry, oneLine);
      }
      before = origin;
    }
    done = items.get(items.size() - 1).end();
  }

  private void keep(Item item, Entry entry, boolean oneLine) {
    if (entry.isNamed()) {
      putValue(entry.name(), "", true);
      done = item.nameEnd();
    }
    if (entry.isPatched()) {
      value(item.value(), item.end(), entry.value(), oneLine);
    }
    copyTo(item.end());
  }

  /**
   * Writes a separator between two items that were not neighbours: a copy of one in the old text.
   */
  private void putSeparator(int open, List<Item> items, int before, int behind) {
    int second = behind > 0 ? behind : before >= 0 ? before + 1 : 1;
    second = Math.min(second, items.size() - 1);
    if (second > 0) {
      int from = items.get(second - 1).end();
      out.write(text.bytes(), from, items.get(second).start() - from);
    } else {
      put(layout.spaced() && items.get(0).start() == open + 1 ? ", " : ",");
      out.write(text.bytes(), open + 1, items.get(0).start() - open - 1);
    }
  }

  private void putNew(int open, List<Item> items, Entry entry) {
    Item model = items.get(items.size() - 1);
    boolean inline = !text.hasLineBreak(open, items.get(0).start()) || isShort(items);
    if (!entry.name().isEmpty() || model.nameEnd() > model.start()) {
      putValue(entry.name(), "", true);
      out.write(text.bytes(), model.nameEnd(), model.value() - model.nameEnd());
    }
    putValue(entry.value(), inline ? "" : text.indentation(model.start()), inline);
  }

  /** Whether the last item that is a non-empty object or list is on one line. */
  private boolean isShort(List<Item> items) {
    for (int i = items.size() - 1; i >= 0; i--) {
      Item item = items.get(i);
      byte first = text.at(item.value());
      if ((first == '{' || first == '[') && item.end() - item.value() > 2) {
        return !text.hasLineBreak(item.value(), item.end());
      }
    }
    return false;
  }

  private void putValue(@Nullable Object value, String indentation, boolean inline) {
    String indent = layout.isIndented() ? layout.indent() : STANDARD_INDENT;
    Layout own =
        new Layout(
            inline ? "" : indent, layout.lineBreak(), layout.spaced(), layout.ascii(), "", false);
    String lineBreak = layout.lineBreak();
    JsonChunks chunks = new JsonChunks(value, own);
    while (chunks.hasNext()) {
      ByteBuffer chunk = chunks.next();
      while (chunk.hasRemaining()) {
        byte next = chunk.get();
        out.write(next);
        if (next == lineBreak.charAt(lineBreak.length() - 1)) { // escaped within strings
          put(indentation);
        }
      }
    }
  }
}
