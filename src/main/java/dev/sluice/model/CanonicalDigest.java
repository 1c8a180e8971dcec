package dev.sluice.model;

import dev.sluice.text.Sha256;
import java.math.BigDecimal;
import java.math.MathContext;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The SHA-256 of a JSON value that ignores the order of keys and the notation of numbers. The order
 * of lists matters.
 *
 * <p>Two values have the same digest if and only if they are equal, with numbers compared by their
 * exact decimal value: 1, 1.0 and 1e0 are one number. Accepts plain Java values of any depth. An
 * instance is for one value and one thread.
 */
final class CanonicalDigest {

  /*
   * The hash input is a prefix-free encoding, so that no two values can have the same bytes: one
   * letter for the kind of value and then, for strings and containers, the number of elements that
   * follow. Strings are encoded as UTF-16 units, which also distinguishes lone surrogates. Members
   * are sorted by key, in the order of UTF-16 units.
   *
   * A double stands for the decimal number in the document. 15 digits survive the round trip
   * through a double, so these 15 are tried first. Double.toString alone would give other digits
   * for a few values on JDKs before 19, and the digest must not depend on the JDK.
   */
  private static final MathContext SAFE_DIGITS = new MathContext(15);

  private final MessageDigest sha = Sha256.begin();
  private final byte[] buffer = new byte[4096];
  private int used;

  private CanonicalDigest() {}

  /** The digest as 64 hexadecimal digits in lower case. */
  static String of(@Nullable Object value) {
    CanonicalDigest digest = new CanonicalDigest();
    digest.addTree(value);
    digest.flush();
    return HexFormat.of().formatHex(digest.sha.digest());
  }

  /** Walks a tree with an explicit stack, because the document controls the depth. */
  private void addTree(@Nullable Object root) {
    Deque<Iterator<?>> open = new ArrayDeque<>();
    add(root, open);
    while (!open.isEmpty()) {
      if (!open.element().hasNext()) {
        open.pop();
        continue;
      }
      Object next = open.element().next();
      if (next instanceof Map.Entry<?, ?> member) {
        addText('k', String.valueOf(member.getKey()));
        add(member.getValue(), open);
      } else {
        add(next, open);
      }
    }
  }

  private void add(@Nullable Object value, Deque<Iterator<?>> open) {
    if (value == null) {
      add('z');
    } else if (value instanceof Boolean bool) {
      add(bool ? 't' : 'f');
    } else if (value instanceof Number number) {
      addText('n', canonical(number));
    } else if (value instanceof Map<?, ?> map) {
      add('o');
      addCount(map.size());
      open.push(sorted(map).iterator());
    } else if (value instanceof List<?> list) {
      add('l');
      addCount(list.size());
      open.push(list.iterator());
    } else {
      addText('s', value.toString());
    }
  }

  private static List<Map.Entry<?, ?>> sorted(Map<?, ?> map) {
    List<Map.Entry<?, ?>> entries = new ArrayList<>(map.entrySet());
    entries.sort((a, b) -> String.valueOf(a.getKey()).compareTo(String.valueOf(b.getKey())));
    return entries;
  }

  /** The digits without leading and trailing zeros, and the power of ten. */
  private static String canonical(Number number) {
    BigDecimal exact =
        number instanceof Double value ? decimal(value) : new BigDecimal(number.toString());
    BigDecimal shortest = exact.stripTrailingZeros();
    return shortest.unscaledValue() + "e" + -(long) shortest.scale();
  }

  private static BigDecimal decimal(double value) {
    BigDecimal rounded = new BigDecimal(value).round(SAFE_DIGITS);
    return rounded.doubleValue() == value ? rounded : new BigDecimal(Double.toString(value));
  }

  private void addText(char kind, String text) {
    add(kind);
    addCount(text.length());
    for (int i = 0; i < text.length(); i++) {
      addUnit(text.charAt(i));
    }
  }

  private void addUnit(char unit) {
    add((char) (unit >> 8));
    add((char) (unit & 0xFF));
  }

  private void addCount(int count) {
    addUnit((char) (count >>> 16));
    addUnit((char) count);
  }

  private void add(char octet) {
    if (used == buffer.length) {
      flush();
    }
    buffer[used++] = (byte) octet;
  }

  private void flush() {
    sha.update(buffer, 0, used);
    used = 0;
  }
}
