package dev.sluice.web;

import dev.sluice.text.Sha256;
import dev.sluice.web.LibraryFile.Stamp;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Entity tags of responses that are streamed from a file: the hash of its bytes, and of the options
 * of this server. A client that has the response already gets 304 before anything is loaded.
 *
 * <p>Files of more than {@value #MOST_BYTES} bytes have none, because hashing them would delay
 * their first line.
 */
final class FileTags {

  private static final int MOST_BYTES = 8 << 20;
  private static final Duration TICK = Duration.ofSeconds(2);

  /**
   * Identifies this run of the server, because its options cannot be compared with those of another
   * run.
   */
  private final String server = Integer.toHexString(ThreadLocalRandom.current().nextInt());

  private final Scheduler blocking;

  FileTags(Scheduler blocking) {
    this.blocking = blocking;
  }

  /**
   * A file at the time of a stamp.
   *
   * @param hash of its bytes in hexadecimal digits
   */
  record Hashed(Stamp stamp, String hash) {}

  /**
   * A response with the tag of a file. If the file changes in the meantime, the response ends
   * early, so that no client caches it under the wrong tag.
   *
   * @param kind what the response is about
   */
  Mono<Response> tagged(LibraryFile file, String kind, Response.Streamed answer) {
    return Mono.fromCallable(() -> hashed(file))
        .subscribeOn(blocking)
        .map(
            found ->
                found.isEmpty()
                    ? answer
                    : new Response.Streamed(
                        answer.type(),
                        answer.chunks().concatWith(unchanged(file, found.get())),
                        Map.of(
                            "etag", '"' + found.get().hash() + '.' + kind + '.' + server + '"')));
  }

  private Flux<byte[]> unchanged(LibraryFile file, Hashed hashed) {
    return Mono.<byte[]>fromRunnable(
            () -> {
              try {
                if (Stamp.of(file.path()).equals(hashed.stamp())) {
                  return;
                }
              } catch (IOException e) {
                // it was deleted
              }
              throw new ProblemException(
                  Problem.of(404, "CHANGED_WHILE_READING", "The file has changed meanwhile"));
            })
        .subscribeOn(blocking)
        .flux();
  }

  private static Optional<Hashed> hashed(LibraryFile file) {
    try {
      Stamp stamp = Stamp.of(file.path());
      Optional<Hashed> known = file.hashed();
      // a file can change twice within one tick of its clock
      if (known.isPresent()
          && known.get().stamp().equals(stamp)
          && stamp.modified().isBefore(Instant.now().minus(TICK))) {
        return known;
      }
      if (stamp.size() > MOST_BYTES) {
        return Optional.empty();
      }
      byte[] hash = Sha256.begin().digest(Files.readAllBytes(file.path()));
      Hashed hashed = new Hashed(stamp, HexFormat.of().formatHex(hash, 0, 16));
      file.learn(hashed);
      return Optional.of(hashed);
    } catch (IOException e) {
      return Optional.empty(); // the response says why the file cannot be read
    }
  }
}
