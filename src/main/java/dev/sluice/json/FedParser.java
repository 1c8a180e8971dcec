package dev.sluice.json;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.IOContext;
import com.fasterxml.jackson.core.json.async.NonBlockingJsonParser;
import com.fasterxml.jackson.core.sym.ByteQuadsCanonicalizer;
import java.io.IOException;

/**
 * The non-blocking parser, which also reports whether its input ended between two tokens.
 *
 * <p>If a chunk ends after a comma or a colon, the parser forgets that a name or a value must
 * follow, and accepts {@code {"a":}} and {@code {"a":1,}}. Only its own state shows whether such a
 * byte is part of a string, so this class exposes it.
 */
final class FedParser extends NonBlockingJsonParser {

  FedParser(IOContext context, int features, ByteQuadsCanonicalizer names) {
    super(context, features, names);
  }

  /** The number of different names in the table, which may include those of other documents. */
  int names() {
    return _symbols.size();
  }

  /**
   * A parser that continues here with a new table of names; the current token is complete and not a
   * name.
   *
   * @param bytes the bytes that this parser was fed last
   */
  FedParser renewed(byte[] bytes) throws IOException {
    FedParser next = Parsers.fedWithOwnNames();
    next._parsingContext = _parsingContext;
    next._currToken = _currToken;
    next._majorState = _majorState;
    next._majorStateAfterValue = _majorStateAfterValue;
    next._minorState = _minorState;
    next.feedInput(bytes, _inputPtr, _inputEnd);
    next._currInputProcessed = _currInputProcessed + _inputPtr - _currBufferStart;
    next._endOfInput = _endOfInput;
    return next;
  }

  /**
   * The offset of the current token. The parser does not record the offset of the bracket or brace
   * that closes a container, but is then at the byte after it.
   */
  long tokenOffset() {
    return _currToken != null && _currToken.isStructEnd()
        ? currentLocation().getByteOffset()
        : _tokenInputTotal;
  }

  /** Whether the input ended after a comma or a colon and any blanks. */
  boolean isBehindSeparator() {
    if (_currToken != JsonToken.NOT_AVAILABLE) {
      return false;
    }
    return switch (_minorState) {
      case MINOR_FIELD_LEADING_WS -> _majorState == MAJOR_OBJECT_FIELD_NEXT;
      case MINOR_VALUE_WS_AFTER_COMMA -> true;
      case MINOR_VALUE_LEADING_WS ->
          _majorState == MAJOR_OBJECT_VALUE || _majorState == MAJOR_ARRAY_ELEMENT_NEXT;
      default -> false;
    };
  }

  /** Whether the input ended outside a token, so that blanks at its end separate tokens. */
  boolean isBetweenTokens() {
    if (_currToken != JsonToken.NOT_AVAILABLE) {
      return true;
    }
    return switch (_minorState) {
      case MINOR_FIELD_LEADING_WS,
          MINOR_FIELD_LEADING_COMMA,
          MINOR_VALUE_LEADING_WS,
          MINOR_VALUE_EXPECTING_COMMA,
          MINOR_VALUE_EXPECTING_COLON,
          MINOR_VALUE_WS_AFTER_COMMA ->
          true;
      default -> false;
    };
  }
}
