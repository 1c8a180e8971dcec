package dev.sluice.web;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes a connection if a request has begun and its headers are not complete in time. It stands
 * before the codec and is used on the event loop of one connection.
 */
final class RequestDeadline extends ChannelInboundHandlerAdapter {

  private final Duration limit;
  private boolean betweenRequests = true;
  private @Nullable Future<?> timer;

  RequestDeadline(Duration limit) {
    this.limit = limit;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object bytes) {
    if (betweenRequests && timer == null) {
      timer =
          context
              .executor()
              .schedule(() -> close(context), limit.toMillis(), TimeUnit.MILLISECONDS);
    }
    context.fireChannelRead(bytes);
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the connection is given up in any outcome
  private static void close(ChannelHandlerContext context) {
    context.close();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    headersComplete();
    context.fireChannelInactive();
  }

  /** The headers of the request have been decoded. */
  void headersComplete() {
    betweenRequests = false;
    Future<?> running = timer;
    timer = null;
    if (running != null) {
      running.cancel(false);
    }
  }

  /** The request has been decoded to its end. */
  void requestComplete() {
    betweenRequests = true;
  }
}
