package dev.sluice.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.support.Workflows;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

/** Changes of files that reach a reader while it is connected. */
class LiveChangesTest {

  @TempDir private Path directory;
  private ServedTree served;

  @BeforeEach
  void serve() throws Exception {
    served =
        new ServedTree(
                directory,
                browser ->
                    browser
                        .token(ServedTree.TOKEN)
                        .live(Duration.ofMillis(50), Duration.ofMillis(1)))
            .with("a.json", Workflows.chain(1));
  }

  @AfterEach
  void everyBufferIsReleased() {
    served.close();
    assertThat(served.unreleasedBytes()).isZero();
    assertThat(served.leaks()).isEmpty();
  }

  @Test
  void file_addedChangedAndRemoved_isReported() throws Exception {
    try (Reader reader = new Reader("")) {
      assertThat(reader.next()).contains("event: hello", "\"epoch\":\"");

      served.with("b.json", Workflows.chain(2));
      assertThat(reader.next())
          .contains("event: added")
          .contains("data: {\"id\":\"" + Library.idOf("b.json") + "\",\"path\":\"b.json\"")
          .contains("\"nodeCount\":3", "\"errors\":0");

      served.with("b.json", "{\"nodes\":{]");
      assertThat(reader.next())
          .contains("event: changed")
          .contains("\"accepted\":false,\"code\":\"MALFORMED_JSON\"", "\"errors\":1");

      Files.delete(directory.resolve("b.json"));
      assertThat(reader.next())
          .contains("event: removed")
          .contains("data: {\"id\":\"" + Library.idOf("b.json") + "\",\"path\":\"b.json\"}");
    }
  }

  @Test
  void reader_thatComesBack_getsWhatItMissed() throws Exception {
    try (Reader stays = new Reader("")) {
      String hello = stays.next();
      String id = hello.replaceAll("(?s).*id: (\\S+).*", "$1");
      served.with("b.json", Workflows.chain(2));
      stays.next();

      try (Reader back = new Reader("Last-Event-ID: " + id + "\r\n")) {
        assertThat(back.next()).contains("event: hello");
        assertThat(back.next()).contains("event: added", "\"path\":\"b.json\"");
      }
      try (Reader restarted = new Reader("Last-Event-ID: other-7\r\n")) {
        assertThat(restarted.next()).contains("event: hello");
        assertThat(restarted.next()).contains("event: reset");
      }
    }
  }

  @Test
  void poll_sinceAnEvent_givesWhatFollowsAtOnce() throws Exception {
    try (Reader reader = new Reader("")) {
      reader.next();
      String hello = served.get("/api/events?since=").body();
      assertThat(hello).contains("event: hello").doesNotContain("event: reset");
      String id = hello.replaceAll("(?s).*id: (\\S+).*", "$1");
      served.with("b.json", Workflows.chain(2));
      reader.next();
      served.with("b.json", Workflows.chain(3));
      reader.next();

      String polled = served.get("/api/events?since=" + id).body();
      assertThat(polled).containsOnlyOnce("event: hello").containsOnlyOnce("\"path\":\"b.json\"");
      assertThat(polled).contains("event: changed", "\"nodeCount\":4");
      String last = polled.replaceAll("(?s).*id: (\\S+).*", "$1");
      assertThat(served.get("/api/events?since=" + last).body())
          .contains("event: hello")
          .doesNotContain("event: changed", "event: reset");
      assertThat(served.get("/api/events?since=other-1").body()).contains("event: reset");
      assertThat(served.get("/api/events?since=" + id.replaceAll("-.*", "-x")).body())
          .contains("event: reset");
    }
  }

  @Test
  void reader_withoutChanges_getsComments() throws Exception {
    try (Reader reader = new Reader("")) {
      reader.next();

      assertThat(reader.line()).isEqualTo(":");
    }
  }

  @Test
  void client_thatTakesNothing_keepsLatestChangeOfEachFile() {
    List<LiveClient> clients = new ArrayList<>();
    Flux<byte[]> stream = Flux.create(sink -> clients.add(new LiveClient(sink)));

    StepVerifier.create(stream.map(LiveChangesTest::text), 0)
        .then(
            () -> {
              LiveClient client = clients.get(0);
              client.add("a", bytes("a1"), bytes("reset"));
              client.add("b", bytes("b1"), bytes("reset"));
              client.add("a", bytes("a2"), bytes("reset"));
              client.begin(bytes("hello"));
              assertThat(client.waiting()).isEqualTo(2);
            })
        .thenRequest(2)
        .then(() -> clients.get(0).drain())
        .expectNext("hello", "b1")
        .thenRequest(5)
        .then(() -> clients.get(0).drain())
        .expectNext("a2")
        .thenCancel()
        .verify();
  }

  @Test
  void client_withTooManyChanges_getsOneReset() {
    List<LiveClient> clients = new ArrayList<>();
    Flux<byte[]> stream = Flux.create(sink -> clients.add(new LiveClient(sink)));

    StepVerifier.create(stream.map(LiveChangesTest::text), 0)
        .then(
            () -> {
              clients.get(0).begin(bytes("hello"));
              for (int i = 0; i < 5000; i++) {
                clients.get(0).add("file" + i, bytes("changed"), bytes("reset"));
                assertThat(clients.get(0).waiting()).isLessThanOrEqualTo(256);
              }
              clients.get(0).add("last", new byte[300 * 1024], bytes("reset"));
              assertThat(clients.get(0).waiting()).isEqualTo(1);
            })
        .thenRequest(5)
        .then(() -> clients.get(0).drain())
        .expectNext("hello", "reset")
        .thenCancel()
        .verify();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** A connection that reads events. */
  private final class Reader implements AutoCloseable {
    private final Socket socket = served.connect();
    private final BufferedReader in =
        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));

    Reader(String headers) throws IOException {
      String request =
          "GET /api/events HTTP/1.1\r\nHost: localhost:%d\r\nAuthorization: Bearer %s\r\n%s\r\n";
      socket
          .getOutputStream()
          .write(bytes(request.formatted(served.port(), ServedTree.TOKEN, headers)));
      socket.getOutputStream().flush();
    }

    /** The next line that is neither empty nor part of the framing. */
    String line() throws IOException {
      String line = in.readLine();
      while (line.isEmpty() || line.matches("[0-9a-f]+")) {
        line = in.readLine();
      }
      return line;
    }

    /** The lines of the next event. */
    String next() throws IOException {
      StringBuilder event = new StringBuilder();
      String line = line();
      while (!line.startsWith("data: ")) {
        event.append(line).append('\n');
        line = line();
      }
      return event.append(line).toString();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
