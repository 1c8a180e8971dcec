package dev.sluice.write;

import dev.sluice.model.Layout;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * The text of a JSON document in another layout, as an iterator of chunks, each created on demand.
 *
 * <p>Only the white space between tokens and the byte order mark change: names, strings and numbers
 * keep their spelling, and repeated keys stay. If the layout is ASCII, other characters are
 * escaped. Not thread-safe.
 */
final class RelaidText implements Iterator<ByteBuffer> {

  private final SourceText text;
  private final Layout layout;
  private final JsonBuffer buffer;
  private final Separators separators;
  private int at;
  private int level;
  private boolean done;

  /** The rest of a token: bytes of an array between two indices. */
  private byte[] token = {};

  private int tokenFrom;
  private int tokenEnd;

  /**
   * A text in a layout.
   *
   * @param json a JSON document
   */
  RelaidText(byte[] json, Layout layout) {
    this.text = new SourceText(json);
    this.layout = layout;
    this.buffer = new JsonBuffer(layout.ascii(), json.length);
    this.separators = new Separators(buffer, layout);
    this.at = text.root();
    if (layout.marked()) {
      buffer.putByteOrderMark();
    }
  }

  @Override
  public boolean hasNext() {
    return !done;
  }

  @Override
  public ByteBuffer next() {
    if (done) {
      throw new NoSuchElementException("the document is complete");
    }
    while (!buffer.isFull() && !done) {
      if (tokenFrom < tokenEnd) {
        tokenFrom = buffer.putBytes(token, tokenFrom, tokenEnd);
      } else {
        step();
      }
    }
    return buffer.take();
  }

  private void step() {
    if (at == text.bytes().length) {
      buffer.put(layout.end());
      done = true;
      return;
    }
    char next = (char) text.at(at);
    switch (next) {
      case '{', '[' -> open(next);
      case '}', ']' -> {
        level--;
        separators.line(level);
        buffer.put(next);
        at++;
      }
      case ',' -> {
        separators.comma(level);
        at++;
      }
      case ':' -> {
        separators.colon();
        at++;
      }
      case '"' -> string(at, text.behindString(at));
      default -> token(text.bytes(), at, text.behindWord(at));
    }
    at = text.blanks(at);
  }

  private void open(char bracket) {
    buffer.put(bracket);
    at = text.blanks(at + 1);
    char first = (char) text.at(at);
    if (first == '}' || first == ']') {
      buffer.put(first);
      at++;
    } else {
      level++;
      separators.line(level);
    }
  }

  private void string(int from, int to) {
    token(text.bytes(), from, to);
    if (layout.ascii() && !isAscii(from, to)) {
      token = escaped(new String(text.bytes(), from, to - from, StandardCharsets.UTF_8));
      tokenFrom = 0;
      tokenEnd = token.length;
    }
  }

  private void token(byte[] bytes, int from, int to) {
    token = bytes;
    tokenFrom = from;
    tokenEnd = to;
    at = to;
  }

  private boolean isAscii(int from, int to) {
    for (int i = from; i < to; i++) {
      if (text.bytes()[i] < 0 || text.bytes()[i] == JsonBuffer.DELETE) {
        return false;
      }
    }
    return true;
  }

  private static byte[] escaped(String token) {
    StringBuilder escaped = new StringBuilder(2 * token.length());
    for (int i = 0; i < token.length(); i++) {
      char next = token.charAt(i);
      if (next < JsonBuffer.DELETE) {
        escaped.append(next);
      } else {
        escaped.append(String.format("\\u%04x", (int) next));
      }
    }
    return escaped.toString().getBytes(StandardCharsets.US_ASCII);
  }
}
