package dev.sluice.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.WorkflowLoader;
import dev.sluice.support.WatchResources;
import dev.sluice.support.Workflows;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import reactor.netty.DisposableServer;

/** What remains of a browser after its end; its watch lingers for a minute by default. */
class BrowserLifecycleTest {

  private static final Duration WITHIN = Duration.ofSeconds(20);

  @TempDir private Path directory;
  private Set<Thread> others;
  private ServedTree served;

  @BeforeEach
  void serve() throws Exception {
    others = WatchResources.threads();
    served = new ServedTree(directory).with("a.json", Workflows.chain(1));
  }

  @AfterEach
  void everyBufferIsReleased() {
    served.close();
    assertThat(served.unreleasedBytes()).isZero();
    assertThat(served.leaks()).isEmpty();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void close_whileChangesAreRead_completesThemAndLeavesNoHandleAndNoThread() throws Exception {
    try (Socket socket = events();
        BufferedReader in = reader(socket)) {
      awaitHello(in);
      assertThat(WatchResources.handles(directory)).isOne();
      assertThat(WatchResources.threads(others)).isOne();

      served.browser().close();

      assertThat(lastLines(in)).endsWith("0", ""); // the last chunk, and not a broken connection
    }
    WatchResources.awaitNone(directory, others);
    assertThat(WatchResources.handles(directory)).isZero();
    assertThat(WatchResources.threads(others)).isZero();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void close_afterTheLastReaderHasLeft_endsTheWatchAtOnce() throws Exception {
    try (Socket socket = events();
        BufferedReader in = reader(socket)) {
      awaitHello(in);
    }
    assertThat(WatchResources.handles(directory)).isOne();

    served.browser().close();

    WatchResources.awaitNone(directory, others);
    assertThat(WatchResources.handles(directory)).isZero();
    assertThat(WatchResources.threads(others)).isZero();
  }

  @Test
  void close_thenRequest_isRefused() throws Exception {
    assertThat(served.get("/api/workflows").statusCode()).isEqualTo(200);

    served.browser().close();
    served.browser().close();

    for (String path : new String[] {"/", "/api/workflows", "/api/events", "/api/events?since="}) {
      HttpResponse<String> answer = served.get(path);
      assertThat(answer.statusCode()).as(path).isEqualTo(503);
      assertThat(answer.body())
          .contains(
              "\"code\":\"CLOSED\"",
              "\"detail\":\"The workflow browser is closed; start it again\"");
    }
    assertThat(WatchResources.threads(others)).isZero();
  }

  @Test
  void start_ofServer_readsAFileBeforeAnyRequest() throws Exception {
    LoadTimings timings = new LoadTimings();
    try (WorkflowLoader loader = WorkflowLoader.builder().listener(timings).build();
        WorkflowBrowser browser = WorkflowBrowser.builder(loader, directory).build()) {
      DisposableServer server = BrowserServer.of(browser).bind().block(WITHIN);
      long end = System.nanoTime() + WITHIN.toNanos();
      while (timings.latest().isEmpty() && System.nanoTime() < end) {
        Thread.onSpinWait();
      }

      assertThat(timings.latest()).containsKey(directory.resolve("a.json").toString());
      server.disposeNow();
    }
  }

  private Socket events() throws IOException {
    Socket socket = served.connect();
    String request =
        """
        GET /api/events HTTP/1.1\r
        Host: localhost:%d\r
        Authorization: Bearer %s\r
        Connection: close\r
        \r
        """;
    socket
        .getOutputStream()
        .write(
            request.formatted(served.port(), ServedTree.TOKEN).getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private static BufferedReader reader(Socket socket) throws IOException {
    return new BufferedReader(
        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
  }

  /** The lines up to the end, or up to the comment that shows that the stream goes on. */
  private static List<String> lastLines(BufferedReader in) throws IOException {
    List<String> lines = new ArrayList<>();
    String line = in.readLine();
    while (line != null && !line.equals(":")) {
      lines.add(line);
      line = in.readLine();
    }
    return lines;
  }

  private static void awaitHello(BufferedReader in) throws IOException {
    String line = in.readLine();
    while (!line.startsWith("data: {\"epoch\"")) {
      line = in.readLine();
    }
  }
}
