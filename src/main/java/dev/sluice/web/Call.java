package dev.sluice.web;

import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import reactor.core.publisher.Flux;

/**
 * A request as an endpoint sees it.
 *
 * @param variable the variable part of the path; empty if the route has none
 * @param query the parameters of the query, decoded
 * @param header finds a header; the empty string stands for an absent one
 * @param body the body; can be subscribed to once
 */
record Call(
    String variable,
    Map<String, String> query,
    UnaryOperator<String> header,
    Flux<ByteBuffer> body) {

  Optional<String> parameter(String name) {
    return Optional.ofNullable(query.get(name));
  }

  /** A parameter that is a whole number of at least 0. */
  long number(String name, long otherwise) {
    String text = query.get(name);
    if (text == null) {
      return otherwise;
    }
    try {
      long number = Long.parseLong(text);
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // answered below, as a negative number is
    }
    throw new ProblemException(
        Problem.of(400, "INVALID_PARAMETER", "The parameter " + name + " must be a whole number"));
  }

  /**
   * The parameters of a raw query.
   *
   * @throws ProblemException if one is not among {@code known}, occurs twice or is malformed
   */
  static Map<String, String> parameters(String raw, Set<String> known) {
    Map<String, String> parameters = new LinkedHashMap<>();
    if (raw.isEmpty()) {
      return parameters;
    }
    for (String pair : raw.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
      if (!known.contains(name)) {
        throw new ProblemException(
            Problem.of(
                400,
                "UNKNOWN_PARAMETER",
                known.isEmpty()
                    ? "This endpoint accepts no parameters"
                    : "This endpoint accepts only the parameters "
                        + String.join(", ", known.stream().sorted().toList())));
      }
      if (parameters.put(name, equals < 0 ? "" : decoded(pair.substring(equals + 1))) != null) {
        throw new ProblemException(
            Problem.of(400, "INVALID_PARAMETER", "The parameter " + name + " occurs twice"));
      }
    }
    return parameters;
  }

  private static String decoded(String raw) {
    try {
      return URLDecoder.decode(raw, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new ProblemException(
          Problem.of(400, "INVALID_PARAMETER", "The query is not percent-encoded UTF-8"));
    }
  }
}
