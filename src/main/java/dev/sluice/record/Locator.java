package dev.sluice.record;

import dev.sluice.json.JsonTokens;
import dev.sluice.model.Place;
import java.util.List;

/** Converts the byte offsets of records, and of values in them, to places. */
public interface Locator {

  /**
   * The place of a mark or of a buffered byte. The buffered bytes are those from the last mark
   * before the last chunk, or all of them if the document is read as a whole.
   */
  Place place(long offset);

  /** The place of the value of a record that is a member of an object, such as a node. */
  Place placeOfValue(long recordOffset);

  /**
   * The place of a value within a record whose bytes are buffered.
   *
   * @param recordOffset the offset of the record, or of its member name
   * @param path member names and element indices, outermost first; the last of duplicate names
   *     counts; the search ends early if the path does not exist
   */
  Place placeWithin(long recordOffset, Object... path);

  /** The place of a member's name within such a record; the path ends with that name. */
  Place placeOfNameWithin(long recordOffset, Object... path);

  /**
   * The offsets of the names of several members of an object that is a member of such a record, as
   * {@link #placeOfNameWithin} finds them, in one pass.
   */
  long[] offsetsOfNamesWithin(long recordOffset, String member, List<String> names);

  /**
   * The offsets of the names of some members of a buffered object.
   *
   * @param object the offset of the object
   * @param members the numbers of the members, in ascending order
   */
  long[] offsetsOfNames(long object, int[] members);

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

      @Override
      public long[] offsetsOfNamesWithin(long recordOffset, String member, List<String> names) {
        return tokens.offsetsOfNamesWithin(recordOffset, member, names);
      }

      @Override
      public long[] offsetsOfNames(long object, int[] members) {
        return tokens.offsetsOfNames(object, members);
      }
    };
  }
}
