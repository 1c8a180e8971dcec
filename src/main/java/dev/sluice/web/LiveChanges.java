package dev.sluice.web;

import dev.sluice.watch.LibraryChange;
import dev.sluice.watch.LibraryWatch;
import dev.sluice.web.LibraryFile.Counts;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * The changes of the tree as server-sent events. One watch serves all clients: it begins with the
 * first and ends some time after the last one, so it is still running for a page that is reloaded.
 *
 * <p>An event has the id {@code EPOCH-NUMBER}. A client that reconnects with the id of its last
 * event gets the events it has missed, or {@code reset} if they are no longer stored.
 */
final class LiveChanges {

  private static final int MOST_KEPT = 1024;
  private static final int MOST_KEPT_BYTES = 256 * 1024;

  private final LibraryWatch watch;
  private final Library library;
  private final Path directory;
  private final Duration ping;
  private final Duration linger;
  private final Set<LiveClient> clients = ConcurrentHashMap.newKeySet();

  // guarded by this
  private final Deque<Event> kept = new ArrayDeque<>();
  private int keptBytes;
  private String epoch = "";
  private long number;
  private boolean ready;
  private boolean closed;
  private Disposable running = Disposables.disposed();
  private Disposable ending = Disposables.disposed();

  /**
   * The changes of a directory.
   *
   * @param ping the time after which a comment shows that the stream is alive
   * @param linger how long the watch continues without a client
   */
  LiveChanges(LibraryWatch watch, Library library, Path directory, Duration ping, Duration linger) {
    this.watch = watch;
    this.library = library;
    this.directory = directory;
    this.ping = ping;
    this.linger = linger;
  }

  /** An event that has been sent. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Event(long number, String file, byte[] bytes) {}

  /**
   * The events for one reader; completes only when this object is closed. Cold: the watch begins
   * with the first subscription.
   *
   * @param last the id of the reader's last event; empty if it is new
   */
  Flux<byte[]> events(String last) {
    return Flux.<byte[]>create(
        sink -> {
          LiveClient client = new LiveClient(sink);
          Disposable pings = Flux.interval(ping).subscribe(tick -> client.ping());
          sink.onDispose(
              () -> {
                pings.dispose();
                leave(client);
              });
          sink.onRequest(more -> client.drain());
          join(client, last);
        });
  }

  /**
   * The events after one, as a response that ends, for clients that cannot keep a stream open: a
   * {@code hello} with the id for the next request, then the later events. Waits for the watch to
   * begin, which then continues for some time.
   *
   * @param last the id of the reader's last event
   */
  Mono<byte[]> since(String last) {
    return events("")
        .filter(event -> !LiveClient.isPing(event))
        .next()
        .map(hello -> missed(last))
        .switchIfEmpty(Mono.error(() -> new ProblemException(Problem.closed())));
  }

  private synchronized byte[] missed(String last) {
    ByteArrayOutputStream events = new ByteArrayOutputStream();
    events.writeBytes(hello());
    if (last.startsWith(epoch + "-") && isKnown(numberOf(last))) {
      Map<String, byte[]> latest = new LinkedHashMap<>();
      for (Event event : kept) {
        if (event.number() > numberOf(last)) {
          latest.remove(event.file());
          latest.put(event.file(), event.bytes());
        }
      }
      latest.values().forEach(events::writeBytes);
    } else if (!last.isEmpty()) {
      events.writeBytes(event("reset", json -> {}));
    }
    return events.toByteArray();
  }

  /** Ends the watch and completes the events of all readers; those that come later have none. */
  void close() {
    List<LiveClient> all;
    synchronized (this) {
      closed = true;
      ending.dispose();
      running.dispose();
      all = new ArrayList<>(clients);
    }
    all.forEach(LiveClient::complete);
  }

  private synchronized void join(LiveClient client, String last) {
    if (closed) {
      client.complete();
      return;
    }
    ending.dispose();
    clients.add(client);
    if (running.isDisposed()) {
      epoch = Integer.toHexString(ThreadLocalRandom.current().nextInt());
      ready = false;
      kept.clear();
      keptBytes = 0;
      running =
          watch
              .watch(directory)
              .concatMap(this::events, 1)
              .subscribeOn(Schedulers.boundedElastic())
              .subscribe(this::send, this::fail);
    }
    if (!last.isEmpty() && !last.startsWith(epoch + "-")) {
      client.add("", event("reset", json -> {}), event("reset", json -> {}));
    } else if (!last.isEmpty()) {
      resume(client, numberOf(last));
    }
    if (ready) {
      client.begin(hello());
    }
  }

  /** The number in an id of this epoch. */
  private long numberOf(String id) {
    try {
      return Long.parseLong(id.substring(epoch.length() + 1));
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  /** Whether all events after this one are kept. */
  private boolean isKnown(long seen) {
    return seen <= number
        && (kept.isEmpty() ? seen == number : seen >= kept.getFirst().number() - 1);
  }

  private void resume(LiveClient client, long seen) {
    boolean isKnown = isKnown(seen);
    byte[] reset = event("reset", json -> {});
    if (!isKnown) {
      client.add("", reset, reset);
    }
    for (Event event : kept) {
      if (isKnown && event.number() > seen) {
        client.add(event.file(), event.bytes(), reset);
      }
    }
  }

  private synchronized void leave(LiveClient client) {
    clients.remove(client);
    if (clients.isEmpty() && !running.isDisposed()) {
      ending = Mono.delay(linger).subscribe(over -> endIfUnread());
    }
  }

  private synchronized void endIfUnread() {
    if (clients.isEmpty()) {
      running.dispose();
    }
  }

  private void fail(Throwable failure) {
    List<LiveClient> all;
    synchronized (this) {
      running.dispose();
      all = new ArrayList<>(clients);
    }
    all.forEach(client -> client.fail(failure));
  }

  /** The events to send for a change of the tree. */
  private Flux<Change> events(LibraryChange change) {
    if (change instanceof LibraryChange.Ready) {
      return Flux.just(new Change("hello", "", json -> {}));
    }
    synchronized (this) {
      if (!ready) {
        return Flux.empty(); // readers list the files themselves
      }
    }
    if (change instanceof LibraryChange.Added added) {
      return item("added", added.path(), Counts.of(added.document().report())).flux();
    }
    if (change instanceof LibraryChange.Changed changed) {
      return item("changed", changed.path(), Counts.of(changed.document().report())).flux();
    }
    if (change instanceof LibraryChange.Renamed renamed) {
      return Flux.concat(
          removed(renamed.before()),
          item("added", renamed.path(), Counts.of(renamed.document().report())));
    }
    return change instanceof LibraryChange.Removed || change instanceof LibraryChange.Failed
        ? removed(change.path()).flux()
        : Flux.empty();
  }

  private record Change(String type, String file, Json.Members members) {}

  private Mono<Change> item(String type, Path path, Counts counts) {
    LibraryFile file = library.issue(path);
    return library
        .content(file)
        .map(
            content -> {
              file.learn(content, counts);
              return new Change(
                  type, file.id(), json -> file.writeMembers(json, file.known().orElse(content)));
            })
        .onErrorResume(failure -> Mono.empty()); // its next change shows what happened to it
  }

  private Mono<Change> removed(Path path) {
    LibraryFile file = library.issue(path);
    return Mono.fromCallable(
        () -> {
          library.forget(file);
          return new Change(
              "removed",
              file.id(),
              json -> {
                json.writeStringField("id", file.id());
                json.writeStringField("path", file.name());
              });
        });
  }

  private synchronized void send(Change change) {
    if (change.type().equals("hello")) {
      ready = true;
      clients.forEach(client -> client.begin(hello()));
      return;
    }
    number++;
    byte[] bytes = event(change.type(), change.members());
    byte[] reset = event("reset", json -> {});
    kept.addLast(new Event(number, change.file(), bytes));
    keptBytes += bytes.length;
    while (kept.size() > MOST_KEPT || keptBytes > MOST_KEPT_BYTES) {
      keptBytes -= kept.removeFirst().bytes().length;
    }
    clients.forEach(client -> client.add(change.file(), bytes, reset));
  }

  private byte[] hello() {
    return event("hello", json -> json.writeStringField("epoch", epoch));
  }

  private byte[] event(String type, Json.Members members) {
    String data = new String(Json.object(members), StandardCharsets.UTF_8);
    return "retry: 2000\nid: %s-%d\nevent: %s\ndata: %s\n\n"
        .formatted(epoch, number, type, data)
        .getBytes(StandardCharsets.UTF_8);
  }
}
