package dev.sluice.output;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.search.SearchHit;
import java.io.IOException;
import java.util.Locale;

/** A match of a search as JSON. */
public final class HitJson {

  private HitJson() {}

  /** Writes the members of a match, without the file, whose name the caller knows. */
  public static void writeMembers(JsonGenerator json, SearchHit hit) throws IOException {
    json.writeNumberField("line", hit.place().line());
    json.writeNumberField("column", hit.place().column());
    json.writeNumberField("offset", hit.place().offset());
    json.writeStringField("pointer", hit.pointer());
    json.writeStringField("kind", hit.kind().name().toLowerCase(Locale.ROOT));
    if (hit.node().isPresent()) {
      json.writeStringField("node", hit.node().get());
    }
    if (hit.name().isPresent()) {
      json.writeStringField("name", hit.name().get());
    }
    json.writeStringField("field", hit.field());
    json.writeStringField("excerpt", hit.excerpt());
  }
}
