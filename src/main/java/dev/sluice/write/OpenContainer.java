package dev.sluice.write;

import dev.sluice.value.IndexedMap;
import dev.sluice.value.ShapedMap;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A container that is being written: the element or member that was read last, and those that are
 * left. One object serves the containers of one level, one after the other.
 */
final class OpenContainer {

  /** The maximum number of members of an object before which the text is remembered. */
  private static final int MOST_LEADS = 8;

  private static final byte[] NOTHING = {};

  private boolean isObject;

  /* What is left: either of an iterator, or of a map with indexes, whose values may be kept text. */
  private Iterator<?> rest = Collections.emptyIterator();
  private @Nullable IndexedMap map;
  private int index;
  private int size;
  private byte @Nullable [] text;
  private int textAt;

  /* Of members by index: the name, and what comes before the value; that depends on the level. */
  private final @Nullable String[] leadNames = new String[MOST_LEADS];
  private final byte[][] leads = new byte[MOST_LEADS][];

  /* The element or member read last. */
  private String name = "";
  private @Nullable Object value;
  private boolean isKept;

  OpenContainer() {
    Arrays.fill(leads, NOTHING);
  }

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

  /**
   * What was written between the last member and the value of this one where a member with this
   * index and name was written before; empty if that is not known.
   */
  @SuppressWarnings({"ReferenceEquality", "StringEquality"}) // equal names are mostly the same
  byte[] lead() {
    int at = index - 1;
    return map != null && at < MOST_LEADS && leadNames[at] == name ? leads[at] : NOTHING;
  }

  /** Whether the member before had this index and name too, so that its lead is worth keeping. */
  @SuppressWarnings({"ReferenceEquality", "StringEquality"}) // equal names are mostly the same
  boolean isSeenAgain() {
    int at = index - 1;
    if (map == null || at >= MOST_LEADS) {
      return false;
    }
    if (leadNames[at] == name) {
      return true;
    }
    leadNames[at] = name;
    leads[at] = NOTHING;
    return false;
  }

  /** Keeps what was written between the last member and the value of this one. */
  void lead(byte[] text) {
    leads[index - 1] = text;
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
