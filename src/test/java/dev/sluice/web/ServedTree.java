package dev.sluice.web;

import com.google.gson.Gson;
import dev.sluice.WorkflowLoader;
import dev.sluice.support.Workflows;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.ChannelOption;
import io.netty.util.ResourceLeakDetector;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import reactor.netty.DisposableServer;
import reactor.netty.resources.LoopResources;

/**
 * A browser of a directory on the loopback address, with one event loop and an allocator that
 * counts every byte. Its token is {@value #TOKEN} unless the browser is changed.
 */
final class ServedTree implements AutoCloseable {

  static final String TOKEN = "secret";

  private final Path directory;
  private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(true);
  private final List<String> leaks = new CopyOnWriteArrayList<>();
  private final ResourceLeakDetector.Level levelBefore = ResourceLeakDetector.getLevel();
  private final LoopResources loops = LoopResources.create("browser-test", 1, 1, true);
  private final LoadTimings timings = new LoadTimings();
  private final WorkflowLoader loader =
      WorkflowLoader.builder().registry(Workflows.registry()).listener(timings).build();
  private final HttpClient client = HttpClient.newHttpClient();
  private final WorkflowBrowser browser;
  private final DisposableServer server;

  ServedTree(Path directory) {
    this(directory, browser -> browser.token(TOKEN));
  }

  ServedTree(Path directory, UnaryOperator<WorkflowBrowser.Builder> change) {
    this.directory = directory;
    ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
    ByteBufUtil.setLeakListener((type, records) -> leaks.add(type + records));
    browser =
        change
            .apply(
                WorkflowBrowser.builder(loader, directory)
                    .registry(Workflows.registry())
                    .timings(timings))
            .build();
    server =
        BrowserServer.of(browser)
            .server()
            .runOn(loops)
            .option(ChannelOption.ALLOCATOR, allocator)
            .childOption(ChannelOption.ALLOCATOR, allocator)
            .bindNow();
  }

  WorkflowBrowser browser() {
    return browser;
  }

  int port() {
    return server.port();
  }

  InetSocketAddress address() {
    return (InetSocketAddress) server.address();
  }

  /** Writes a file of the tree. */
  ServedTree with(String name, String content) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
    return this;
  }

  HttpResponse<String> get(String path) throws Exception {
    return send(request(path));
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
        .header("Authorization", "Bearer " + TOKEN)
        .timeout(Duration.ofSeconds(20));
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
  }

  /** An answer that is a JSON object. */
  Map<?, ?> json(String path) throws Exception {
    return new Gson().fromJson(get(path).body(), Map.class);
  }

  /** The lines of an answer that begin with a type. */
  List<String> lines(String path, String type) throws Exception {
    return get(path).body().lines().filter(line -> line.startsWith(start(type))).toList();
  }

  private static String start(String type) {
    return "{\"t\":\"" + type + '"';
  }

  /** A connection to write any bytes to. */
  Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port());
    socket.setSoTimeout(20_000);
    return socket;
  }

  /** What comes back for the text of a request; apostrophes in it are not changed. */
  String raw(String request) throws IOException {
    try (Socket socket = connect()) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Override
  public void close() {
    server.disposeNow();
    browser.close();
    // connections that close submit last tasks to their event loops
    loops.disposeLater(Duration.ofMillis(100), Duration.ofSeconds(10)).block();
    loader.close();
    ResourceLeakDetector.setLevel(levelBefore);
    ByteBufUtil.setLeakListener(null);
  }

  /** Bytes that were not released, after {@link #close()}. */
  long unreleasedBytes() {
    return allocator.metric().usedDirectMemory() + allocator.metric().usedHeapMemory();
  }

  /** What Netty's leak detector reported. */
  List<String> leaks() {
    return leaks;
  }
}
