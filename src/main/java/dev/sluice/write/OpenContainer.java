package dev.sluice.write;

import dev.sluice.value.IndexedMap;
import dev.sluice.value.ShapedMap;
import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A container that is being written: the element or member that was read last, and those that are
 * left. One object serves the containers of one level, one after the other.
 */
final class OpenContainer {

  private boolean isObject;

  /* What is left: either of an iterator, or of a map with indexes, whose values may be kept text. */
  private Iterator<?> rest = Collections.emptyIterator();
  private @Nullable IndexedMap map;
  private int index;
  private int size;
  private byte @Nullable [] text;
  private int textAt;

  /* The element or member read last. */
  private String name = "";
  private @Nullable Object value;
  private boolean isKept;

  /** Begins with a list, or with an object if the elements are map entries. */
  void begin(Iterator<?> elements, boolean object) {
    isObject = object;
    rest = elements;
    map = null;
    text = null;
    isKept = false;
  }

  /** Begins with an object. */
  void begin(IndexedMap members) {
    isObject = true;
    map = members;
    index = 0;
    size = members.size();
    ShapedMap.Text kept = members instanceof ShapedMap shaped ? shaped.text() : null;
    text = kept == null ? null : kept.bytes();
    textAt = kept == null ? 0 : kept.at();
    isKept = false;
  }

  boolean isObject() {
    return isObject;
  }

  /** Whether there is another element or member. */
  boolean hasNext() {
    return map == null ? rest.hasNext() : index < size;
  }

  /** Reads the next element or member. */
  void next() {
    IndexedMap members = map;
    if (members == null) {
      value = rest.next();
      if (isObject && value instanceof Map.Entry<?, ?> member) {
        name = String.valueOf(member.getKey());
        value = member.getValue();
      }
      return;
    }
    name = members.keyAt(index);
    byte[] kept = text;
    if (kept == null) {
      value = members.valueAt(index);
    } else if (kept[textAt] == ',') {
      isKept = false;
      value = members.get(name);
      textAt++;
    } else {
      isKept = true;
    }
    index++;
  }

  /** The name of the member read last. */
  String name() {
    return name;
  }

  /** Its value, unless that is {@linkplain #isKept kept}. */
  @Nullable Object value() {
    return value;
  }

  /** Whether the value is text, which {@link #beginText} begins and {@link #endText} ends. */
  boolean isKept() {
    return isKept;
  }

  /** Lets a writer begin with the kept value, around which {@code level} containers are open. */
  void beginText(KeptText writer, int level) {
    if (text != null) {
      writer.begin(text, textAt, level);
    }
  }

  /** Continues after the kept value that a writer has written. */
  void endText(KeptText writer) {
    textAt = writer.at();
  }
}
