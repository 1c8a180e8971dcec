package dev.sluice.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.WorkflowLoader;
import dev.sluice.config.Limits;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import reactor.core.scheduler.Schedulers;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/**
 * The server of {@link ServerLoad}. It answers two lines of its input: {@code begin} collects
 * garbage, and {@code end} is answered with the limit of the heap, the heap in use at the beginning
 * and the most since then, and the number of sockets that were opened and are not closed.
 */
final class LoadedServer {

  private static final AtomicLong MOST = new AtomicLong();

  private LoadedServer() {}

  /**
   * Serves until its input ends.
   *
   * @param arguments a directory, and the number of documents that are checked at once; without the
   *     number, the server aggregates each body and parses it with databind
   */
  public static void main(String[] arguments) throws Exception {
    try (WorkflowLoader loader = WorkflowLoader.builder().limits(Limits.trusted()).build()) {
      DisposableServer server =
          arguments.length == 1
              ? aggregating()
              : BrowserServer.of(
                      WorkflowBrowser.builder(loader, Path.of(arguments[0]))
                          .validations(Integer.parseInt(arguments[1]), 16 << 20)
                          .build())
                  .bind()
                  .block();
      System.out.println("http://127.0.0.1:" + server.port() + "/");
      watchHeap();
      BufferedReader input =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      long before = 0;
      long sockets = 0;
      for (String line = input.readLine(); line != null; line = input.readLine()) {
        if (line.equals("begin")) {
          System.gc();
          before = used();
          sockets = sockets();
          MOST.set(before);
          System.out.println(line);
        } else {
          System.out.printf(
              "%s: heap of %d MB, %d MB before, %d MB at most; %d sockets left open%n",
              line,
              Runtime.getRuntime().maxMemory() >> 20,
              before >> 20,
              MOST.get() >> 20,
              sockets() - sockets);
        }
      }
      server.disposeNow();
    }
  }

  private static DisposableServer aggregating() {
    ObjectMapper mapper = new ObjectMapper();
    return HttpServer.create()
        .host("127.0.0.1")
        .port(0)
        .handle(
            (request, response) ->
                request
                    .receive()
                    .aggregate()
                    .asByteArray()
                    .publishOn(Schedulers.boundedElastic())
                    .map(bytes -> parsed(mapper, bytes))
                    .flatMap(size -> response.status(200).send()))
        .bindNow();
  }

  private static int parsed(ObjectMapper mapper, byte[] bytes) {
    try {
      return mapper.readTree(bytes).size();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void watchHeap() {
    Thread watch =
        new Thread(
            () -> {
              try {
                while (true) {
                  MOST.accumulateAndGet(used(), Math::max);
                  Thread.sleep(5);
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    watch.setDaemon(true);
    watch.start();
  }

  private static long used() {
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static long sockets() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.filter(LoadedServer::isSocket).count();
    }
  }

  private static boolean isSocket(Path handle) {
    try {
      return Files.readSymbolicLink(handle).toString().startsWith("socket:");
    } catch (IOException e) {
      return false; // closed meanwhile
    }
  }
}
