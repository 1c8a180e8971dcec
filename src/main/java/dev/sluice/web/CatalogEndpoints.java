package dev.sluice.web;

import dev.sluice.model.Migration;
import dev.sluice.output.JsonOutput;
import dev.sluice.output.TypeJson;
import dev.sluice.registry.NodeRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** The endpoints about node types. */
final class CatalogEndpoints {

  private final NodeRegistry registry;
  private final Scheduler blocking;

  /** Endpoints over a registry, which may read resources or call providers of the host. */
  CatalogEndpoints(NodeRegistry registry, Scheduler blocking) {
    this.registry = registry;
    this.blocking = blocking;
  }

  void addTo(Router router) {
    router
        .get("/api/types", Set.of(), call -> blocking(this::list))
        .get("/api/types/{name}", Set.of(), call -> blocking(() -> type(call.variable())));
  }

  private Mono<Response> blocking(Callable<Response> answer) {
    return Mono.fromCallable(answer).subscribeOn(blocking);
  }

  private Response list() {
    Map<String, List<String>> categories = new TreeMap<>();
    for (String type : registry.names()) {
      categories
          .computeIfAbsent(registry.categoryOf(type).orElse(""), unused -> new ArrayList<>())
          .add(type);
    }
    return Response.json(
        json -> {
          json.writeFieldName("categories");
          JsonOutput.write(json, categories);
        });
  }

  private Response type(String name) {
    Optional<Migration> migration = registry.migration(name);
    return registry
        .find(migration.map(Migration::to).orElse(name))
        .map(type -> Response.json(json -> TypeJson.writeMembers(json, type, migration)))
        .orElseThrow(() -> new ProblemException(Problem.unknown("There is no such node type")));
  }
}
