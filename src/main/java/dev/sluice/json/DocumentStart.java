package dev.sluice.json;

import org.jspecify.annotations.Nullable;

/**
 * Processes the bytes before the first token: checks the encoding, and skips one byte order mark
 * and blanks.
 *
 * <p>The parsers cannot do this: they also accept encodings other than UTF-8, the only one that RFC
 * 8259 allows, and skip a byte order mark wherever the first chunk happens to end.
 */
final class DocumentStart {

  /** The number of bytes that determine the encoding. */
  private static final int TELLING = 4;

  /** The length of a byte order mark in UTF-8. */
  private static final int MARK = 3;

  private final Window window;
  private final Diagnosis diagnosis;
  private boolean checked;

  DocumentStart(Window window, Diagnosis diagnosis) {
    this.window = window;
    this.diagnosis = diagnosis;
  }

  /** Whether the encoding is known to be UTF-8, so that blanks can be recognised. */
  boolean isChecked() {
    return checked;
  }

  /**
   * The index of the first byte of the first token, or of the end of a document without tokens; -1
   * if more bytes are needed.
   *
   * @param complete whether no further bytes follow
   */
  int firstToken(boolean complete) {
    if (!checked) {
      if (window.end() - window.start() < TELLING && !complete) {
        return -1;
      }
      check();
    }
    int first = Blanks.skip(window.bytes(), window.start(), window.end());
    window.worked(first - window.start());
    if (first == window.end()) {
      return complete ? first : -1;
    }
    if (byteAt(first) == 0xEF) {
      if (first + MARK > window.end() && !complete) {
        return -1;
      }
      throw isMarkAt(first)
          ? diagnosis.secondMark(first)
          : diagnosis.fault(window.startOffset(), null);
    }
    return first;
  }

  private void check() {
    String encoding = wideEncoding();
    if (encoding != null) {
      throw diagnosis.otherEncoding(encoding, isWideMark());
    }
    int start = window.start();
    if (byteAt(start) == 0x1F && byteAt(start + 1) == 0x8B) {
      throw diagnosis.compressedTwice("gzip");
    }
    if (byteAt(start) == 0x28 && byteAt(start + 1) == 0xB5) {
      throw diagnosis.compressedTwice("zstd");
    }
    if (byteAt(start) == 0 || byteAt(start + 1) == 0) {
      throw isZeroed() ? diagnosis.zeroBytes() : diagnosis.fault(window.startOffset(), null);
    }
    if (isMarkAt(start)) {
      window.skipByteOrderMark();
    }
    checked = true;
  }

  /** The byte at an index, or -1 after the buffered bytes. */
  private int byteAt(int index) {
    return index < window.end() ? window.bytes()[index] & 0xFF : -1;
  }

  private boolean isMarkAt(int index) {
    return byteAt(index) == 0xEF && byteAt(index + 1) == 0xBB && byteAt(index + 2) == 0xBF;
  }

  private boolean isZeroed() {
    for (int i = window.start(); i < Math.min(window.end(), window.start() + TELLING); i++) {
      if (window.bytes()[i] != 0) {
        return false;
      }
    }
    return true;
  }

  private boolean isWideMark() {
    int first = byteAt(window.start());
    return first == 0xFE || first == 0xFF || byteAt(window.start() + TELLING - 1) == 0xFF;
  }

  /**
   * The encoding with four or two bytes per character that the document begins in, or null. All
   * JSON characters outside strings are ASCII.
   */
  private @Nullable String wideEncoding() {
    int start = window.start();
    int one = byteAt(start);
    int two = byteAt(start + 1);
    int three = byteAt(start + 2);
    int four = byteAt(start + 3);
    if (one == 0xFF && two == 0xFE) {
      return three == 0 && four == 0 ? "UTF-32LE" : "UTF-16LE";
    }
    if (one == 0xFE && two == 0xFF) {
      return "UTF-16BE";
    }
    if (one == 0 && two == 0 && three == 0xFE && four == 0xFF) {
      return "UTF-32BE";
    }
    if (one > 0 && two == 0) {
      boolean wide = three == 0 && four == 0;
      return wide ? "UTF-32LE" : four <= 0 || one == '"' ? "UTF-16LE" : null;
    }
    if (one == 0 && two == 0) {
      return three == 0 && four > 0 ? "UTF-32BE" : null;
    }
    return one == 0 && two > 0 && (three <= 0 || two == '"') ? "UTF-16BE" : null;
  }
}
