package dev.sluice.locate;

import dev.sluice.model.Place;

/**
 * Where a value is in a document.
 *
 * @param pointer RFC 6901 pointer to it
 * @param place where it begins
 */
public record Located(String pointer, Place place) {

  /** The document as a whole. */
  public static final Located DOCUMENT = new Located("", Place.START);
}
