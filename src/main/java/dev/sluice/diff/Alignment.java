package dev.sluice.diff;

import com.github.difflib.DiffUtils;
import com.github.difflib.algorithm.myers.MyersDiffWithLinearSpace;
import com.github.difflib.patch.AbstractDelta;
import java.util.ArrayList;
import java.util.List;

/**
 * The edits that turn one list into another.
 *
 * @param edits in ascending order, with at least one equal element between two of them
 * @param complete whether equal elements between the first and the last difference were searched;
 *     if not, there is at most one edit
 */
record Alignment(List<Edit> edits, boolean complete) {

  /**
   * Elements of one list that are replaced by elements of the other.
   *
   * @param before the index of the first removed element
   * @param removed the number of removed elements
   * @param after the index of the first added element
   * @param added the number of added elements
   */
  record Edit(int before, int removed, int after, int added) {

    int beforeEnd() {
      return before + removed;
    }

    int afterEnd() {
      return after + added;
    }
  }

  /**
   * The shortest edits, if neither list has more than {@code most} elements between the first and
   * the last difference.
   */
  static <T> Alignment of(List<T> before, List<T> after, int most) {
    int least = Math.min(before.size(), after.size());
    int head = 0;
    while (head < least && before.get(head).equals(after.get(head))) {
      head++;
    }
    int tail = 0;
    while (tail < least - head
        && before.get(before.size() - 1 - tail).equals(after.get(after.size() - 1 - tail))) {
      tail++;
    }
    List<T> old = before.subList(head, before.size() - tail);
    List<T> now = after.subList(head, after.size() - tail);
    if (old.isEmpty() && now.isEmpty()) {
      return new Alignment(List.of(), true);
    }
    if (Math.max(old.size(), now.size()) > most) {
      return new Alignment(List.of(new Edit(head, old.size(), head, now.size())), false);
    }
    return new Alignment(edits(old, now, head), true);
  }

  private static <T> List<Edit> edits(List<T> before, List<T> after, int head) {
    List<Edit> edits = new ArrayList<>();
    for (AbstractDelta<T> delta :
        DiffUtils.diff(before, after, new MyersDiffWithLinearSpace<T>()).getDeltas()) {
      Edit edit =
          new Edit(
              delta.getSource().getPosition() + head,
              delta.getSource().size(),
              delta.getTarget().getPosition() + head,
              delta.getTarget().size());
      int last = edits.size() - 1;
      if (last >= 0
          && edits.get(last).beforeEnd() == edit.before()
          && edits.get(last).afterEnd() == edit.after()) {
        Edit other = edits.get(last);
        edits.set(
            last,
            new Edit(
                other.before(),
                other.removed() + edit.removed(),
                other.after(),
                other.added() + edit.added()));
      } else {
        edits.add(edit);
      }
    }
    return edits;
  }
}
