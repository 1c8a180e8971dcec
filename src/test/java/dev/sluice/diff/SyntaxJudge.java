package dev.sluice.diff;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Whether bytes are one JSON document in UTF-8, said without any code of Sluice: Jackson's own
 * parser of characters, strict as RFC 8259, over the whole of them.
 */
final class SyntaxJudge {

  private final JsonFactory factory =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .build())
          .build();

  /** Whether it is sound JSON without half surrogate pairs, behind one byte order mark at most. */
  boolean accepts(byte[] document) {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(document)).toString();
    } catch (CharacterCodingException e) {
      return false;
    }
    String json = text.startsWith("\uFEFF") ? text.substring(1) : text;
    try (JsonParser parser = factory.createParser(json)) {
      return isOneValue(parser);
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean isOneValue(JsonParser parser) throws IOException {
    int roots = 0;
    JsonToken token = parser.nextToken();
    while (token != null) {
      boolean begins = token.isStructStart() || token.isScalarValue();
      roots += begins && parser.getParsingContext().inRoot() && !token.isStructStart() ? 1 : 0;
      roots += token.isStructStart() && parser.getParsingContext().getParent().inRoot() ? 1 : 0;
      if ((token == JsonToken.FIELD_NAME || token == JsonToken.VALUE_STRING)
          && hasHalfPair(parser.getText())) {
        return false;
      }
      token = parser.nextToken();
    }
    return roots == 1;
  }

  private static boolean hasHalfPair(String text) {
    return !StandardCharsets.UTF_16.newEncoder().canEncode(text);
  }
}
