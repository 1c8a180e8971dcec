package dev.sluice.write;

import dev.sluice.model.Layout;
import dev.sluice.text.NumberText;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * The text of a JSON value as an iterator of chunks, each created on demand.
 *
 * <p>Values are plain Java: maps and {@link Members}, lists and {@link Elements}, strings, numbers,
 * booleans and null, of any depth. Chunks have about 64 KiB, whatever the lengths of the strings.
 * Not thread-safe.
 */
final class JsonChunks implements Iterator<ByteBuffer> {

  /** Members of an object, created while they are written. */
  record Members(Iterable<Map.Entry<String, ?>> entries) {}

  /** Elements of a list, created while they are written. */
  record Elements(Iterable<?> elements) {}

  /** An open container and its remaining elements. */
  private record Open(Iterator<?> rest, boolean object) {}

  /** What to write next, apart from the rest of a string. */
  private enum Expect {
    /** The current value. */
    VALUE,
    /** The first element or member of the innermost container, which is not empty. */
    FIRST,
    /** Another element or member of it, or its end. */
    NEXT,
    /** The colon after a member's name, then the current value. */
    COLON,
    /** The end of the document. */
    END,
    /** Nothing. */
    DONE
  }

  private final Layout layout;
  private final JsonBuffer buffer;
  private final Deque<Open> open = new ArrayDeque<>();
  private Expect expect = Expect.VALUE;
  private @Nullable Object value;

  /** The string being written, and the number of its characters written so far. */
  private @Nullable String text;

  private int written;

  JsonChunks(@Nullable Object root, Layout layout) {
    this.value = root;
    this.layout = layout;
    this.buffer = new JsonBuffer(layout.ascii());
    if (layout.marked()) {
      buffer.putByteOrderMark();
    }
  }

  @Override
  public boolean hasNext() {
    return expect != Expect.DONE;
  }

  @Override
  public ByteBuffer next() {
    if (!hasNext()) {
      throw new NoSuchElementException("the document is complete");
    }
    while (!buffer.isFull() && expect != Expect.DONE) {
      if (text != null) {
        goOn(text);
      } else {
        step();
      }
    }
    return buffer.take();
  }

  private void step() {
    switch (expect) {
      case VALUE -> begin(value);
      case FIRST -> {
        breakLine();
        element(open.element());
      }
      case NEXT -> next(open.element());
      case COLON -> {
        buffer.put(layout.spaced() ? ": " : ":");
        begin(value);
      }
      default -> {
        buffer.put(layout.end());
        expect = Expect.DONE;
      }
    }
  }

  private void next(Open container) {
    if (container.rest().hasNext()) {
      buffer.put(layout.spaced() && !layout.isIndented() ? ", " : ",");
      breakLine();
      element(container);
    } else {
      open.pop();
      breakLine();
      buffer.put(container.object() ? '}' : ']');
      completed();
    }
  }

  private void element(Open container) {
    Object next = container.rest().next();
    if (container.object() && next instanceof Map.Entry<?, ?> member) {
      value = member.getValue();
      expect = Expect.COLON;
      quote(String.valueOf(member.getKey()));
    } else {
      value = next;
      expect = Expect.VALUE;
    }
  }

  private void begin(@Nullable Object next) {
    if (next instanceof String string) {
      completed();
      quote(string);
    } else if (next instanceof Map<?, ?> map) {
      enter(map.entrySet().iterator(), true);
    } else if (next instanceof Members members) {
      enter(members.entries().iterator(), true);
    } else if (next instanceof List<?> list) {
      enter(list.iterator(), false);
    } else if (next instanceof Elements list) {
      enter(list.elements().iterator(), false);
    } else if (next == null || next instanceof Boolean) {
      buffer.put(String.valueOf(next));
      completed();
    } else if (next instanceof Number number) {
      buffer.put(NumberText.of(number));
      completed();
    } else {
      throw new IllegalArgumentException("not a JSON value: " + next.getClass().getName());
    }
  }

  private void enter(Iterator<?> elements, boolean object) {
    buffer.put(object ? '{' : '[');
    if (elements.hasNext()) {
      open.push(new Open(elements, object));
      expect = Expect.FIRST;
    } else {
      buffer.put(object ? '}' : ']');
      completed();
    }
  }

  private void completed() {
    expect = open.isEmpty() ? Expect.END : Expect.NEXT;
  }

  private void breakLine() {
    if (layout.isIndented()) {
      buffer.put(layout.lineBreak());
      for (int i = open.size(); i > 0; i--) {
        buffer.put(layout.indent());
      }
    }
  }

  private void quote(String string) {
    buffer.put('"');
    text = string;
    written = 0;
  }

  private void goOn(String string) {
    written = buffer.putText(string, written);
    if (written == string.length() && !buffer.isFull()) {
      buffer.put('"');
      text = null;
    }
  }
}
