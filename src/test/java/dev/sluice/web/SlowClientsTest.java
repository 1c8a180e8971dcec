package dev.sluice.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.WorkflowLoader;
import dev.sluice.support.Workflows;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** Clients that send or read slowly, or not at all. */
class SlowClientsTest {

  private static final int READERS = 50;
  private static final int BYTES = 17 << 20;
  private static final int LARGE_FILES = 130;

  @TempDir private Path directory;
  private ServedTree served;

  @AfterEach
  void everyBufferIsReleased() {
    if (served != null) {
      served.close();
      assertThat(served.unreleasedBytes()).isZero();
      assertThat(served.leaks()).isEmpty();
    }
  }

  /**
   * The receive buffer of each client is as small as the system permits: with the usual ones the
   * kernel takes in megabytes, and the server would not notice that no one reads.
   */
  @Test
  void readers_thatNeverRead_areClosedAndHoldLittleMemory() throws Exception {
    served =
        new ServedTree(
                directory,
                browser -> browser.token(ServedTree.TOKEN).patience(Duration.ofSeconds(2)))
            .with("small.json", Workflows.chain(1));
    byte[] big = new byte[BYTES];
    Arrays.fill(big, (byte) ' ');
    Files.write(directory.resolve("big.json"), big);
    List<Socket> readers = new ArrayList<>();
    for (int i = 0; i < READERS; i++) {
      readers.add(reader("/api/workflows/" + Library.idOf("big.json") + "/source"));
    }

    long most = 0;
    for (int i = 0; i < 100; i++) { // others are served meanwhile
      assertThat(served.get("/api/types/Step").statusCode()).isEqualTo(200);
      most = Math.max(most, served.unreleasedBytes());
    }
    assertThat(most).isBetween(READERS * 16L * 1024, READERS * 320L * 1024);
    while (served.unreleasedBytes() > READERS * 1024L) { // until all have been closed
      served.get("/api/types/Step");
    }

    for (Socket reader : readers) {
      assertThat(readToEnd(reader)).isLessThan(1 << 20);
      reader.close();
    }
  }

  /**
   * Streams of both kinds, which have 17 MB to send: a list of files whose entries have 130 KB
   * each, and the changes of these files. A reader of changes is owed the latest one of each file,
   * up to a bound.
   */
  @Test
  void streams_thatAreNeverRead_areClosedAndHoldLittleMemory() throws Exception {
    served =
        new ServedTree(
                directory,
                browser ->
                    browser
                        .token(ServedTree.TOKEN)
                        .streams(2 * READERS)
                        .patience(Duration.ofSeconds(3)))
            .with("changing.json", Workflows.chain(1));
    List<Socket> readers = new ArrayList<>();
    for (int i = 0; i < READERS; i++) {
      readers.add(reader("/api/events"));
      assertThat(readers.get(i).getInputStream().read()).isEqualTo('H'); // the watch has begun
    }
    long heapBefore = heap();
    for (int i = 0; i < LARGE_FILES; i++) {
      served.with("large-" + i + ".json", withVariables(i));
    }
    for (int i = 0; i < READERS; i++) {
      readers.add(reader("/api/workflows"));
    }

    long most = 0;
    long end = System.nanoTime() + Duration.ofSeconds(35).toNanos();
    boolean areClosed = false;
    while (!areClosed && System.nanoTime() < end) { // others are served meanwhile
      assertThat(served.get("/api/types/Step").statusCode()).isEqualTo(200);
      most = Math.max(most, served.unreleasedBytes());
      areClosed = most > READERS * 1024L && served.unreleasedBytes() < READERS * 1024L;
    }

    assertThat(areClosed).isTrue();
    assertThat(most).isLessThan(32L << 20);
    assertThat(heap() - heapBefore).isLessThan(32L << 20);
    for (Socket reader : readers) {
      assertThat(readToEnd(reader)).isLessThan(2 << 20);
      reader.close();
    }
  }

  /** A workflow that has 130 KB of names of variables, which its entry in the list has too. */
  private static String withVariables(int number) {
    String variables = "v".repeat(190);
    return "{\"nodes\":{},\"connections\":[],\"variables\":{"
        + Workflows.each(
            650, i -> (i > 0 ? "," : "") + "\"" + number + '_' + i + variables + "\":1")
        + "}}";
  }

  /** The heap in use after a collection. */
  private static long heap() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  @Test
  void connections_idle_areLimitedAndClosedInTime() throws Exception {
    List<Socket> idle = new ArrayList<>();
    try (Running running = new Running(Duration.ofSeconds(60), Duration.ofSeconds(3))) {
      for (int i = 0; i < 500; i++) {
        idle.add(running.connect());
      }
      for (Socket socket : idle) {
        assertThat(readToEnd(socket)).isZero();
      }
      try (Socket next = running.connect()) {
        String request =
            "GET /api/types HTTP/1.1\r\nHost: localhost:%d\r\nConnection: close\r\n\r\n";
        next.getOutputStream()
            .write(request.formatted(running.port()).getBytes(StandardCharsets.US_ASCII));
        next.getOutputStream().flush();
        assertThat(readToEnd(next)).isPositive();
      }
    } finally {
      for (Socket socket : idle) {
        socket.close();
      }
    }
  }

  @Test
  void streams_overTheirNumber_areBusyUntilOneEnds() throws Exception {
    served = new ServedTree(directory, browser -> browser.token(ServedTree.TOKEN).streams(1));
    try (Socket events = served.connect()) {
      send(events, "/api/events");
      assertThat(events.getInputStream().read()).isEqualTo('H');

      assertThat(served.get("/api/workflows").statusCode()).isEqualTo(503);
      assertThat(served.get("/api/types/Step").statusCode()).isEqualTo(200);
    }
    int status = served.get("/api/workflows").statusCode();
    while (status == 503) {
      status = served.get("/api/workflows").statusCode();
    }
    assertThat(status).isEqualTo(200);
  }

  @Test
  void request_thatDoesNotGoOn_isClosed() throws Exception {
    try (Running running = new Running(Duration.ofMillis(100), Duration.ofSeconds(60));
        Socket socket = running.connect()) {
      socket.getOutputStream().write("GET / HTTP/1.1\r\nHos".getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();

      assertThat(readToEnd(socket)).isZero();
    }
  }

  @Test
  void connection_withoutRequest_isClosed() throws Exception {
    try (Running running = new Running(Duration.ofSeconds(60), Duration.ofMillis(100));
        Socket silent = running.connect();
        Socket served = running.connect()) {
      String request = "GET / HTTP/1.1\r\nHost: localhost:%d\r\n\r\n";
      served
          .getOutputStream()
          .write(request.formatted(running.port()).getBytes(StandardCharsets.US_ASCII));
      served.getOutputStream().flush();

      assertThat(readToEnd(silent)).isZero();
      assertThat(readToEnd(served)).isPositive();
    }
  }

  /** Shows that a call which blocks an event loop would be noticed in these tests. */
  @Test
  void endpoint_thatBlocks_isInternalError() throws Exception {
    Router router =
        new Router()
            .get(
                "/block",
                Set.of(),
                call -> Mono.fromCallable(() -> Response.text(200, text(Files.size(directory)))));
    Problem.unknown("").json(""); // as a browser does when it is built
    Dispatcher dispatcher =
        new Dispatcher(router, new Guard(Set.of(), Optional.empty()), "", 1, Duration.ofSeconds(1));
    DisposableServer server =
        HttpServer.create().host("127.0.0.1").port(0).handle(dispatcher::handle).bindNow();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(20_000);
      String request = "GET /block HTTP/1.1\r\nHost: localhost:%d\r\nConnection: close\r\n\r\n";
      socket
          .getOutputStream()
          .write(request.formatted(server.port()).getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();

      assertThat(new String(socket.getInputStream().readNBytes(13), StandardCharsets.UTF_8))
          .isEqualTo("HTTP/1.1 500 ");
    } finally {
      server.disposeNow();
    }
  }

  private static String text(long size) {
    return String.valueOf(size);
  }

  private Socket reader(String path) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(4096);
    socket.setSoTimeout(20_000);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), served.port()));
    send(socket, path);
    return socket;
  }

  private void send(Socket socket, String path) throws IOException {
    String request = "GET %s HTTP/1.1\r\nHost: localhost:%d\r\nAuthorization: Bearer %s\r\n\r\n";
    socket
        .getOutputStream()
        .write(
            request
                .formatted(path, served.port(), ServedTree.TOKEN)
                .getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
  }

  /** How many bytes come until the server closes the connection. */
  private static long readToEnd(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    byte[] bytes = new byte[64 * 1024];
    long total = 0;
    try {
      for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
        total += read;
      }
    } catch (SocketException e) {
      // a reset ends the connection as well
    }
    return total;
  }

  /** A server with other limits of time. */
  private final class Running implements AutoCloseable {
    private final WorkflowLoader loader = WorkflowLoader.create();
    private final DisposableServer server;

    Running(Duration headersWithin, Duration idle) {
      WorkflowBrowser browser = WorkflowBrowser.builder(loader, directory).build();
      server = BrowserServer.of(browser).within(headersWithin, idle).server().bindNow();
    }

    int port() {
      return server.port();
    }

    Socket connect() throws IOException {
      Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
      socket.setSoTimeout(20_000);
      return socket;
    }

    @Override
    public void close() {
      server.disposeNow();
      loader.close();
    }
  }
}
