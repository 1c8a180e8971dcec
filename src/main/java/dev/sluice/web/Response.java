package dev.sluice.web;

import dev.sluice.output.JsonOutput;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import reactor.core.publisher.Flux;

/** The response to a request. */
sealed interface Response {

  int status();

  String type();

  /** Further headers. */
  Map<String, String> headers();

  /** A body in memory, which has a strong entity tag if its status is 200. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Whole(int status, String type, byte[] body, Map<String, String> headers)
      implements Response {}

  /**
   * A body that is sent while it is made.
   *
   * @param chunks each is sent as soon as the client takes it; they are requested one by one
   */
  record Streamed(String type, Flux<byte[]> chunks, Map<String, String> headers)
      implements Response {
    @Override
    public int status() {
      return 200;
    }
  }

  /** A JSON object given as a map of plain Java values. */
  static Response json(Map<String, Object> object) {
    return json(
        json -> {
          for (Map.Entry<String, Object> member : object.entrySet()) {
            json.writeFieldName(member.getKey());
            JsonOutput.write(json, member.getValue());
          }
        });
  }

  /** A JSON object. */
  static Response json(Json.Members members) {
    return new Whole(200, "application/json", Json.object(members), Map.of());
  }

  /**
   * Lines of JSON. A failure after the first line becomes the last line; lines without an end line
   * are incomplete. Unless the same document always fails in this way, the response ends early
   * after that line, so that no client caches the response.
   */
  static Streamed lines(Flux<byte[]> lines, String root) {
    return new Streamed(
        "application/x-ndjson",
        lines.switchOnFirst(
            (first, all) ->
                first.isOnError() ? all : all.onErrorResume(failure -> ending(failure, root))),
        Map.of());
  }

  private static Flux<byte[]> ending(Throwable failure, String root) {
    Problem problem = Problem.of(failure);
    Flux<byte[]> line = Flux.just(line(problem, root));
    return problem.isLasting() ? line : line.concatWith(Flux.error(failure));
  }

  private static byte[] line(Problem problem, String root) {
    return Json.line(
        "error",
        json -> {
          json.writeObjectFieldStart("problem");
          problem.writeMembers(json, root);
          json.writeEndObject();
        });
  }

  /** A problem. */
  static Response problem(Problem problem, String root) {
    return new Whole(problem.status(), Problem.TYPE, problem.json(root), problem.headers());
  }

  /** Plain text. */
  static Response text(int status, String text) {
    return new Whole(
        status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8), Map.of());
  }
}
