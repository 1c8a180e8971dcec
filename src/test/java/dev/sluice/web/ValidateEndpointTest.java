package dev.sluice.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.support.Packing;
import dev.sluice.support.Workflows;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents that are posted to be checked. */
class ValidateEndpointTest {

  private static final byte[] DOCUMENT = Workflows.bytes(Workflows.chain(900));

  @TempDir private Path directory;
  private ServedTree served;

  @AfterEach
  void everyBufferIsReleased() {
    served.close();
    assertThat(served.unreleasedBytes()).isZero();
    assertThat(served.leaks()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"application/json", "application/json; charset=utf-8", "Application/Octet-Stream"})
  void body_accepted_isAnsweredWithReport(String type) throws Exception {
    served = new ServedTree(directory);

    HttpResponse<String> answer = post(type, DOCUMENT);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .isEqualTo("{\"accepted\":true,\"kind\":\"workflow\",\"findings\":[]}");
  }

  @Test
  void body_compressed_isAccepted() throws Exception {
    served = new ServedTree(directory);

    assertThat(post("application/gzip", Packing.GZIP.pack(DOCUMENT)).statusCode()).isEqualTo(200);
    assertThat(post("application/zstd", Packing.ZSTD.pack(DOCUMENT)).statusCode()).isEqualTo(200);
  }

  @Test
  void body_malformed_isProblemWithItsPlace() throws Exception {
    served = new ServedTree(directory);

    HttpResponse<String> answer = post("application/json", Workflows.bytes("{\n\"nodes\":]"));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.headers().firstValue("content-type")).contains("application/problem+json");
    assertThat(answer.body())
        .startsWith(
            "{\"type\":\"/help/MALFORMED_JSON\",\"title\":\"Bad"
                + " Request\",\"status\":400,\"detail\":\"")
        .contains("\"code\":\"MALFORMED_JSON\",\"kind\":\"MALFORMED\"")
        .contains("\"line\":2,\"column\":9,\"offset\":10")
        .contains("\"findings\":[{\"severity\":\"ERROR\"");
  }

  @Test
  void body_thatBreaksRules_is422() throws Exception {
    served = new ServedTree(directory);

    HttpResponse<String> answer =
        post("application/json", Workflows.bytes("{\"nodes\":{},\"connections\":7}"));

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("\"kind\":\"INVALID\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data"})
  void body_ofFormType_isUnsupported(String type) throws Exception {
    served = new ServedTree(directory);

    assertThat(post(type, DOCUMENT).statusCode()).isEqualTo(415);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void body_overItsLimit_isRefused(int over) throws Exception {
    int limit = DOCUMENT.length - over;
    served = new ServedTree(directory, browser -> browser.token("secret").validations(2, limit));

    HttpResponse<String> declared = post("application/json", DOCUMENT);
    HttpResponse<String> chunked =
        served.send(
            request("application/json")
                .POST(
                    HttpRequest.BodyPublishers.fromPublisher(
                        HttpRequest.BodyPublishers.ofByteArray(DOCUMENT))));

    for (HttpResponse<String> answer : List.of(declared, chunked)) {
      assertThat(answer.statusCode()).isEqualTo(over == 0 ? 200 : 413);
      assertThat(answer.body())
          .contains(
              over == 0
                  ? "\"accepted\":true"
                  : "\"detail\":\"The body has more than " + limit + " bytes\"");
      assertThat(answer.body().contains("\"code\":\"BODY_TOO_LARGE\"")).isEqualTo(over > 0);
    }
  }

  @Test
  void body_thatStops_isTimedOut() throws Exception {
    served =
        new ServedTree(
            directory, browser -> browser.token("secret").patience(Duration.ofMillis(200)));

    try (Socket socket = begin()) {
      assertThat(answer(socket)).startsWith("HTTP/1.1 408 ").contains("\"code\":\"BODY_TOO_SLOW\"");
    }
  }

  @Test
  void bodies_overTheirNumber_areBusyAndPermitsComeBack() throws Exception {
    served = new ServedTree(directory, browser -> browser.token("secret").validations(2, 1 << 20));
    List<Socket> waiting = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      waiting.add(begin());
    }
    // whichever of the requests are handled first take the permits
    HttpResponse<String> refused = post("application/json", DOCUMENT);
    while (refused.statusCode() == 200) {
      refused = post("application/json", DOCUMENT);
    }
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.headers().firstValue("retry-after")).contains("2");

    for (Socket socket : waiting) {
      socket.close();
    }
    HttpResponse<String> accepted = post("application/json", DOCUMENT);
    while (accepted.statusCode() == 503) {
      accepted = post("application/json", DOCUMENT);
    }
    assertThat(accepted.statusCode()).isEqualTo(200);
  }

  /** A connection on which a body has begun and does not go on. */
  private Socket begin() throws Exception {
    Socket socket = served.connect();
    String head =
        "POST /api/validate HTTP/1.1\r\nHost: localhost:%d\r\nAuthorization: Bearer secret\r\n"
            + "Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"nodes\"";
    socket
        .getOutputStream()
        .write(head.formatted(served.port()).getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
    return socket;
  }

  private static String answer(Socket socket) throws Exception {
    InputStream in = socket.getInputStream();
    return new String(in.readAllBytes(), StandardCharsets.UTF_8);
  }

  private HttpResponse<String> post(String type, byte[] body) throws Exception {
    return served.send(request(type).POST(HttpRequest.BodyPublishers.ofByteArray(body)));
  }

  private HttpRequest.Builder request(String type) {
    return served.request("/api/validate").header("Content-Type", type);
  }
}
