package dev.sluice.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.WorkflowLoader;
import dev.sluice.config.Limits;
import dev.sluice.support.Workflows;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import reactor.core.scheduler.Schedulers;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/**
 * Checks 200 documents of 1 MB at once while 50 readers of live changes read nothing, and compares
 * the throughput with a server that aggregates each body and parses it with databind.
 */
final class ServerLoad {

  private static final int CLIENTS = 200;
  private static final int ROUNDS = 2;
  private static final int READERS = 50;

  private ServerLoad() {}

  public static void main(String[] arguments) throws Exception {
    byte[] body = Workflows.bytes(Workflows.chain(6_000));
    Path tree = Files.createTempDirectory("sluice-load");
    Path changing = tree.resolve("changing.json");
    Files.writeString(changing, Workflows.chain(1));
    long handles = handles();
    try (WorkflowLoader loader = WorkflowLoader.builder().limits(Limits.trusted()).build()) {
      System.out.printf("bodies of %,d bytes, %d MB of heap%n", body.length, heap() >> 20);
      stand("standard limits", loader, tree, 16, body, changing);
      stand("200 checks at once", loader, tree, CLIENTS, body, changing);
      ObjectMapper mapper = new ObjectMapper();
      DisposableServer other =
          HttpServer.create()
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
      run("aggregate and databind", other.port(), body);
      other.disposeNow();
    }
    try (Stream<Path> files = Files.list(tree)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(tree);
    Thread.sleep(1_000); // connections that close do so on their event loops
    System.out.printf("open sockets: %d before, %d after%n", handles, handles());
  }

  private static int parsed(ObjectMapper mapper, byte[] bytes) {
    try {
      return mapper.readTree(bytes).size();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void stand(
      String name, WorkflowLoader loader, Path tree, int atOnce, byte[] body, Path changing)
      throws Exception {
    WorkflowBrowser routes =
        WorkflowBrowser.builder(loader, tree).validations(atOnce, 16 << 20).build();
    DisposableServer server = BrowserServer.of(routes).bind().block();
    AtomicBoolean done = new AtomicBoolean();
    List<Socket> readers = new ArrayList<>();
    for (int i = 0; i < READERS; i++) {
      Socket reader = new Socket();
      reader.setReceiveBufferSize(4096);
      reader.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
      send(reader, "GET /api/events HTTP/1.1\r\nHost: localhost:%d\r\n\r\n", server.port());
      readers.add(reader);
    }
    Thread changes =
        new Thread(
            () -> {
              try {
                for (int i = 0; !done.get(); i++) {
                  Files.writeString(changing, Workflows.chain(1 + i % 50));
                  Thread.sleep(150);
                }
              } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    changes.start();
    run(name, server.port(), body);
    done.set(true);
    changes.join();
    for (Socket reader : readers) {
      reader.close();
    }
    server.disposeNow();
  }

  private static void run(String name, int port, byte[] body) throws Exception {
    System.gc();
    long before = used();
    AtomicLong most = new AtomicLong();
    Map<String, AtomicInteger> answers = new ConcurrentSkipListMap<>();
    AtomicBoolean done = new AtomicBoolean();
    Thread watch =
        new Thread(
            () -> {
              while (!done.get()) {
                most.accumulateAndGet(used(), Math::max);
                Thread.onSpinWait();
                try {
                  Thread.sleep(5);
                } catch (InterruptedException e) {
                  return;
                }
              }
            });
    watch.start();
    CountDownLatch go = new CountDownLatch(1);
    List<Thread> clients = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      Thread client =
          new Thread(
              () -> {
                try {
                  go.await();
                } catch (InterruptedException e) {
                  return;
                }
                for (int round = 0; round < ROUNDS; round++) {
                  String answer = post(port, body);
                  answers.computeIfAbsent(answer, unused -> new AtomicInteger()).incrementAndGet();
                }
              });
      client.start();
      clients.add(client);
    }
    long began = System.nanoTime();
    go.countDown();
    for (Thread client : clients) {
      client.join();
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    done.set(true);
    watch.join();
    AtomicInteger accepted = answers.getOrDefault("200", new AtomicInteger());
    System.out.printf(
        "%-24s %s, %.1f accepted/s, %.1f s, heap %d MB before, %d MB at most%n",
        name,
        new TreeMap<>(answers),
        accepted.get() / seconds,
        seconds,
        before >> 20,
        most.get() >> 20);
  }

  private static String post(int port, byte[] body) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(60_000);
      send(
          socket,
          "POST /api/validate HTTP/1.1\r\nHost: localhost:%d\r\nConnection: close\r\n"
              + "Content-Type: application/json\r\nContent-Length: "
              + body.length
              + "\r\n\r\n",
          port);
      OutputStream out = socket.getOutputStream();
      for (int at = 0; at < body.length; at += 16_384) {
        out.write(body, at, Math.min(16_384, body.length - at));
      }
      out.flush();
      InputStream in = socket.getInputStream();
      String start = new String(in.readNBytes(12), StandardCharsets.US_ASCII);
      in.readAllBytes();
      return start.length() == 12 ? start.substring(9) : "closed";
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static void send(Socket socket, String request, int port) throws IOException {
    socket.getOutputStream().write(request.formatted(port).getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
  }

  private static long used() {
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static long heap() {
    return Runtime.getRuntime().maxMemory();
  }

  /** The sockets of this process. */
  private static long handles() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.filter(ServerLoad::isSocket).count();
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
