package dev.sluice.web;

import dev.sluice.support.Workflows;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets a server check 200 documents of 1 MB at once while 50 readers of live changes read nothing,
 * and compares the throughput with a server that aggregates each body and parses it with databind.
 * Each server has a JVM of its own, with a heap of 256 MB.
 */
final class ServerLoad {

  private static final int CLIENTS = 200;
  private static final int ROUNDS = 2;
  private static final int READERS = 50;
  private static final int WARM_UP = 4;

  /** Milliseconds in which the event loops of the server close connections. */
  private static final int CLOSING = 1_000;

  private ServerLoad() {}

  public static void main(String[] arguments) throws Exception {
    byte[] body = Workflows.bytes(Workflows.chain(6_000));
    Path tree = Files.createTempDirectory("sluice-load");
    Path changing = tree.resolve("changing.json");
    Files.writeString(changing, Workflows.chain(1));
    System.out.printf("bodies of %,d bytes%n", body.length);
    run("standard limits", body, changing, READERS, tree.toString(), "16");
    run("200 checks at once", body, changing, READERS, tree.toString(), "" + CLIENTS);
    run("aggregate and databind", body, changing, 0, tree.toString());
    Files.delete(changing);
    Files.delete(tree);
  }

  private static void run(String name, byte[] body, Path changing, int readers, String... arguments)
      throws Exception {
    try (ServerProcess server =
        ServerProcess.start(
            ServerProcess.ownClassPath(), LoadedServer.class.getName(), arguments)) {
      load(server.port(), body, WARM_UP);
      Thread.sleep(CLOSING);
      server.ask("begin");
      List<Socket> silent = new ArrayList<>();
      for (int i = 0; i < readers; i++) {
        silent.add(reader(server.port()));
      }
      AtomicBoolean done = new AtomicBoolean();
      Thread changes = new Thread(() -> change(changing, done));
      changes.start();
      Load load = load(server.port(), body, CLIENTS);
      done.set(true);
      changes.join();
      for (Socket reader : silent) {
        reader.close();
      }
      Thread.sleep(CLOSING);
      System.out.printf(
          "%-24s %s, %.1f accepted/s, %.1f s; %s%n",
          name,
          load.answers(),
          load.accepted() / load.seconds(),
          load.seconds(),
          server.ask("end").orElse("the server has ended"));
    }
  }

  private static Socket reader(int port) throws IOException {
    Socket reader = new Socket();
    reader.setReceiveBufferSize(4096);
    reader.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    send(reader, "GET /api/events HTTP/1.1\r\nHost: localhost:%d\r\n\r\n", port);
    return reader;
  }

  private static void change(Path changing, AtomicBoolean done) {
    try {
      for (int i = 0; !done.get(); i++) {
        Files.writeString(changing, Workflows.chain(1 + i % 50));
        Thread.sleep(150);
      }
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * What clients have received.
   *
   * @param answers how often each status, or each failure, has occurred
   */
  private record Load(Map<String, AtomicInteger> answers, double seconds) {
    int accepted() {
      return answers.getOrDefault("200", new AtomicInteger()).get();
    }
  }

  /** Lets clients send documents at the same time, each one after another. */
  private static Load load(int port, byte[] body, int count) throws InterruptedException {
    Map<String, AtomicInteger> answers = new ConcurrentSkipListMap<>();
    CountDownLatch go = new CountDownLatch(1);
    List<Thread> clients = new ArrayList<>();
    for (int i = 0; i < count; i++) {
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
    return new Load(answers, (System.nanoTime() - began) / 1e9);
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
}
