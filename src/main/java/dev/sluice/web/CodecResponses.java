package dev.sluice.web;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.ReferenceCountUtil;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers requests that the codec cannot read, and closes their connection. The responses have the
 * same headers and form of body as all other errors; they are logged only at debug level, because
 * anyone can send many such requests. It stands behind the codec of one connection.
 */
final class CodecResponses extends ChannelDuplexHandler {

  private static final Logger LOG = LoggerFactory.getLogger(CodecResponses.class);

  private static final Pattern AUTHORITY =
      Pattern.compile("(\\[[0-9a-fA-F:.]+]|[A-Za-z0-9._~%-]*)(:\\d{0,5})?");

  private final RequestDeadline deadline;
  private boolean isAnswered;
  private boolean hasRequest;

  CodecResponses(RequestDeadline deadline) {
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
    if (isAnswered) {
      ReferenceCountUtil.release(message);
    } else if (message instanceof HttpObject part && part.decoderResult().isFailure()) {
      refuse(context, part.decoderResult().cause());
      ReferenceCountUtil.release(message);
    } else if (message instanceof HttpRequest request && !hasAuthority(request)) {
      refuse(context, new IllegalArgumentException("the Host is not an authority"));
      ReferenceCountUtil.release(message);
    } else {
      hasRequest |= message instanceof HttpRequest;
      context.fireChannelRead(message);
    }
  }

  /**
   * Whether the host, if there is one, can be parsed by Reactor Netty, which logs those it cannot.
   */
  private static boolean hasAuthority(HttpRequest request) {
    String host = request.headers().get("host");
    return host == null || AUTHORITY.matcher(host).matches();
  }

  /**
   * Answers a malformed request, unless only the body of a request that is already being answered
   * is malformed.
   */
  @SuppressWarnings("FutureReturnValueIgnored") // the listener closes the connection
  private void refuse(ChannelHandlerContext context, Throwable cause) {
    isAnswered = true;
    LOG.debug("A request is malformed: {}", cause.getClass().getSimpleName());
    if (hasRequest) {
      context.close();
    } else {
      context
          .writeAndFlush(answer(context.alloc(), status(cause)))
          .addListener(ChannelFutureListener.CLOSE);
    }
  }

  private static HttpResponseStatus status(Throwable cause) {
    if (cause instanceof TooLongHttpLineException) {
      return HttpResponseStatus.REQUEST_URI_TOO_LONG;
    }
    return cause instanceof TooLongHttpHeaderException
        ? HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE
        : HttpResponseStatus.BAD_REQUEST;
  }

  private static FullHttpResponse answer(ByteBufAllocator memory, HttpResponseStatus status) {
    Problem problem =
        Problem.of(status.code(), "MALFORMED_REQUEST", "The request is not valid HTTP");
    byte[] json = problem.json("");
    ByteBuf body = memory.buffer(json.length).writeBytes(json);
    FullHttpResponse answer = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, body);
    SecurityHeaders.completeIn(answer.headers());
    answer
        .headers()
        .set("content-type", Problem.TYPE)
        .set("content-length", json.length)
        .set("connection", "close");
    return answer;
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // it is the promise, whose owner waits for it
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    if (message instanceof FullHttpResponse bare && isBare(bare)) {
      bare.release();
      context.write(answer(context.alloc(), bare.status()), promise);
      return;
    }
    if (message instanceof HttpResponse response) {
      SecurityHeaders.completeIn(response.headers());
    }
    context.write(message, promise);
  }

  /** Whether a response is one that Reactor Netty gives to a request without calling a handler. */
  private static boolean isBare(FullHttpResponse response) {
    return response.status().code() >= 400
        && !response.headers().contains("content-type")
        && !response.content().isReadable();
  }
}
