package dev.sluice.text;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the secrets in the bytes of a JSON text that arrives in chunks, by the rules of {@link
 * Secrets}: the names of all enclosing members count, and the member {@code sensitive} also hides
 * values before it. Tolerates malformed text. Not thread-safe.
 */
public final class SecretSpans {

  /** The maximum number of bytes of a string that are searched for tokens. */
  private static final int MOST_CAPTURED = 1 << 16;

  /** Values nested deeper than this are hidden. */
  private static final int DEEPEST = 500;

  /** The depth from which {@code sensitive} describes a variable and not the document. */
  private static final int VARIABLE_DEPTH = 3;

  private static final Pattern ESCAPE = Pattern.compile("\\\\u([0-9a-fA-F]{4})");

  private final Filter shown;
  private final List<Container> open = new ArrayList<>();
  private final List<Span> spans = new ArrayList<>();
  private int deeper;
  private int undecided;
  private long offset;

  private boolean inString;
  private boolean escaped;
  private boolean inWord;
  private long tokenStart;
  private byte[] token = new byte[256];
  private int tokenLength;

  /** Selects the parts of the text that are shown. */
  @FunctionalInterface
  public interface Filter {

    /** Whether a byte from one offset to before another is shown. */
    boolean test(long from, long to);
  }

  private record Span(long from, long to) {}

  /** An object or an array whose end has not been read. */
  private static final class Container {
    private final boolean isObject;
    private final boolean holdsNodes;
    private boolean isSecret;
    private boolean expectsName;
    private String name = "";

    /** Values that are secrets if this object proves to be sensitive. */
    private final List<Span> candidates = new ArrayList<>(0);

    Container(boolean isObject, boolean isSecret, boolean holdsNodes) {
      this.isObject = isObject;
      this.isSecret = isSecret;
      this.holdsNodes = holdsNodes;
      expectsName = isObject;
    }

    boolean isDescribed() {
      return isObject && Secrets.describesVariable(name);
    }

    boolean hides(boolean isContainer) {
      // the key of a node is its id
      boolean isNamed = isObject && Secrets.isSecretKey(name) && !(holdsNodes && isContainer);
      return isNamed || (isSecret && !isDescribed());
    }
  }

  /**
   * Finds the secrets in the parts of a text that are shown.
   *
   * @param shown the parts; secrets elsewhere are not kept
   */
  public SecretSpans(Filter shown) {
    this.shown = shown;
  }

  /** A whole JSON text with secrets masked as {@link Secrets} does; it keeps its line breaks. */
  public static String masked(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    SecretSpans secrets = new SecretSpans((from, to) -> true);
    secrets.take(ByteBuffer.wrap(bytes));
    secrets.finish();
    secrets.spans.sort(
        Comparator.comparingLong(Span::from).thenComparing(Span::to, Comparator.reverseOrder()));
    StringBuilder masked = new StringBuilder();
    int end = 0;
    for (Span span : secrets.spans) {
      if (span.from() >= end) {
        masked.append(text(bytes, end, (int) span.from()));
        masked.append(Secrets.mask(text(bytes, (int) span.from(), (int) span.to())));
        end = (int) span.to();
      }
    }
    return masked.append(text(bytes, end, bytes.length)).toString();
  }

  private static String text(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.UTF_8);
  }

  /** Processes the next chunk; leaves its position as it is. */
  public void take(ByteBuffer chunk) {
    for (int i = chunk.position(); i < chunk.limit(); i++) {
      take(chunk.get(i));
      offset++;
    }
  }

  /** Processes the end of the text, or of the part that matters. */
  public void finish() {
    if (inString) {
      endString();
    } else if (inWord) {
      endWord();
    }
    while (!open.isEmpty()) {
      close();
    }
  }

  /** Whether the rest of the text cannot make a secret of a value before it. */
  public boolean isSettled() {
    return undecided == 0;
  }

  /**
   * Overwrites secrets in a part of the text with an asterisk for each byte.
   *
   * @param part the part
   * @param start its offset in the text
   */
  public void overwrite(byte[] part, long start) {
    for (Span span : spans) {
      int from = (int) Math.min(Math.max(span.from() - start, 0), part.length);
      int to = (int) Math.min(Math.max(span.to() - start, 0), part.length);
      Arrays.fill(part, from, to, (byte) '*');
    }
  }

  private void take(byte next) {
    if (inString) {
      takeInString(next);
      return;
    }
    if (inWord) {
      if (isWord(next)) {
        capture(next);
        return;
      }
      endWord();
    }
    switch (next) {
      case '"' -> {
        inString = true;
        startToken(offset + 1);
      }
      case '{', '[' -> open(next == '{');
      case '}', ']' -> close();
      case ',' -> expectName(true);
      case ':' -> expectName(false);
      default -> {
        if (isWord(next)) {
          inWord = true;
          startToken(offset);
          capture(next);
        }
      }
    }
  }

  private void takeInString(byte next) {
    if (next == '"' && !escaped) {
      endString();
    } else if (next == '\n') {
      endString(); // the closing quote is missing, so the comma was taken for a part of it
      expectName(true);
    } else {
      escaped = next == '\\' && !escaped;
      capture(next);
    }
  }

  private void startToken(long start) {
    tokenStart = start;
    tokenLength = 0;
  }

  private void capture(byte next) {
    if (tokenLength < MOST_CAPTURED) {
      if (tokenLength == token.length) {
        token = Arrays.copyOf(token, 2 * tokenLength);
      }
      token[tokenLength++] = next;
    }
  }

  /** The token, with a character for each byte. */
  private String token() {
    return new String(token, 0, tokenLength, StandardCharsets.ISO_8859_1);
  }

  private @Nullable Container innermost() {
    return open.isEmpty() ? null : open.get(open.size() - 1);
  }

  private void expectName(boolean expected) {
    Container container = innermost();
    if (container != null && deeper == 0) {
      container.expectsName = container.isObject && expected;
    }
  }

  private void open(boolean isObject) {
    Container parent = innermost();
    if (open.size() == DEEPEST) {
      deeper++;
    } else {
      boolean holdsNodes =
          parent != null && parent.name.equals("nodes") && open.size() < VARIABLE_DEPTH;
      open.add(new Container(isObject, parent != null && parent.hides(true), holdsNodes));
    }
  }

  private void close() {
    if (deeper > 0) {
      deeper--;
    } else if (!open.isEmpty()) {
      Container closed = open.remove(open.size() - 1);
      undecided -= closed.candidates.size();
      closed.candidates.forEach(this::addCandidate);
    }
  }

  private void endString() {
    inString = false;
    escaped = false;
    Container container = innermost();
    if (container != null && container.expectsName && deeper == 0) {
      container.name =
          ESCAPE
              .matcher(token())
              .replaceAll(
                  found ->
                      Matcher.quoteReplacement(
                          Character.toString((char) Integer.parseInt(found.group(1), 16))));
      return;
    }
    if (!shown.test(tokenStart, offset)) {
      return;
    }
    String text = token();
    if (Secrets.isTemplate(text)) {
      return;
    }
    Span whole = new Span(tokenStart, offset);
    if (isHidden(container)) {
      spans.add(whole);
    } else {
      Secrets.forEachToken(
          text, (from, to) -> spans.add(new Span(tokenStart + from, tokenStart + to)));
      addCandidate(whole);
    }
  }

  private void endWord() {
    inWord = false;
    Container container = innermost();
    String word = token();
    boolean isNumber = word.matches("[-+.\\d].*");
    if (!isNumber) {
      if (word.equals("true") && container != null && container.name.equals("sensitive")) {
        setSensitive(container);
      }
    } else if (shown.test(tokenStart, offset)) {
      Span whole = new Span(tokenStart, offset);
      if (isHidden(container)) {
        spans.add(whole);
      } else {
        addCandidate(whole);
      }
    }
  }

  private boolean isHidden(@Nullable Container container) {
    return deeper > 0 || (container != null && container.hides(false));
  }

  private void setSensitive(Container container) {
    if (container.isObject && deeper == 0 && open.size() >= VARIABLE_DEPTH) {
      container.isSecret = true;
      spans.addAll(container.candidates);
      undecided -= container.candidates.size();
      container.candidates.clear();
    }
  }

  /** Keeps a value until it is known whether an object around it is sensitive. */
  private void addCandidate(Span span) {
    Container container = innermost();
    if (container != null && open.size() >= VARIABLE_DEPTH && !container.isDescribed()) {
      container.candidates.add(span);
      undecided++;
    }
  }

  private static boolean isWord(byte next) {
    return (next >= '0' && next <= '9')
        || (next >= 'a' && next <= 'z')
        || (next >= 'A' && next <= 'Z')
        || next == '-'
        || next == '+'
        || next == '.';
  }
}
