package dev.sluice.write;

import dev.sluice.model.Layout;
import dev.sluice.text.NumberText;
import dev.sluice.value.IndexedMap;
import java.nio.ByteBuffer;
import java.util.Arrays;
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

  private static final int FIRST_LEVELS = 8;

  /** Members of an object, created while they are written. */
  record Members(Iterable<Map.Entry<String, ?>> entries) {}

  /** Elements of a list, created while they are written. */
  record Elements(Iterable<?> elements) {}

  /** What to write next, apart from the rest of a string. */
  private enum Expect {
    /** The root. */
    ROOT,
    /** The first element or member of the innermost container, which is not empty. */
    FIRST,
    /** Another element or member of it, or its end. */
    NEXT,
    /** The colon after a member's name, then the member's value. */
    COLON,
    /** The rest of a value that is kept as text. */
    KEPT,
    /** The end of the document. */
    END,
    /** Nothing. */
    DONE
  }

  private final Layout layout;
  private final JsonBuffer buffer;
  private final Separators separators;
  private final KeptText kept;
  private final @Nullable Object root;

  /** The open containers, and behind them those that were open before. */
  private @Nullable OpenContainer[] open = new OpenContainer[FIRST_LEVELS];

  private int level;
  private Expect expect = Expect.ROOT;

  /** The string being written, and the number of its characters written so far. */
  private @Nullable String text;

  private int written;

  JsonChunks(@Nullable Object root, Layout layout) {
    this(root, layout, 0);
  }

  /** The same for a text that will probably have so many bytes. */
  JsonChunks(@Nullable Object root, Layout layout, long expected) {
    this.root = root;
    this.layout = layout;
    this.buffer = new JsonBuffer(layout.ascii(), expected);
    this.separators = new Separators(buffer, layout);
    this.kept = new KeptText(buffer, separators, layout.ascii());
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
    while (expect != Expect.DONE && !buffer.isFull()) {
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
      case ROOT -> begin(root);
      case FIRST -> element(innermost(), false);
      case NEXT -> next(innermost());
      case COLON -> member(innermost());
      case KEPT -> goOnWithKept(innermost());
      default -> {
        buffer.put(layout.end());
        expect = Expect.DONE;
      }
    }
  }

  private OpenContainer innermost() {
    return at(level - 1);
  }

  /** The container of a level, or one that can be used for it. */
  private OpenContainer at(int index) {
    if (index == open.length) {
      open = Arrays.copyOf(open, 2 * index);
    }
    OpenContainer container = open[index];
    if (container == null) {
      container = new OpenContainer();
      open[index] = container;
    }
    return container;
  }

  private void next(OpenContainer container) {
    if (container.hasNext()) {
      element(container, true);
    } else {
      level--;
      separators.line(level);
      buffer.put(container.isObject() ? '}' : ']');
      completed();
    }
  }

  private void element(OpenContainer container, boolean behindAnother) {
    container.next();
    byte[] lead = container.lead();
    if (lead.length > 0) {
      buffer.put(lead, 0, lead.length);
      memberValue(container);
      return;
    }
    int from = buffer.size();
    if (behindAnother) {
      separators.comma(level);
    }
    if (!container.isObject()) {
      begin(container.value());
    } else if (buffer.putShort(container.name())) {
      separators.colon();
      if (container.isSeenAgain()) {
        container.lead(buffer.copy(from));
      }
      memberValue(container);
    } else {
      expect = Expect.COLON;
      quote(container.name());
    }
  }

  private void member(OpenContainer container) {
    separators.colon();
    memberValue(container);
  }

  private void memberValue(OpenContainer container) {
    if (container.isKept()) {
      container.beginText(kept, level);
      goOnWithKept(container);
    } else {
      begin(container.value());
    }
  }

  private void goOnWithKept(OpenContainer container) {
    expect = Expect.KEPT;
    if (kept.goOn()) {
      container.endText(kept);
      expect = Expect.NEXT;
    }
  }

  private void begin(@Nullable Object next) {
    if (next instanceof String string) {
      completed();
      if (!buffer.putShort(string)) {
        quote(string);
      }
    } else if (next instanceof IndexedMap map) {
      at(level).begin(map);
      enter();
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
    at(level).begin(elements, object);
    enter();
  }

  private void enter() {
    OpenContainer container = at(level);
    buffer.put(container.isObject() ? '{' : '[');
    if (container.hasNext()) {
      level++;
      separators.line(level);
      expect = Expect.FIRST;
    } else {
      buffer.put(container.isObject() ? '}' : ']');
      completed();
    }
  }

  private void completed() {
    expect = level == 0 ? Expect.END : Expect.NEXT;
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
