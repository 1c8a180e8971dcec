package dev.sluice.web;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.FluxSink;

/**
 * One reader of live changes. What it has not taken yet is held here: of each file only the latest
 * change. More than {@value #MOST_ENTRIES} changes or {@value #MOST_BYTES} bytes are replaced by a
 * {@code reset}, after which the reader lists the files again.
 */
final class LiveClient {

  private static final int MOST_ENTRIES = 256;
  private static final int MOST_BYTES = 256 * 1024;
  private static final byte[] PING = ":\n\n".getBytes(StandardCharsets.UTF_8);

  private final FluxSink<byte[]> sink;

  // guarded by this
  private final Map<String, byte[]> pending = new LinkedHashMap<>();
  private int pendingBytes;
  private byte @Nullable [] first;
  private boolean begun;
  private boolean ping;
  private boolean draining;

  LiveClient(FluxSink<byte[]> sink) {
    this.sink = sink;
  }

  /** Whether an event is only the comment that shows that the stream is alive. */
  static boolean isPing(byte[] event) {
    return Arrays.equals(event, PING);
  }

  /** Begins the stream: changes are sent after this event. */
  void begin(byte[] hello) {
    synchronized (this) {
      first = hello;
      begun = true;
    }
    drain();
  }

  /** Adds the change of a file; {@code reset} replaces all changes if they are too many. */
  void add(String file, byte[] event, byte[] reset) {
    synchronized (this) {
      byte[] earlier = pending.remove(file);
      pendingBytes += event.length - (earlier == null ? 0 : earlier.length);
      pending.put(file, event);
      if (pending.size() > MOST_ENTRIES || pendingBytes > MOST_BYTES) {
        pending.clear();
        pending.put("", reset);
        pendingBytes = reset.length;
      }
    }
    drain();
  }

  /** Shows the reader that the stream is alive, unless there is something else to send. */
  void ping() {
    synchronized (this) {
      ping = first == null && (pending.isEmpty() || !begun);
    }
    drain();
  }

  void fail(Throwable failure) {
    sink.error(failure);
  }

  void complete() {
    sink.complete();
  }

  /** Emits what is requested. One thread at a time emits, and sees what others have added. */
  void drain() {
    synchronized (this) {
      if (draining) {
        return;
      }
      draining = true;
    }
    for (byte[] next = next(); next != null; next = next()) {
      sink.next(next);
    }
  }

  private synchronized byte @Nullable [] next() {
    byte[] next = null;
    if (sink.requestedFromDownstream() > 0) {
      byte[] hello = first;
      Iterator<byte[]> changes = pending.values().iterator();
      if (hello != null) {
        first = null;
        next = hello;
      } else if (begun && changes.hasNext()) {
        next = changes.next();
        changes.remove();
        pendingBytes -= next.length;
      } else if (ping) {
        next = PING;
      }
      ping &= next != PING;
    }
    draining = next != null;
    return next;
  }

  /** The number of changes that the reader has not taken yet. */
  synchronized int waiting() {
    return pending.size();
  }
}
