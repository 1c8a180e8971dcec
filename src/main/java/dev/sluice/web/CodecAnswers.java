package dev.sluice.web;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;

/**
 * Completes the answers that the codec gives to requests it cannot read: they get the headers and
 * the body of all other errors. It stands behind the codec of one connection.
 */
final class CodecAnswers extends ChannelDuplexHandler {

  private final RequestDeadline deadline;

  CodecAnswers(RequestDeadline deadline) {
    this.deadline = deadline;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof HttpRequest) {
      deadline.headersComplete();
    }
    if (message instanceof LastHttpContent) {
      deadline.requestComplete();
    }
    context.fireChannelRead(message);
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // it is the promise, whose owner waits for it
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    if (message instanceof HttpResponse response) {
      SecurityHeaders.completeIn(response.headers());
      if (isBare(response)) {
        FullHttpResponse complete = complete(context, response);
        ((FullHttpResponse) response).release();
        context.write(complete, promise);
        return;
      }
    }
    context.write(message, promise);
  }

  private static boolean isBare(HttpResponse response) {
    return response instanceof FullHttpResponse full
        && response.status().code() >= 400
        && !response.headers().contains("content-type")
        && !full.content().isReadable();
  }

  private static FullHttpResponse complete(ChannelHandlerContext context, HttpResponse response) {
    Problem problem =
        Problem.of(response.status().code(), "MALFORMED_REQUEST", "The request is not valid HTTP");
    byte[] json = problem.json("");
    ByteBuf body = context.alloc().buffer(json.length).writeBytes(json);
    FullHttpResponse complete =
        new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, response.status(), body);
    HttpHeaders headers = complete.headers().set(response.headers());
    headers.set("content-type", Problem.TYPE).set("content-length", json.length);
    return complete;
  }
}
