package dev.sluice.web;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.WorkflowLoader;
import dev.sluice.diff.Fold;
import dev.sluice.diff.WorkflowDiff;
import dev.sluice.model.NodeDefinition;
import dev.sluice.model.Position;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.output.DefinitionJson;
import dev.sluice.output.DifferenceJson;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Compares a workflow with another one, or an earlier version of a workflow with the present one.
 * The response to a comparison that takes too long has what has been found; if the client leaves,
 * the comparison ends.
 */
final class DiffEndpoint {

  private final WorkflowLoader loader;
  private final Library library;
  private final EarlierVersions versions;
  private final Scheduler blocking;
  private final Duration limit;

  DiffEndpoint(
      WorkflowLoader loader,
      Library library,
      EarlierVersions versions,
      Scheduler blocking,
      Duration limit) {
    this.loader = loader;
    this.library = library;
    this.versions = versions;
    this.blocking = blocking;
    this.limit = limit;
  }

  void addTo(Router router) {
    router.get("/api/workflows/{id}/diff", Set.of("with"), this::diff);
  }

  private Mono<Response> diff(Call call) {
    String with =
        call.parameter("with")
            .orElseThrow(
                () ->
                    new ProblemException(
                        Problem.of(
                            400,
                            "INVALID_PARAMETER",
                            "The parameter \"with\" must be head, seen or the id of the other"
                                + " workflow")));
    Mono<WorkflowDefinition> present = definition(call.variable());
    return switch (with) {
      case "head" ->
          answer(present, library.file(call.variable()).flatMap(versions::committed), true);
      case "seen" -> answer(present, library.file(call.variable()).flatMap(versions::seen), true);
      default -> answer(present, definition(with), false);
    };
  }

  private Mono<WorkflowDefinition> definition(String id) {
    return library.file(id).flatMap(file -> loader.read(file.path()));
  }

  private Mono<Response> answer(
      Mono<WorkflowDefinition> present, Mono<WorkflowDefinition> other, boolean isEarlier) {
    return Mono.zip(present, other)
        .flatMap(
            both -> {
              WorkflowDefinition own = both.getT1();
              WorkflowDefinition others = both.getT2();
              return compared(isEarlier ? others : own, isEarlier ? own : others)
                  .map(diff -> answer(diff, own, others));
            });
  }

  /** The differences; not computed on the event loop, because comparing takes too long. */
  private Mono<WorkflowDiff> compared(WorkflowDefinition before, WorkflowDefinition after) {
    return Mono.<WorkflowDiff>create(
            sink -> {
              AtomicBoolean left = new AtomicBoolean();
              sink.onCancel(() -> left.set(true));
              long start = System.nanoTime();
              sink.success(
                  WorkflowDiff.between(
                      before,
                      after,
                      EnumSet.allOf(Fold.class),
                      () -> left.get() || System.nanoTime() - start >= limit.toNanos()));
            })
        .subscribeOn(blocking);
  }

  private static Response answer(
      WorkflowDiff diff, WorkflowDefinition own, WorkflowDefinition other) {
    return Response.json(
        json -> {
          DifferenceJson.writeMembers(json, diff);
          json.writeBooleanField("complete", diff.isComplete());
          json.writeObjectFieldStart("other");
          writeOther(json, own, other);
          json.writeEndObject();
        });
  }

  /** What a picture of both needs from the other one: its additional nodes, and moved positions. */
  private static void writeOther(
      JsonGenerator json, WorkflowDefinition own, WorkflowDefinition other) throws IOException {
    json.writeArrayFieldStart("nodes");
    for (NodeDefinition node : other.nodes().values()) {
      if (!node.members().isEmpty() && !own.nodes().containsKey(node.id())) {
        writeNode(json, node);
      }
    }
    json.writeEndArray();
    json.writeObjectFieldStart("positions");
    for (NodeDefinition node : other.nodes().values()) {
      NodeDefinition twin = own.nodes().get(node.id());
      if (twin != null && node.position().isPresent() && !node.position().equals(twin.position())) {
        json.writeFieldName(node.id());
        writePosition(json, node.position().get());
      }
    }
    json.writeEndObject();
  }

  /** A node without its config, which may contain secrets. */
  private static void writeNode(JsonGenerator json, NodeDefinition node) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", node.id());
    json.writeStringField("type", node.type().name());
    json.writeStringField("category", node.type().category());
    json.writeBooleanField("placeholder", node.isPlaceholder());
    if (node.name().isPresent()) {
      json.writeStringField("name", node.name().get());
    }
    DefinitionJson.writePorts(json, "inputs", node.inputs());
    DefinitionJson.writePorts(json, "outputs", node.outputs());
    Optional<Position> position = node.position();
    if (position.isPresent()) {
      json.writeFieldName("position");
      writePosition(json, position.get());
    }
    json.writeEndObject();
  }

  private static void writePosition(JsonGenerator json, Position position) throws IOException {
    json.writeStartArray();
    json.writeNumber(position.x());
    json.writeNumber(position.y());
    json.writeEndArray();
  }
}
