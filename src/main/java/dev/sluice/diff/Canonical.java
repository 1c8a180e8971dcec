package dev.sluice.diff;

import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * JSON values as text that is equal for values with equal content: keys are sorted, and numbers are
 * written by value. Accepts values of any depth.
 */
final class Canonical {

  private Canonical() {}

  /** The text of a value whose strings are first replaced. */
  static String of(@Nullable Object root, UnaryOperator<String> renamed) {
    StringBuilder text = new StringBuilder();
    Deque<Iterator<?>> open = new ArrayDeque<>();
    add(text, root, open, renamed);
    while (!open.isEmpty()) {
      if (!open.element().hasNext()) {
        open.pop();
        text.append('.');
        continue;
      }
      Object next = open.element().next();
      if (next instanceof Map.Entry<?, ?> member) {
        addText(text, 'k', String.valueOf(member.getKey()));
        add(text, member.getValue(), open, renamed);
      } else {
        add(text, next, open, renamed);
      }
    }
    return text.toString();
  }

  private static void add(
      StringBuilder text,
      @Nullable Object value,
      Deque<Iterator<?>> open,
      UnaryOperator<String> renamed) {
    if (value instanceof Map<?, ?> map) {
      List<Map.Entry<?, ?>> members = new ArrayList<>(map.entrySet());
      members.sort(Comparator.comparing(member -> String.valueOf(member.getKey())));
      text.append('o');
      open.push(members.iterator());
    } else if (value instanceof List<?> list) {
      text.append('l');
      open.push(list.iterator());
    } else if (value instanceof String string) {
      addText(text, 's', renamed.apply(string));
    } else if (value instanceof Number number) {
      addText(text, 'n', exact(number).stripTrailingZeros().toString());
    } else {
      text.append(value == null ? "z" : Boolean.TRUE.equals(value) ? "t" : "f");
    }
  }

  /** Adds a text after its length, so that different values never give the same text. */
  private static void addText(StringBuilder text, char kind, String content) {
    text.append(kind).append(content.length()).append(':').append(content);
  }

  /** Whether two numbers are equal by value. */
  static boolean sameNumber(Number one, Number other) {
    return one.equals(other) || exact(one).compareTo(exact(other)) == 0;
  }

  private static BigDecimal exact(Number number) {
    return number instanceof BigDecimal exact ? exact : new BigDecimal(number.toString());
  }

  /** Whether two values are equal including the order of keys and the notation of numbers. */
  static boolean identical(@Nullable Object one, @Nullable Object other) {
    Deque<Iterator<?>> ours = new ArrayDeque<>();
    Deque<Iterator<?>> theirs = new ArrayDeque<>();
    if (!enter(one, other, ours, theirs)) {
      return false;
    }
    while (!ours.isEmpty()) {
      if (!ours.element().hasNext()) {
        ours.pop();
        theirs.pop();
        continue;
      }
      Object our = ours.element().next();
      Object their = theirs.element().next();
      if (our instanceof Map.Entry<?, ?> member && their instanceof Map.Entry<?, ?> twin) {
        if (!member.getKey().equals(twin.getKey())) {
          return false;
        }
        our = member.getValue();
        their = twin.getValue();
      }
      if (!enter(our, their, ours, theirs)) {
        return false;
      }
    }
    return true;
  }

  private static boolean enter(
      @Nullable Object one,
      @Nullable Object other,
      Deque<Iterator<?>> ours,
      Deque<Iterator<?>> theirs) {
    if (one == other) {
      return true;
    }
    if (one instanceof Map<?, ?> map && other instanceof Map<?, ?> twin) {
      ours.push(map.entrySet().iterator());
      theirs.push(twin.entrySet().iterator());
      return map.size() == twin.size();
    }
    if (one instanceof List<?> list && other instanceof List<?> twin) {
      ours.push(list.iterator());
      theirs.push(twin.iterator());
      return list.size() == twin.size();
    }
    if (one instanceof Number && other instanceof Number) {
      return one.toString().equals(other.toString());
    }
    boolean container = one instanceof Map || one instanceof List;
    return one != null && !container && one.equals(other);
  }
}
