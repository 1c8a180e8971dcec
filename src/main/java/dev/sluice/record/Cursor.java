package dev.sluice.record;

import dev.sluice.model.Place;

/** Where in the document the reader stands; everything here is worked out when asked for. */
public interface Cursor {

  /** RFC 6901 pointer of the value being read. */
  String pointer();

  /** The place of the value being read. */
  Place place();

  /** The place of the member name before the value being read. */
  Place placeOfName();
}
