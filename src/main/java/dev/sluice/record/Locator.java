package dev.sluice.record;

import dev.sluice.json.JsonTokens;
import dev.sluice.model.Place;

/** The way from byte offsets to places, for the offsets of records and what lies within them. */
public interface Locator {

  /**
   * The place of a mark, or of any byte at hand: those from the last mark before the last chunk on,
   * and all of a whole document.
   */
  Place place(long offset);

  /** The place of the value of a record that is a member of an object, such as a node. */
  Place placeOfValue(long recordOffset);

  /**
   * The place of a value within a record whose bytes are at hand.
   *
   * @param recordOffset offset of the record, or of the name of the member it is
   * @param path member names and element numbers, outermost first; of several members of one name
   *     the last is meant; the walk ends early where the path leads nowhere
   */
  Place placeWithin(long recordOffset, Object... path);

  /** The place of a member's name within such a record; the path ends with that name. */
  Place placeOfNameWithin(long recordOffset, Object... path);

  /** The places of a document whose tokens are being read. */
  static Locator of(JsonTokens tokens) {
    return new Locator() {
      @Override
      public Place place(long offset) {
        return tokens.place(offset);
      }

      @Override
      public Place placeOfValue(long recordOffset) {
        return tokens.placeBehind(recordOffset);
      }

      @Override
      public Place placeWithin(long recordOffset, Object... path) {
        return tokens.placeWithin(recordOffset, path);
      }

      @Override
      public Place placeOfNameWithin(long recordOffset, Object... path) {
        return tokens.placeOfNameWithin(recordOffset, path);
      }
    };
  }
}
