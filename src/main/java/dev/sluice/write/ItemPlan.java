package dev.sluice.write;

import dev.sluice.write.SourceText.Item;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The items of an object or a list as they are to be written: those that are kept, with another
 * value or name where that differs, and new ones, each with the item it follows.
 */
final class ItemPlan {

  /**
   * What the search for changed items of one object or list may cost for each byte of the items, in
   * addition to {@link #BUDGET}; the items that it does not find are new.
   */
  private static final int BUDGET_PER_BYTE = 4;

  private static final int BUDGET = 1 << 16;

  /**
   * The number of further elements among which an equal one is sought, not counting missing ones.
   */
  private static final int AHEAD = 8;

  private final SourceValues values;
  private final List<Item> items;
  private final List<Entry> targets;

  /** The members of an object; empty for a list. */
  private final Map<?, ?> members;

  /** For each target its item, or -1. */
  private final int[] origins;

  /** The value of {@code values.work()} at which the search for changed items ends. */
  private final long mostWork;

  /**
   * An item of the result.
   *
   * @param origin the index of the old item, or -1 for a new one
   * @param name the name to write, empty for an element
   * @param isNamed whether the name is written
   * @param isPatched whether the value is compared and written
   */
  record Entry(
      int origin, String name, boolean isNamed, boolean isPatched, @Nullable Object value) {

    static Entry of(String name, @Nullable Object value) {
      return new Entry(-1, name, false, true, value);
    }
  }

  private ItemPlan(SourceValues values, List<Item> items, List<Entry> targets, Map<?, ?> members) {
    this.values = values;
    this.items = items;
    this.targets = targets;
    this.members = members;
    origins = new int[targets.size()];
    long bytes = items.isEmpty() ? 0 : items.get(items.size() - 1).end() - items.get(0).start();
    mostWork = values.work() + BUDGET + BUDGET_PER_BYTE * bytes;
  }

  /** The items of an object, in order; members that were moved after others count as new. */
  static List<Entry> ofMembers(SourceValues values, List<Item> items, Map<?, ?> members) {
    List<Entry> targets = new ArrayList<>();
    members.forEach((name, value) -> targets.add(Entry.of(String.valueOf(name), value)));
    return new ItemPlan(values, items, targets, members).members();
  }

  /** The items of a list, in order. */
  static List<Entry> ofElements(SourceValues values, List<Item> items, List<?> elements) {
    List<Entry> targets = new ArrayList<>();
    elements.forEach(value -> targets.add(Entry.of("", value)));
    ItemPlan plan = new ItemPlan(values, items, targets, Map.of());
    plan.anchorElements();
    plan.fillGaps();
    return plan.entries(new boolean[items.size()]);
  }

  private List<Entry> members() {
    Map<String, Integer> first = new HashMap<>();
    for (int i = 0; i < items.size(); i++) {
      first.putIfAbsent(items.get(i).name(), i);
    }
    Set<String> moved = new HashSet<>();
    int before = -1;
    for (int i = 0; i < origins.length; i++) {
      int origin = first.getOrDefault(targets.get(i).name(), -1);
      origins[i] = origin < before ? -1 : origin;
      if (origin >= 0 && origin < before) {
        moved.add(targets.get(i).name());
      }
      before = Math.max(before, origin);
    }
    fillGaps();
    boolean[] repeated = new boolean[items.size()];
    for (int i = 0; i < repeated.length; i++) {
      String name = items.get(i).name();
      repeated[i] =
          first.getOrDefault(name, i) != i && members.containsKey(name) && !moved.contains(name);
    }
    return entries(repeated);
  }

  private void anchorElements() {
    int last = items.size() - 1;
    int from = 0;
    int to = targets.size() - 1;
    while (from <= to && from <= last && same(from, from)) {
      origins[from] = from++;
    }
    while (to >= from && last >= from && same(last, to)) {
      origins[to--] = last--;
    }
    Map<Integer, Deque<Integer>> byHash = new HashMap<>();
    for (int item = from; item <= last && from <= to; item++) {
      byHash.computeIfAbsent(values.hash(items.get(item)), any -> new ArrayDeque<>()).add(item);
    }
    int next = from;
    int most = AHEAD + Math.max(0, last - to);
    for (int target = from; target <= to; target++) {
      int hash = Objects.hashCode(targets.get(target).value());
      origins[target] = find(byHash.getOrDefault(hash, new ArrayDeque<>()), next, most, target);
      next = Math.max(next, origins[target] + 1);
    }
  }

  /** The next item that is the same as a target, if it is not too far ahead; or else -1. */
  private int find(Deque<Integer> candidates, int next, int most, int target) {
    while (!candidates.isEmpty() && candidates.getFirst() < next) {
      candidates.removeFirst();
    }
    boolean near = !candidates.isEmpty() && candidates.getFirst() <= next + most;
    return near && same(candidates.getFirst(), target) ? candidates.removeFirst() : -1;
  }

  private boolean same(int item, int target) {
    return values.same(items.get(item), targets.get(target).value());
  }

  /**
   * Pairs what is left between two pairs: changed elements, or renamed members. If as many are left
   * on both sides, they are paired in order; otherwise those that resemble each other.
   */
  private void fillGaps() {
    int next = 0;
    for (int target = 0; target < origins.length; ) {
      if (origins[target] >= 0) {
        next = origins[target++] + 1;
        continue;
      }
      int behind = target;
      while (behind < origins.length && origins[behind] < 0) {
        behind++;
      }
      int end = behind < origins.length ? origins[behind] : items.size();
      int left = 0;
      for (int item = next; item < end; item++) {
        left += isLeft(item) ? 1 : 0;
      }
      fillGap(target, behind, next, end, behind - target == left);
      target = behind;
    }
  }

  private void fillGap(int target, int behind, int item, int end, boolean all) {
    int next = item;
    for (int i = target; i < behind; i++) {
      for (int candidate = next;
          candidate < end && origins[i] < 0 && (all || values.work() < mostWork);
          candidate++) {
        if (isLeft(candidate) && (all || resembles(candidate, i))) {
          origins[i] = candidate;
          next = candidate + 1;
        }
      }
    }
  }

  /** Whether an item may be paired: an element, or a member whose name is not a target's. */
  private boolean isLeft(int item) {
    return !members.containsKey(items.get(item).name());
  }

  /** Whether an item is probably a target under another name or with another value. */
  private boolean resembles(int item, int target) {
    return values.resembles(items.get(item), targets.get(target).value());
  }

  /** The entries in order: new ones follow the entry before them. */
  private List<Entry> entries(boolean[] repeated) {
    Map<String, Item> last = SourceText.byName(items);
    Map<Integer, Integer> targetOf = new HashMap<>();
    for (int i = 0; i < origins.length; i++) {
      if (origins[i] >= 0) {
        targetOf.put(origins[i], i);
      }
    }
    List<Entry> entries = new ArrayList<>();
    addNew(entries, 0);
    for (int i = 0; i < items.size(); i++) {
      Item item = items.get(i);
      Integer own = targetOf.get(i);
      if (own != null) {
        Entry wanted = targets.get(own);
        boolean counts = members.isEmpty() || item.equals(last.get(item.name()));
        boolean named = !wanted.name().equals(item.name());
        entries.add(new Entry(i, wanted.name(), named, named || counts, wanted.value()));
        addNew(entries, own + 1);
      } else if (repeated[i]) {
        boolean counts = item.equals(last.get(item.name()));
        entries.add(new Entry(i, item.name(), false, counts, members.get(item.name())));
      }
    }
    return entries;
  }

  private void addNew(List<Entry> entries, int from) {
    for (int target = from; target < origins.length && origins[target] < 0; target++) {
      entries.add(targets.get(target));
    }
  }
}
