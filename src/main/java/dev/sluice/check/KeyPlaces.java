package dev.sluice.check;

import dev.sluice.model.Place;
import dev.sluice.record.Locator;
import java.util.List;

/**
 * The places of config keys that are reported for one node. If there are several, the node is
 * searched only once for all of them: a config can have tens of thousands of keys.
 */
final class KeyPlaces {

  private long node = -1;
  private String holder = "";
  private long[] offsets = {};

  /**
   * The place of a key.
   *
   * @param offset the offset of the node, which identifies it
   * @param member the member of the node that has the key
   * @param keys the keys that are reported for the node
   * @param index the index of the key among them
   */
  Place of(Locator locator, long offset, String member, List<String> keys, int index) {
    if (offset != node && keys.size() > 1) {
      offsets = locator.offsetsOfNamesWithin(offset, member, keys);
      node = offset;
      holder = member;
    }
    return offset == node && member.equals(holder)
        ? locator.place(offsets[index])
        : locator.placeOfNameWithin(offset, member, keys.get(index));
  }
}
