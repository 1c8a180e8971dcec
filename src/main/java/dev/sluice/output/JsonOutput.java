package dev.sluice.output;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import dev.sluice.text.Quote;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes JSON results in UTF-8 that are safe for a terminal: every character that {@link Quote}
 * considers unsafe is escaped.
 */
public final class JsonOutput {

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .streamWriteConstraints(
              StreamWriteConstraints.builder().maxNestingDepth(Integer.MAX_VALUE).build())
          .build();

  private JsonOutput() {}

  /** A generator that writes to a stream and does not close it. */
  public static JsonGenerator to(OutputStream target) throws IOException {
    return fit(FACTORY.createGenerator(target));
  }

  /** A generator that writes characters. */
  public static JsonGenerator to(Writer target) throws IOException {
    return fit(FACTORY.createGenerator(target));
  }

  private static JsonGenerator fit(JsonGenerator json) {
    json.setCharacterEscapes(new Unfit());
    json.setRootValueSeparator(null);
    return json;
  }

  /** Writes a plain Java value of any depth. */
  public static void write(JsonGenerator json, @Nullable Object value) throws IOException {
    Deque<Iterator<?>> open = new ArrayDeque<>();
    begin(json, value, open);
    while (!open.isEmpty()) {
      if (!open.element().hasNext()) {
        open.pop();
        end(json);
        continue;
      }
      Object next = open.element().next();
      if (next instanceof Map.Entry<?, ?> member) {
        json.writeFieldName(String.valueOf(member.getKey()));
        begin(json, member.getValue(), open);
      } else {
        begin(json, next, open);
      }
    }
  }

  private static void begin(JsonGenerator json, @Nullable Object value, Deque<Iterator<?>> open)
      throws IOException {
    if (value instanceof Map<?, ?> map) {
      json.writeStartObject();
      open.push(map.entrySet().iterator());
    } else if (value instanceof List<?> list) {
      json.writeStartArray();
      open.push(list.iterator());
    } else if (value == null) {
      json.writeNull();
    } else if (value instanceof Boolean bool) {
      json.writeBoolean(bool);
    } else if (value instanceof Number number) {
      json.writeNumber(number.toString());
    } else {
      json.writeString(value.toString());
    }
  }

  private static void end(JsonGenerator json) throws IOException {
    if (json.getOutputContext().inObject()) {
      json.writeEndObject();
    } else {
      json.writeEndArray();
    }
  }

  /** Determines the characters to escape; surrogate pairs are always escaped. */
  private static final class Unfit extends CharacterEscapes {
    private static final long serialVersionUID = 1L;

    private final int[] ascii = standardAsciiEscapesForJSON();

    Unfit() {
      ascii[0x7F] = ESCAPE_STANDARD;
    }

    @Override
    public int[] getEscapeCodesForAscii() {
      return ascii;
    }

    @Override
    public @Nullable SerializableString getEscapeSequence(int unit) {
      boolean fit = Character.isSurrogate((char) unit) || Quote.isFit(unit);
      return fit ? null : new SerializedString(String.format("\\u%04X", unit));
    }
  }
}
