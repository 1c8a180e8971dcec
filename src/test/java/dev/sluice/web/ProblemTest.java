package dev.sluice.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.error.UnreadableSourceException;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Answers to requests that fail reveal neither paths nor classes of the server. */
class ProblemTest {

  private static final String SECRET = "/srv/secret/flow.json";

  @TempDir private Path directory;

  static Stream<Throwable> failures() {
    return Stream.of(
        new IllegalStateException(SECRET),
        new UncheckedIOException(new NoSuchFileException(SECRET)),
        new IOException(SECRET, new IllegalArgumentException(SECRET)),
        new OutOfMemoryError(SECRET),
        new NoClassDefFoundError("dev/sluice/web/Guard"),
        new UnreadableSourceException(
            Finding.of(FindingCode.UNREADABLE, "Cannot read " + SECRET),
            new NoSuchFileException(SECRET)));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void of_anyFailure_revealsNeitherPathNorClass(Throwable failure) {
    Problem problem = Problem.of(failure);

    assertThat(problem.status()).isIn(404, 500);
    assertThat(new String(problem.json(""), StandardCharsets.UTF_8))
        .doesNotContain("secret", "flow.json", "sluice", "Exception", "OutOfMemory", "java");
  }

  @Test
  void answers_ofEachStatus_revealNeitherPathNorClass() throws Exception {
    Map<String, Integer> statuses = new LinkedHashMap<>();
    statuses.put("GET /?x", 400);
    statuses.put("GET /api/workflows/" + Library.idOf("bad.json") + "/svg", 400);
    statuses.put("GET /api/types HTTP/1.1\r\nHost: evil.example", 403);
    statuses.put("GET /api/types HTTP/1.1\r\nHost: HOST\r\nOrigin: null", 403);
    statuses.put("GET /nothing", 404);
    statuses.put("GET /api/workflows/" + Library.idOf("gone.json") + "/source", 404);
    statuses.put("GET /api/workflows/" + Library.idOf("gone.json") + "/findings", 404);
    statuses.put("PUT /", 405);
    statuses.put("GET / HTTP/1.1\r\nHost: HOST\r\nContent-Length: 1", 413);
    statuses.put("POST /api/validate HTTP/1.1\r\nHost: HOST\r\nContent-Type: text/plain", 415);
    statuses.put("GET / HTTP/1.9", 505);
    List<String> problems = new ArrayList<>();
    try (ServedTree served =
        new ServedTree(directory).with("bad.json", "{\"nodes\":[").with("gone.json", "{}")) {
      served.get("/api/workflows");
      Files.delete(directory.resolve("gone.json"));
      for (Map.Entry<String, Integer> expected : statuses.entrySet()) {
        String answer = served.raw(request(expected.getKey(), served.port()));
        assertThat(answer).as(expected.getKey()).contains("\"status\":" + expected.getValue());
        problems.add(answer);
      }
      String withToken = request("GET /api/types", served.port());
      problems.add(served.raw(withToken.replace(ServedTree.TOKEN, "other")));
      served.browser().close();
      problems.add(served.raw(withToken));
    }

    assertThat(problems)
        .hasSize(statuses.size() + 2)
        .allSatisfy(
            problem ->
                assertThat(problem)
                    .contains("content-type: application/problem+json\r\n")
                    .doesNotContain(
                        directory.toString(), "dev.sluice", "java.", "Exception", "\tat "));
  }

  private static String request(String start, int port) {
    String line = start.contains(" HTTP/") ? start : start + " HTTP/1.1";
    return (line.contains("\r\nHost: ") ? line : line + "\r\nHost: HOST")
            .replace("HOST", "localhost:" + port)
        + "\r\nAuthorization: Bearer "
        + ServedTree.TOKEN
        + "\r\nConnection: close\r\n\r\n"
        + (line.contains("Content-Length: 1") ? "x" : "");
  }
}
