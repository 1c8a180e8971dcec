package dev.sluice.web;

import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.WriteBufferWaterMark;
import java.time.Duration;
import java.util.Objects;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.NettyPipeline;
import reactor.netty.http.server.HttpServer;

/**
 * A server that serves only a {@link WorkflowBrowser}, with limits for connections, requests and
 * slow clients; immutable.
 *
 * <p>It binds to the loopback address, so only programs on the same machine can reach it. At any
 * other address, the browser must require a token.
 */
public final class BrowserServer {

  private static final String LOOPBACK = "127.0.0.1";
  private static final int CONNECTIONS = 256;
  private static final int LINE = 2048;
  private static final int HEADERS = 4096;
  private static final int SEND_BUFFER = 64 * 1024;
  private static final WriteBufferWaterMark WATER_MARK =
      new WriteBufferWaterMark(16 * 1024, 64 * 1024);

  private final WorkflowBrowser browser;
  private final String address;
  private final int port;
  private final Duration headersWithin;
  private final Duration idle;

  private BrowserServer(
      WorkflowBrowser browser, String address, int port, Duration headersWithin, Duration idle) {
    this.browser = browser;
    this.address = address;
    this.port = port;
    this.headersWithin = headersWithin;
    this.idle = idle;
  }

  /** A server at the loopback address and at a free port. */
  public static BrowserServer of(WorkflowBrowser browser) {
    return new BrowserServer(
        Objects.requireNonNull(browser, "browser"),
        LOOPBACK,
        0,
        Duration.ofSeconds(5),
        Duration.ofSeconds(60));
  }

  /** The same server at another port; 0 chooses a free one. */
  public BrowserServer port(int port) {
    return new BrowserServer(browser, address, port, headersWithin, idle);
  }

  /**
   * The same server at another address.
   *
   * @throws IllegalArgumentException if other machines could reach the address and the browser does
   *     not require a token
   */
  public BrowserServer address(String address) {
    if (!browser.hasToken() && !address.equals(LOOPBACK)) {
      throw new IllegalArgumentException(
          "a browser at an address other than " + LOOPBACK + " requires a token");
    }
    return new BrowserServer(browser, address, port, headersWithin, idle);
  }

  /**
   * The same server with other time limits.
   *
   * @param headersWithin how long the headers of a request may take to arrive
   * @param idle how long a connection may stay open without a request
   */
  BrowserServer within(Duration headersWithin, Duration idle) {
    return new BrowserServer(browser, address, port, headersWithin, idle);
  }

  /**
   * Starts the server. Cold; each subscription binds. Fails with {@code ChannelBindException} if
   * the port is in use. Afterwards the first file of the directory is read and checked in the
   * background, so that the first requests do not wait until classes are loaded.
   *
   * <p>Disposing the server ends neither the connections that are open nor the watch of the
   * directory: {@link WorkflowBrowser#close} does.
   */
  public Mono<? extends DisposableServer> bind() {
    return server().bind().doOnNext(bound -> browser.warmUp());
  }

  HttpServer server() {
    return HttpServer.create()
        .host(address)
        .port(port)
        .childOption(ChannelOption.SO_SNDBUF, SEND_BUFFER)
        .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
        .httpRequestDecoder(decoder -> decoder.maxInitialLineLength(LINE).maxHeaderSize(HEADERS))
        .maxConnections(CONNECTIONS)
        .idleTimeout(idle)
        .doOnChannelInit((observer, channel, client) -> addHandlers(channel.pipeline()))
        .handle(browser.dispatcher()::handle);
  }

  private void addHandlers(ChannelPipeline pipeline) {
    RequestDeadline deadline = new RequestDeadline(headersWithin);
    pipeline
        .addBefore(NettyPipeline.HttpCodec, "sluice.deadline", deadline)
        .addAfter(NettyPipeline.HttpCodec, "sluice.responses", new CodecResponses(deadline));
  }
}
