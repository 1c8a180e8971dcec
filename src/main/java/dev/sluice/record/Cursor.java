package dev.sluice.record;

import dev.sluice.model.Place;

/** Where in the document the reader stands; everything here is worked out when asked for. */
public interface Cursor {

  /** RFC 6901 pointer of the value being read. */
  String pointer();

  /** Offset of the value being read. */
  long offset();

  /** Offset of the member name before the value being read. */
  long offsetOfName();

  /** The place of either of them. */
  Place place(long offset);
}
