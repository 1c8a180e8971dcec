package dev.sluice.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import reactor.core.publisher.Mono;

/**
 * Finds the endpoint of a path. A path has at most one variable, which is an id or a name and never
 * a path: paths are compared as sent, so an encoded one matches nothing.
 */
final class Router {

  private final List<Route> routes = new ArrayList<>();

  /** Answers one kind of request. */
  @FunctionalInterface
  interface Endpoint {
    /** The response; fails with a {@link ProblemException} or a failure of a load. */
    Mono<Response> answer(Call call);
  }

  /**
   * One kind of request.
   *
   * @param method GET, which includes HEAD, or POST
   * @param template the path, with the variable in braces
   * @param parameters the names of the parameters of its query
   */
  record Route(
      String method, String template, Pattern pattern, Set<String> parameters, Endpoint endpoint) {

    String methods() {
      return method.equals("GET") ? "GET, HEAD" : method;
    }

    boolean takes(String requested) {
      return method.equals(requested) || (method.equals("GET") && requested.equals("HEAD"));
    }
  }

  /** A route and the variable part of a path that it matches. */
  record Match(Route route, String variable) {}

  /** Adds a route for GET and HEAD. */
  Router get(String template, Set<String> parameters, Endpoint endpoint) {
    return add("GET", template, parameters, endpoint);
  }

  /** Adds a route for POST. */
  Router post(String template, Endpoint endpoint) {
    return add("POST", template, Set.of(), endpoint);
  }

  private Router add(String method, String template, Set<String> parameters, Endpoint endpoint) {
    String pattern =
        template
            .replace(".", "\\.")
            .replaceFirst("\\{id}", "([A-Za-z0-9_-]{22})")
            .replaceFirst("\\{file}", "([a-z0-9-]+(?:/[a-z0-9-]+)*(?:\\\\.[a-z0-9]+)+)")
            .replaceFirst("\\{\\w+}", "([A-Za-z0-9_-]{1,128})");
    routes.add(new Route(method, template, Pattern.compile(pattern), parameters, endpoint));
    return this;
  }

  /** The route of a path. */
  Optional<Match> find(String path) {
    for (Route route : routes) {
      Matcher matcher = route.pattern().matcher(path);
      if (matcher.matches()) {
        return Optional.of(new Match(route, matcher.groupCount() > 0 ? matcher.group(1) : ""));
      }
    }
    return Optional.empty();
  }

  List<Route> routes() {
    return List.copyOf(routes);
  }
}
