package dev.sluice.web;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.output.JsonOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Writes JSON to memory. */
final class Json {

  private Json() {}

  /** Writes the members of an object. */
  interface Members {
    void writeTo(JsonGenerator json) throws IOException;
  }

  /** An object. */
  static byte[] object(Members members) {
    return bytes(members, false);
  }

  /** An object on a separate line, whose member {@code t} is its type. */
  static byte[] line(String type, Members members) {
    return bytes(
        json -> {
          json.writeStringField("t", type);
          members.writeTo(json);
        },
        true);
  }

  private static byte[] bytes(Members members, boolean isLine) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    try (JsonGenerator json = JsonOutput.to(bytes)) {
      json.writeStartObject();
      members.writeTo(json);
      json.writeEndObject();
      if (isLine) {
        json.writeRaw('\n');
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
    return bytes.toByteArray();
  }
}
