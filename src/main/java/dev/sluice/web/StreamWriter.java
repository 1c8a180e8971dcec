package dev.sluice.web;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.util.context.Context;

/**
 * Writes chunks to a connection as fast as its reader takes them.
 *
 * <p>A chunk is written at once if no write is under way; chunks that arrive meanwhile are written
 * together afterwards. Chunks are requested one by one, and only while fewer than {@value #AHEAD}
 * bytes still have to reach the socket: a client that does not read holds that much memory and one
 * chunk. If nothing leaves for some time, the write fails, and the connection is closed.
 *
 * <p>Everything but the signals of the source happens on the event loop of the connection.
 */
final class StreamWriter implements CoreSubscriber<byte[]> {

  /** The number of bytes that are requested ahead of the socket. */
  private static final int AHEAD = 64 * 1024;

  /** The minimum number of bytes that a chunk counts for: small chunks take memory as well. */
  private static final int LEAST = 256;

  private final Channel channel;
  private final EventLoop loop;
  private final Mono<Void> headers;
  private final Duration patience;
  private final MonoSink<Void> end;
  private volatile @Nullable Subscription source;
  private volatile boolean cancelled;
  private final AtomicInteger ahead = new AtomicInteger();
  private final AtomicBoolean waitsForNext = new AtomicBoolean();

  // accessed only on the event loop
  private @Nullable ByteBuf waiting;
  private int waitingBytes;
  private boolean headersSent;
  private boolean writing;
  private boolean completed;
  private @Nullable Throwable failure;
  private boolean ended;

  private StreamWriter(Channel channel, Mono<Void> headers, Duration patience, MonoSink<Void> end) {
    this.channel = channel;
    this.loop = channel.eventLoop();
    this.headers = headers;
    this.patience = patience;
    this.end = end;
  }

  /**
   * Writes the headers with the first chunk, so that a source that fails before it can still be
   * answered with a problem, and then the chunks. Completes, or fails as the source does, when all
   * have left for the socket. Cancelling cancels the source.
   *
   * @param headers writes the headers when it is subscribed to
   * @param patience the longest time in which nothing leaves
   */
  static Mono<Void> write(
      Channel channel, Mono<Void> headers, Flux<byte[]> chunks, Duration patience) {
    return Mono.create(
        end -> {
          StreamWriter writer = new StreamWriter(channel, headers, patience, end);
          end.onDispose(writer::cancel);
          chunks.subscribe(writer);
        });
  }

  @Override
  public Context currentContext() {
    return Context.of(end.contextView());
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    source = subscription;
    if (cancelled) {
      subscription.cancel();
    } else {
      subscription.request(1);
    }
  }

  @Override
  public void onNext(byte[] chunk) {
    int bytes = Math.max(LEAST, chunk.length);
    ahead.addAndGet(bytes);
    waitsForNext.set(true);
    onLoop(() -> take(chunk, bytes));
    resume(0);
  }

  /** Requests the next chunk, unless it is already requested or too many bytes are not sent yet. */
  private void resume(int left) {
    Subscription from = source;
    if (ahead.addAndGet(-left) < AHEAD && from != null && waitsForNext.compareAndSet(true, false)) {
      from.request(1);
    }
  }

  @Override
  public void onError(Throwable failure) {
    onLoop(
        () -> {
          completed = true;
          this.failure = failure;
          writeNext();
        });
  }

  @Override
  public void onComplete() {
    onLoop(
        () -> {
          completed = true;
          writeNext();
        });
  }

  private void onLoop(Runnable step) {
    try {
      loop.execute(step);
    } catch (RejectedExecutionException e) {
      cancelSource(); // the server is closed, and so is the connection
      release();
      end.error(e);
    }
  }

  private void take(byte[] chunk, int bytes) {
    if (ended) {
      return;
    }
    ByteBuf buffer = waiting;
    if (buffer == null) {
      buffer = channel.alloc().buffer(Math.max(chunk.length, 256));
      waiting = buffer;
    }
    buffer.writeBytes(chunk);
    waitingBytes += bytes;
    writeNext();
  }

  private void writeNext() {
    if (writing || ended) {
      return;
    }
    if (!headersSent && ((completed && failure == null) || waiting != null)) {
      writing = true;
      headersSent = true;
      headers.subscribe(
          none -> {},
          failure -> onLoop(() -> fail(failure)),
          () ->
              onLoop(
                  () -> {
                    writing = false;
                    writeNext();
                  }));
      return;
    }
    ByteBuf next = waiting;
    if (next == null) {
      if (completed) {
        ended = true;
        end();
      }
      return;
    }
    int bytes = waitingBytes;
    waiting = null;
    waitingBytes = 0;
    writing = true;
    Future<?> limit =
        loop.schedule(
            () -> fail(new StalledException()), patience.toMillis(), TimeUnit.MILLISECONDS);
    channel
        .writeAndFlush(new DefaultHttpContent(next))
        .addListener(
            written -> {
              limit.cancel(false);
              writing = false;
              if (!written.isSuccess()) {
                fail(written.cause());
              } else if (!ended) {
                resume(bytes);
                writeNext();
              }
            });
  }

  /** Ends as the source has ended: what it emitted before a failure has been sent. */
  private void end() {
    Throwable reason = failure;
    if (reason == null) {
      end.success();
    } else {
      end.error(reason);
    }
  }

  private void fail(Throwable failure) {
    if (!ended) {
      release();
      try {
        cancelSource();
      } finally {
        end.error(failure);
      }
    }
  }

  private void cancel() {
    cancelSource();
    if (loop.inEventLoop()) {
      release();
    } else {
      try {
        loop.execute(this::release);
      } catch (RejectedExecutionException e) {
        release(); // the loop has ended: no other thread uses this writer
      }
    }
  }

  private void cancelSource() {
    cancelled = true;
    Subscription from = source;
    if (from != null) {
      from.cancel();
    }
  }

  private void release() {
    ended = true;
    ByteBuf left = waiting;
    waiting = null;
    if (left != null) {
      left.release();
    }
  }

  /** The client has not read anything for too long. */
  static final class StalledException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StalledException() {
      super("The client does not read", null, false, false);
    }
  }
}
