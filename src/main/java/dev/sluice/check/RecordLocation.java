package dev.sluice.check;

import dev.sluice.text.Pointers;

/**
 * The location of a node or a connection; the pointer is computed only for findings.
 *
 * @param container pointer of the object or list it is in
 * @param key its key in an object; empty in a list
 * @param index its index in a list; negative in an object
 * @param offset the offset of its record
 */
record RecordLocation(String container, String key, int index, long offset) {

  /** Whether it is an element of a list. */
  boolean isElement() {
    return index >= 0;
  }

  String pointer() {
    return index < 0 ? Pointers.child(container, key) : Pointers.child(container, index);
  }
}
