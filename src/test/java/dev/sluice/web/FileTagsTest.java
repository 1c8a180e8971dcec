package dev.sluice.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.support.Workflows;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** Streamed answers that a client has already. */
class FileTagsTest {

  private static final String WORKFLOW = "/api/workflows/" + Library.idOf("a.json");

  @TempDir private Path directory;
  private ServedTree served;

  @BeforeEach
  void serve() throws Exception {
    served = new ServedTree(directory).with("a.json", Workflows.chain(2));
  }

  @AfterEach
  void everyBufferIsReleased() {
    served.close();
    assertThat(served.unreleasedBytes()).isZero();
    assertThat(served.leaks()).isEmpty();
  }

  private HttpResponse<String> conditional(String path, String tag) throws Exception {
    return served.send(served.request(path).header("If-None-Match", tag));
  }

  private static String tag(HttpResponse<?> answer) {
    return answer.headers().firstValue("etag").orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/source", "/source?from=3&to=9"})
  void stream_unchanged_isNotSentAgain(String part) throws Exception {
    HttpResponse<String> first = served.get(WORKFLOW + part);
    assertThat(first.headers().firstValue("cache-control")).contains("no-cache");

    HttpResponse<String> again = conditional(WORKFLOW + part, tag(first));
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(tag(again)).isEqualTo(tag(first));
  }

  @Test
  void stream_ofOtherBytesOrPartOrServer_isSent() throws Exception {
    String tag = tag(served.get(WORKFLOW));

    assertThat(conditional(WORKFLOW + "/source", tag).statusCode()).isEqualTo(200);
    try (ServedTree other = new ServedTree(directory)) {
      assertThat(tag(other.get(WORKFLOW))).isNotEqualTo(tag);
    }
    served.with("a.json", Workflows.chain(3));
    assertThat(conditional(WORKFLOW, tag).statusCode()).isEqualTo(200);
    served.with("a.json", Workflows.chain(2));
    assertThat(conditional(WORKFLOW, tag).statusCode()).isEqualTo(304);
  }

  @Test
  void stream_thatFails_hasNoTag() throws Exception {
    served.get("/api/workflows");
    Files.delete(directory.resolve("a.json"));

    HttpResponse<String> answer = served.get(WORKFLOW + "/source");
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.headers().firstValue("etag")).isEmpty();
    assertThat(answer.headers().firstValue("cache-control")).contains("no-store");
  }

  @Test
  void stream_ofFileThatChangesMeanwhile_endsEarly() {
    Path path = directory.resolve("a.json");
    LibraryFile file = new LibraryFile("id", path, "a.json");
    Response.Streamed rewriting =
        new Response.Streamed(
            "text/plain",
            Flux.defer(
                () -> {
                  try {
                    return Flux.just(
                        Files.writeString(path, "{\"nodes\":{}}")
                            .toString()
                            .getBytes(StandardCharsets.UTF_8));
                  } catch (IOException e) {
                    throw new AssertionError(e);
                  }
                }),
            Map.of());

    Response answer =
        new FileTags(Schedulers.boundedElastic())
            .tagged(file, "source", rewriting)
            .block(Duration.ofSeconds(20));

    StepVerifier.create(((Response.Streamed) answer).chunks())
        .expectNextCount(1)
        .verifyErrorMessage("The file has changed meanwhile");
  }

  @Test
  void file_thatIsLarge_hasNoTag() throws Exception {
    Files.write(directory.resolve("a.json"), new byte[(8 << 20) + 1]);

    assertThat(served.get(WORKFLOW + "/source?to=1").headers().firstValue("etag")).isEmpty();
  }
}
