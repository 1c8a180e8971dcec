package dev.sluice.cli.answer;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sluice.fix.FixableFindings;
import dev.sluice.locate.LogicalPlaces;
import dev.sluice.model.DocumentKind;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import dev.sluice.model.Place;
import dev.sluice.model.Rejection;
import dev.sluice.model.Severity;
import dev.sluice.model.ValidationReport;
import dev.sluice.output.FindingJson;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An answer as JSON that can be read again, without its definition and without the findings that
 * {@code fix} corrects.
 */
final class RecordedAnswer {

  private @Nullable DocumentKind kind;
  private Rejection.@Nullable Kind rejection;
  private @Nullable Finding rejecting;
  private List<Finding> findings = List.of();
  private Map<String, String> places = Map.of();
  private Map<String, String> types = Map.of();
  private Duration took = Duration.ZERO;
  private long omitted;
  private boolean foreign;

  private RecordedAnswer() {}

  /** Writes the members of an answer about a readable document. */
  static void writeMembers(JsonGenerator json, Answer answer) throws IOException {
    ValidationReport report = answer.report();
    if (answer.kind().isPresent()) {
      json.writeStringField("kind", answer.kind().get().name());
    }
    json.writeBooleanField("foreign", report.foreign());
    json.writeNumberField("omitted", report.omitted());
    json.writeNumberField("took", answer.took().toNanos());
    if (report.rejection().isPresent()) {
      Rejection rejection = report.rejection().get();
      json.writeStringField("rejection", rejection.kind().name());
      json.writeObjectFieldStart("rejecting");
      FindingJson.writeMembers(json, rejection.finding());
      json.writeEndObject();
    }
    json.writeArrayFieldStart("findings");
    for (Finding finding : report.findings()) {
      json.writeStartObject();
      FindingJson.writeMembers(json, finding);
      json.writeEndObject();
    }
    json.writeEndArray();
    writeTexts(json, "places", answer.found().places());
    writeTexts(json, "types", answer.found().types());
  }

  private static void writeTexts(JsonGenerator json, String name, Map<String, String> texts)
      throws IOException {
    json.writeObjectFieldStart(name);
    for (Map.Entry<String, String> text : texts.entrySet()) {
      json.writeStringField(text.getKey(), text.getValue());
    }
    json.writeEndObject();
  }

  /**
   * Reads the members of an object up to its end.
   *
   * @throws IllegalArgumentException if a name is unknown
   */
  static Answer read(JsonParser json, Input input) throws IOException {
    RecordedAnswer read = new RecordedAnswer();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      read.member(name, json);
    }
    Optional<Rejection> rejected =
        read.rejection == null || read.rejecting == null
            ? Optional.empty()
            : Optional.of(new Rejection(read.rejection, read.rejecting));
    return new Answer(
        input,
        Optional.ofNullable(read.kind),
        Optional.empty(),
        new ValidationReport(rejected, read.findings, read.omitted, read.foreign),
        true,
        read.took,
        new LogicalPlaces.Found(read.places, read.types),
        FixableFindings.NONE);
  }

  private void member(String name, JsonParser json) throws IOException {
    switch (name) {
      case "kind" -> kind = DocumentKind.valueOf(json.getText());
      case "foreign" -> foreign = json.getBooleanValue();
      case "omitted" -> omitted = json.getLongValue();
      case "took" -> took = Duration.ofNanos(json.getLongValue());
      case "rejection" -> rejection = Rejection.Kind.valueOf(json.getText());
      case "rejecting" -> rejecting = finding(json);
      case "findings" -> findings = findings(json);
      case "places" -> places = texts(json);
      case "types" -> types = texts(json);
      default -> json.skipChildren();
    }
  }

  private static List<Finding> findings(JsonParser json) throws IOException {
    List<Finding> findings = new ArrayList<>();
    while (json.nextToken() == JsonToken.START_OBJECT) {
      findings.add(finding(json));
    }
    return findings;
  }

  private static Map<String, String> texts(JsonParser json) throws IOException {
    Map<String, String> texts = new LinkedHashMap<>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      texts.put(json.currentName(), json.nextTextValue());
    }
    return texts;
  }

  private static Finding finding(JsonParser json) throws IOException {
    Map<String, String> texts = new LinkedHashMap<>();
    Map<String, Long> numbers = new LinkedHashMap<>();
    List<String> related = new ArrayList<>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      switch (json.nextToken()) {
        case VALUE_STRING -> texts.put(name, json.getText());
        case VALUE_NUMBER_INT -> numbers.put(name, json.getLongValue());
        case START_ARRAY -> {
          while (json.nextToken() == JsonToken.VALUE_STRING) {
            related.add(json.getText());
          }
        }
        default -> throw new IllegalArgumentException("no finding has " + name);
      }
    }
    Optional<Place> place =
        Optional.ofNullable(numbers.get("offset"))
            .map(
                offset ->
                    new Place(
                        numbers.getOrDefault("line", 1L).intValue(),
                        numbers.getOrDefault("column", 1L).intValue(),
                        offset));
    return new Finding(
        Severity.valueOf(texts.getOrDefault("severity", "")),
        FindingCode.valueOf(texts.getOrDefault("code", "")),
        texts.getOrDefault("message", ""),
        texts.getOrDefault("pointer", ""),
        place,
        Optional.ofNullable(texts.get("suggestion")),
        related);
  }
}
