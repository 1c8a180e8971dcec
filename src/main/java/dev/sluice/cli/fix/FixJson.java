package dev.sluice.cli.fix;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.cli.fix.FixedInput.Outcome;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.fix.Fix;
import dev.sluice.fix.FixResult;
import dev.sluice.migrate.PatchOperation;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import dev.sluice.model.Place;
import dev.sluice.output.JsonOutput;
import dev.sluice.text.Secrets;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Reports corrections as JSON for other programs: a line for each input, and a summary. */
public final class FixJson implements FixFormat {

  private final Terminal terminal;

  /** JSON on standard output. */
  public FixJson(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void write(FixedInput fixed, List<String> changes) throws IOException {
    try (JsonGenerator json = JsonOutput.to(terminal.results())) {
      json.writeStartObject();
      json.writeStringField("file", fixed.input().name());
      json.writeStringField("outcome", fixed.outcome().label());
      json.writeArrayFieldStart("fixes");
      Map<FindingCode, Map<String, Place>> places = fixed.places();
      for (Fix fix : fixed.made()) {
        fix(json, fix, fixed.error().isEmpty(), places);
      }
      for (Fix fix : fixed.left()) {
        fix(json, fix, false, places);
      }
      json.writeEndArray();
      if (fixed.outcome() == Outcome.FIXED || fixed.outcome() == Outcome.FIXABLE) {
        List<PatchOperation> patch = patch(fixed.result().orElseThrow());
        if (patch.stream().noneMatch(FixJson::isSecret)) {
          json.writeFieldName("patch");
          JsonOutput.write(json, patch.stream().map(PatchOperation::toMap).toList());
        } else {
          json.writeStringField("patchOmitted", "it has values that are secrets");
        }
      }
      if (fixed.error().isPresent()) {
        Finding error = fixed.error().get();
        json.writeObjectFieldStart("error");
        json.writeStringField("code", error.code().name());
        json.writeStringField("message", error.message());
        json.writeEndObject();
      }
      json.writeEndObject();
      json.writeRaw('\n');
    }
    terminal.results().flush();
  }

  private static void fix(
      JsonGenerator json, Fix fix, boolean made, Map<FindingCode, Map<String, Place>> places)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("code", fix.code().name());
    json.writeStringField("pointer", fix.pointer());
    Place place = places.getOrDefault(fix.code(), Map.of()).get(fix.pointer());
    if (place != null) {
      json.writeNumberField("line", place.line());
      json.writeNumberField("column", place.column());
    }
    json.writeStringField("message", fix.message());
    json.writeStringField("safety", fix.safety().name().toLowerCase(Locale.ROOT));
    json.writeBooleanField("made", made);
    json.writeEndObject();
  }

  private static List<PatchOperation> patch(FixResult result) {
    return PatchOperation.between(
        "", result.original().orElseThrow().toMap(), result.corrected().orElseThrow().toMap());
  }

  @SuppressWarnings("ReferenceEquality") // masked() returns a value without secrets unchanged
  private static boolean isSecret(PatchOperation operation) {
    Object value = operation.value();
    String key =
        Stream.of(operation.path().split("/", -1))
            .filter(Secrets::isSecretKey)
            .findFirst()
            .orElse("");
    return Secrets.masked(key, value) != value;
  }

  @Override
  public void end(FixTally tally) throws IOException {
    try (JsonGenerator json = JsonOutput.to(terminal.results())) {
      json.writeStartObject();
      json.writeObjectFieldStart("summary");
      json.writeNumberField("files", tally.inputs());
      for (Outcome outcome : Outcome.values()) {
        json.writeNumberField(outcome.label(), tally.count(outcome));
      }
      json.writeNumberField("skipped", tally.foreign());
      json.writeObjectFieldStart("made");
      for (Map.Entry<FindingCode, Long> count : tally.made().entrySet()) {
        json.writeNumberField(count.getKey().name(), count.getValue());
      }
      json.writeEndObject();
      json.writeNumberField("left", tally.left());
      json.writeNumberField("unsafe", tally.unsafe());
      json.writeEndObject();
      json.writeEndObject();
      json.writeRaw('\n');
    }
    terminal.results().flush();
  }
}
