package dev.sluice.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** The files of the page, which are packaged beside this class and kept in memory once read. */
final class PageFiles {

  private static final Pattern NAME = Pattern.compile("([a-z0-9-]+/)*[a-z0-9-]+(\\.[a-z0-9]+)+");

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "svg", "image/svg+xml",
          "png", "image/png",
          "json", "application/json");

  private final Map<String, Response> read = new ConcurrentHashMap<>();
  private final Scheduler blocking;

  PageFiles(Scheduler blocking) {
    this.blocking = blocking;
  }

  /** The file with this name, which is a path of plain names; fails if there is none. */
  Mono<Response> file(String name) {
    Response known = read.get(name);
    return known != null
        ? Mono.just(known)
        : Mono.fromCallable(() -> find(name)).subscribeOn(blocking);
  }

  private Response find(String name) throws IOException {
    String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
    if (type == null || !NAME.matcher(name).matches()) {
      throw new ProblemException(Problem.unknown("There is no such file"));
    }
    try (InputStream in = PageFiles.class.getResourceAsStream("page/" + name)) {
      if (in == null) {
        throw new ProblemException(Problem.unknown("There is no such file"));
      }
      Response answer = new Response.Whole(200, type, in.readAllBytes(), Map.of());
      read.put(name, answer);
      return answer;
    }
  }

  /** The text of a packaged file that must exist. */
  static byte[] packaged(String name) {
    try (InputStream in = PageFiles.class.getResourceAsStream(name)) {
      return Optional.ofNullable(in).orElseThrow().readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
