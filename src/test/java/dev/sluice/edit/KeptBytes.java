package dev.sluice.edit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.edit.JsonSpans.Span;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks that the text of a document has kept all bytes of what an edit did not change: each value
 * that is the same, the names of members, and what is between items that were neighbours and are
 * neighbours still.
 */
final class KeptBytes {

  private final String name;
  private final byte[] before;
  private final byte[] after;

  /** Whether items that have no counterpart are in the place of those without one. */
  private final boolean inPlace;

  private final List<String> changes = new ArrayList<>();

  private KeptBytes(String name, byte[] before, byte[] after, boolean inPlace) {
    this.name = name;
    this.before = before;
    this.after = after;
    this.inPlace = inPlace;
  }

  /**
   * Compares a text with the one before.
   *
   * @param inPlace whether nothing was added, so that as many items as were there before in a gap
   *     between two others are the same ones, changed
   * @return a path to each value that was changed, added or removed, with {@code +} for an element
   *     that was added
   */
  static List<String> check(String name, byte[] before, byte[] after, boolean inPlace) {
    KeptBytes texts = new KeptBytes(name, before, after, inPlace);
    Span old = JsonSpans.of(before);
    Span now = JsonSpans.of(after);
    texts.same("", 0, old.start(), 0, now.start());
    texts.value("", old, now);
    texts.same("", old.end(), before.length, now.end(), after.length);
    return texts.changes;
  }

  private void same(String pointer, int from, int to, int fromNow, int toNow) {
    String old = text(before, from, to);
    String now = text(after, fromNow, toNow);
    if (!old.equals(now)) {
      assertThat(now)
          .as("%s: bytes at %s, from %d and %d", name, pointer, from, fromNow)
          .isEqualTo(old);
    }
  }

  private static String text(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
  }

  private void value(String pointer, Span old, Span now) {
    if (old.isSame(now)) {
      same(pointer, old.value(), old.end(), now.value(), now.end());
    } else if (old.isContainer() && old.scalar().equals(now.scalar())) {
      items(pointer, old, now);
    } else {
      changes.add(pointer);
    }
  }

  private void items(String pointer, Span old, Span now) {
    int[] counterparts = counterparts(old.items(), now.items());
    int previous = -1;
    List<Span> added = new ArrayList<>(now.items());
    for (int i = 0; i < counterparts.length; i++) {
      Span item = old.items().get(i);
      String path = pointer + "/" + (item.isMember() ? item.name() : i);
      int j = counterparts[i];
      if (j < 0) {
        changes.add(path);
        continue;
      }
      Span then = now.items().get(j);
      added.remove(then);
      boolean neighbours = i == 0 ? j == 0 : previous == j - 1 && counterparts[i - 1] >= 0;
      if (neighbours) {
        int from = i == 0 ? old.value() : old.items().get(i - 1).end();
        int fromNow = j == 0 ? now.value() : now.items().get(j - 1).end();
        same(path, from, item.start(), fromNow, then.start());
      }
      if (item.name().equals(then.name())) {
        same(path, item.start(), item.value(), then.start(), then.value());
      } else {
        changes.add(path);
      }
      value(path, item, then);
      if (i == counterparts.length - 1 && j == now.items().size() - 1) {
        same(path, item.end(), old.end(), then.end(), now.end());
      }
      previous = j;
    }
    for (Span item : added) {
      changes.add(pointer + "/" + (item.isMember() ? item.name() : "+"));
    }
  }

  /** The index of each item's counterpart, or -1; members by name, elements by value. */
  private int[] counterparts(List<Span> old, List<Span> now) {
    int[][] length = new int[old.size() + 1][now.size() + 1];
    for (int i = old.size() - 1; i >= 0; i--) {
      for (int j = now.size() - 1; j >= 0; j--) {
        length[i][j] =
            isCounterpart(old.get(i), now.get(j))
                ? length[i + 1][j + 1] + 1
                : Math.max(length[i + 1][j], length[i][j + 1]);
      }
    }
    int[] found = new int[old.size()];
    int i = 0;
    int j = 0;
    int gap = 0;
    int gapNow = 0;
    while (i < old.size() || j < now.size()) {
      boolean both = i < old.size() && j < now.size();
      if (both && isCounterpart(old.get(i), now.get(j))) {
        pair(found, gap, i, gapNow, j);
        found[i++] = j++;
        gap = i;
        gapNow = j;
      } else if (i < old.size() && (!both || length[i + 1][j] >= length[i][j + 1])) {
        found[i++] = -1;
      } else {
        j++;
      }
    }
    pair(found, gap, i, gapNow, j);
    return found;
  }

  /** Pairs the items of two gaps of the same length. */
  private void pair(int[] found, int from, int to, int fromNow, int toNow) {
    for (int i = from; inPlace && to - from == toNow - fromNow && i < to; i++) {
      found[i] = fromNow + i - from;
    }
  }

  private static boolean isCounterpart(Span old, Span now) {
    return old.name().equals(now.name()) && (old.isMember() || old.isSame(now));
  }
}
