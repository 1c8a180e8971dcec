package dev.sluice.json;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.IOContext;
import com.fasterxml.jackson.core.json.UTF8StreamJsonParser;
import com.fasterxml.jackson.core.sym.ByteQuadsCanonicalizer;

/**
 * The blocking parser over a whole document. Its caller may read members and elements directly from
 * the bytes; the parser then continues after them.
 */
final class WholeParser extends UTF8StreamJsonParser {

  WholeParser(
      IOContext context,
      int features,
      ByteQuadsCanonicalizer names,
      byte[] bytes,
      int start,
      int end) {
    super(context, features, null, null, names, bytes, start, end, 0, false);
  }

  /** The number of different names in the table, which may include those of other documents. */
  int names() {
    return _symbols.size();
  }

  /** A parser that continues here with a new table of names; the current token is not a name. */
  WholeParser renewed() {
    WholeParser next = Parsers.wholeWithOwnNames(_inputBuffer, _inputPtr, _inputEnd);
    next._parsingContext = _parsingContext;
    next._currToken = _currToken;
    next._tokenIncomplete = _tokenIncomplete;
    next._currInputProcessed = _currInputProcessed;
    return next;
  }

  /**
   * The offset of the current token, as in {@link #currentTokenLocation}, which would create an
   * object for every record of a document.
   */
  long tokenOffset() {
    return _currToken == JsonToken.FIELD_NAME
        ? _currInputProcessed + _nameStartOffset - 1
        : _tokenInputTotal - 1;
  }

  /** Whether the parser is at the beginning or end of a container, with all before it consumed. */
  boolean isBetweenParts() {
    JsonToken token = _currToken;
    return token != null && (token.isStructStart() || token.isStructEnd());
  }

  /** Whether a member or an element of the innermost container has been read. */
  boolean isBehindPart() {
    return _parsingContext.hasCurrentIndex();
  }

  /** Index of the first byte that has not been used up. */
  int position() {
    return _inputPtr;
  }

  /** Continues at an index, after a member or an element that the caller has read. */
  void skipPart(int to) {
    _inputPtr = to;
    _parsingContext.expectComma(); // counts the part
  }
}
