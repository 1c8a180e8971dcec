package dev.sluice.web;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.ChannelOption;
import io.netty.util.ResourceLeakDetector;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.resources.LoopResources;

/** A server on the loopback address with one event loop and an allocator that counts every byte. */
final class LoopbackServer implements AutoCloseable {

  private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(true);
  private final List<String> leaks = new CopyOnWriteArrayList<>();
  private final ResourceLeakDetector.Level levelBefore = ResourceLeakDetector.getLevel();
  private final LoopResources loops = LoopResources.create("web-test", 1, 1, true);
  private final Phaser handled = new Phaser(1);
  private final DisposableServer server;

  LoopbackServer(Host host, Function<Flux<ByteBuffer>, Mono<Host.Answer>> answers) {
    ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
    ByteBufUtil.setLeakListener((type, records) -> leaks.add(type + records));
    BiFunction<HttpServerRequest, HttpServerResponse, ? extends Publisher<Void>> handler =
        host.serving(answers);
    server =
        HttpServer.create()
            .host("127.0.0.1")
            .port(0)
            .runOn(loops)
            .option(ChannelOption.ALLOCATOR, allocator)
            .childOption(ChannelOption.ALLOCATOR, allocator)
            .handle((request, response) -> counted(handler.apply(request, response)))
            .bindNow();
  }

  private Publisher<Void> counted(Publisher<Void> handling) {
    return Mono.defer(
        () -> {
          handled.register();
          return Mono.from(handling).doFinally(end -> handled.arriveAndDeregister());
        });
  }

  /** A connection on which a request with a body of this length has begun. */
  Socket request(int bodyLength) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
    socket.setSoTimeout(20_000);
    socket.setTcpNoDelay(true);
    String head =
        "POST / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: %d\r\n\r\n";
    send(socket, head.formatted(bodyLength).getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  static void send(Socket socket, byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
  }

  /** Status and text of the response. */
  static Host.Answer answer(Socket socket) throws IOException {
    try (socket) {
      String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int body = all.indexOf("\r\n\r\n") + 4;
      boolean isChunked = all.substring(0, body).contains("chunked");
      String text = all.substring(body);
      return new Host.Answer(
          Integer.parseInt(all.substring(9, 12)), isChunked ? text.split("\r\n", -1)[1] : text);
    }
  }

  /**
   * Ends the server with all its connections, and its event loop when every request has been
   * handled: a handler that ends on another thread still has to reach the loop.
   */
  @Override
  public void close() {
    server.disposeNow();
    try {
      handled.awaitAdvanceInterruptibly(handled.arrive(), 20, TimeUnit.SECONDS);
    } catch (InterruptedException | TimeoutException e) {
      throw new AssertionError("a request is still handled", e);
    }
    loops.disposeLater(Duration.ZERO, Duration.ofSeconds(10)).block();
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
