package dev.sluice.web;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.model.Connection;
import dev.sluice.model.LoadEvent;
import dev.sluice.model.NodeDefinition;
import dev.sluice.model.Place;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.output.DefinitionJson;
import dev.sluice.output.FindingJson;
import dev.sluice.output.JsonOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.Flux;

/** The events of a load as lines of JSON. */
final class EventLines {

  /** How many nodes or connections one line has at most. */
  private static final int BATCH = 50;

  private EventLines() {}

  /** The lines; the last one is {@code end}. */
  static Flux<byte[]> of(Flux<LoadEvent> events) {
    return events
        .concatMapIterable(EventLines::lines, 1)
        .concatWith(Flux.defer(() -> Flux.just(Json.line("end", json -> {}))));
  }

  private static List<byte[]> lines(LoadEvent event) {
    if (event instanceof LoadEvent.HeaderRead header) {
      return List.of(
          Json.line(
              "header",
              json -> {
                json.writeFieldName("metadata");
                DefinitionJson.writeMetadata(json, header.metadata());
              }));
    }
    if (event instanceof LoadEvent.NodesRead read) {
      return batches("nodes", "nodes", read.nodes(), read.places(), DefinitionJson::writeNode);
    }
    if (event instanceof LoadEvent.NodesWithdrawn withdrawn) {
      return batches("withdrawn", "nodes", withdrawn.ids(), List.of(), JsonGenerator::writeString);
    }
    if (event instanceof LoadEvent.ConnectionsRead read) {
      return batches(
          "connections",
          "connections",
          read.connections(),
          read.places(),
          DefinitionJson::writeConnection);
    }
    if (event instanceof LoadEvent.ConnectionsWithdrawn withdrawn) {
      return batches(
          "withdrawn",
          "connections",
          withdrawn.connections(),
          List.of(),
          DefinitionJson::writeConnection);
    }
    if (event instanceof LoadEvent.FindingFound found) {
      return List.of(Json.line("finding", json -> FindingJson.writeMembers(json, found.finding())));
    }
    if (event instanceof LoadEvent.Progress progress) {
      return List.of(
          Json.line(
              "progress",
              json -> {
                json.writeNumberField("bytes", progress.bytes());
                if (progress.total().isPresent()) {
                  json.writeNumberField("total", progress.total().getAsLong());
                }
              }));
    }
    if (event instanceof LoadEvent.VariablesRead read) {
      return List.of(value("variables", read.variables()));
    }
    if (event instanceof LoadEvent.SettingsRead read) {
      return List.of(value("settings", read.settings()));
    }
    if (event instanceof LoadEvent.FramesRead read) {
      return List.of(value("frames", read.frames()));
    }
    return event instanceof LoadEvent.Loaded loaded
        ? List.of(Json.line("loaded", json -> writeRest(json, loaded.schema().definition())))
        : List.of(); // live nodes are of no use to a page
  }

  private interface Element<T> {
    void writeTo(JsonGenerator json, T element) throws IOException;
  }

  private static <T> List<byte[]> batches(
      String type, String member, List<T> all, List<Place> places, Element<T> element) {
    List<byte[]> lines = new ArrayList<>();
    for (int start = 0; start < all.size(); start += BATCH) {
      int end = Math.min(start + BATCH, all.size());
      List<T> batch = all.subList(start, end);
      List<Place> batchPlaces = places.isEmpty() ? places : places.subList(start, end);
      lines.add(
          Json.line(
              type,
              json -> {
                json.writeArrayFieldStart(member);
                for (T each : batch) {
                  element.writeTo(json, each);
                }
                json.writeEndArray();
                if (!batchPlaces.isEmpty()) {
                  writePlaces(json, batchPlaces);
                }
              }));
    }
    return lines;
  }

  private static void writePlaces(JsonGenerator json, List<Place> places) throws IOException {
    json.writeArrayFieldStart("places");
    for (Place place : places) {
      json.writeStartArray();
      json.writeNumber(place.line());
      json.writeNumber(place.column());
      json.writeNumber(place.offset());
      json.writeEndArray();
    }
    json.writeEndArray();
  }

  private static byte[] value(String type, Object value) {
    return Json.line(
        type,
        json -> {
          json.writeFieldName(type);
          JsonOutput.write(json, value);
        });
  }

  /**
   * The parts of a workflow that are not in earlier lines: the ports of placeholders, the elements
   * that were added, and the rest.
   */
  private static void writeRest(JsonGenerator json, WorkflowDefinition definition)
      throws IOException {
    json.writeStringField("kind", definition.kind().label());
    json.writeObjectFieldStart("placeholders");
    for (NodeDefinition node : definition.nodes().values()) {
      if (node.isPlaceholder()) {
        json.writeObjectFieldStart(node.id());
        DefinitionJson.writePorts(json, "inputs", node.inputs());
        DefinitionJson.writePorts(json, "outputs", node.outputs());
        json.writeEndObject();
      }
    }
    json.writeEndObject();
    json.writeObjectFieldStart("added");
    json.writeArrayFieldStart("nodes");
    for (NodeDefinition node : definition.nodes().values()) {
      if (node.members().isEmpty()) {
        DefinitionJson.writeNode(json, node);
      }
    }
    json.writeEndArray();
    json.writeArrayFieldStart("connections");
    for (Connection connection : definition.connections()) {
      if (connection.members().isEmpty()) {
        DefinitionJson.writeConnection(json, connection);
      }
    }
    json.writeEndArray();
    json.writeEndObject();
    DefinitionJson.writeRest(json, definition);
  }
}
