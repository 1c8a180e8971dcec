package dev.sluice.web;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The OpenAPI description of the routes, made from the routes themselves. */
final class OpenApi {

  private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");
  private static final String JSON = "application/json";
  private static final String LINES = "application/x-ndjson";

  /** What each route responds with. */
  private static final Map<String, Operation> OPERATIONS =
      Map.ofEntries(
          Map.entry("/", new Operation("The page", "text/html")),
          Map.entry("/{file}", new Operation("A file of the page", "*/*")),
          Map.entry("/openapi.json", new Operation("This description", JSON)),
          Map.entry("/api/workflows", new Operation("The files, as they are found", LINES)),
          Map.entry("/api/workflows/{id}", new Operation("A workflow, as it is loaded", LINES)),
          Map.entry("/api/workflows/{id}/skeleton", new Operation("Name, counts and types", JSON)),
          Map.entry("/api/workflows/{id}/findings", new Operation("The report", JSON)),
          Map.entry(
              "/api/workflows/{id}/source", new Operation("The decompressed text", "text/plain")),
          Map.entry("/api/workflows/{id}/svg", new Operation("A picture", "image/svg+xml")),
          Map.entry(
              "/api/workflows/{id}/diff",
              new Operation("What changes from this workflow to another", JSON)),
          Map.entry("/api/workflows/{id}/timing", new Operation("Times of its last loads", JSON)),
          Map.entry("/api/timing", new Operation("Times of the last loads of all files", JSON)),
          Map.entry("/help/{code}", new Operation("What a finding means", "text/html")),
          Map.entry("/api/events", new Operation("Changes to the files", "text/event-stream")),
          Map.entry("/api/search", new Operation("Matches of a query, as they are found", LINES)),
          Map.entry("/api/validate", new Operation("Checks the document that is sent", JSON)),
          Map.entry("/api/types", new Operation("Node types by category", JSON)),
          Map.entry("/api/types/{name}", new Operation("A node type", JSON)));

  private OpenApi() {}

  private record Operation(String summary, String type) {}

  /** The description as JSON values; {@code root} is the path under which the routes are. */
  static Map<String, Object> of(List<Router.Route> routes, String root) {
    Map<String, Object> paths = new LinkedHashMap<>();
    for (Router.Route route : routes) {
      Operation operation =
          Optional.ofNullable(OPERATIONS.get(route.template()))
              .orElseThrow(() -> new IllegalStateException("undescribed " + route.template()));
      paths.put(
          route.template(),
          Map.of(route.method().toLowerCase(Locale.ROOT), describe(route, operation)));
    }
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("openapi", "3.1.0");
    all.put("info", Map.of("title", "Sluice workflow browser", "version", "1"));
    all.put("servers", List.of(Map.of("url", root.isEmpty() ? "/" : root)));
    all.put("paths", paths);
    all.put(
        "components",
        Map.of("securitySchemes", Map.of("token", Map.of("type", "http", "scheme", "bearer"))));
    return all;
  }

  private static Map<String, Object> describe(Router.Route route, Operation operation) {
    Map<String, Object> described = new LinkedHashMap<>();
    described.put("summary", operation.summary());
    List<Map<String, Object>> parameters = new ArrayList<>();
    Matcher variables = VARIABLE.matcher(route.template());
    while (variables.find()) {
      parameters.add(parameter(variables.group(1), "path", true));
    }
    route.parameters().stream()
        .sorted()
        .forEach(name -> parameters.add(parameter(name, "query", name.equals("with"))));
    described.put("parameters", parameters);
    if (route.method().equals("POST")) {
      Map<String, Object> types = new LinkedHashMap<>();
      ValidateEndpoint.TYPES.stream().sorted().forEach(type -> types.put(type, Map.of()));
      described.put("requestBody", Map.of("required", true, "content", types));
    }
    Map<String, Object> responses = new LinkedHashMap<>();
    responses.put("200", content("The response", operation.type()));
    responses.put("default", content("A problem as in RFC 9457", Problem.TYPE));
    described.put("responses", responses);
    if (route.template().startsWith("/api/")) {
      described.put("security", List.of(Map.of("token", List.of())));
    }
    return described;
  }

  private static Map<String, Object> parameter(String name, String in, boolean required) {
    Map<String, Object> parameter = new LinkedHashMap<>();
    parameter.put("name", name);
    parameter.put("in", in);
    parameter.put("required", required);
    parameter.put("schema", Map.of("type", "string"));
    return parameter;
  }

  private static Map<String, Object> content(String description, String type) {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("description", description);
    content.put("content", Map.of(type, Map.of()));
    return content;
  }
}
