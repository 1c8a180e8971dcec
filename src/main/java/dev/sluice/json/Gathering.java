package dev.sluice.json;

import dev.sluice.config.Limits;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns a document's chunks into tokens. A document that is a single chunk or small enough is
 * collected in one buffer, because the blocking parser is faster; a larger one is read chunk by
 * chunk. Both ways give the same tokens, offsets and failures.
 *
 * <p>Not thread-safe.
 */
public final class Gathering implements AutoCloseable {

  private final int most;
  private final Limits limits;
  private final boolean passing;

  private List<ByteBuffer> gathered = new ArrayList<>();
  private long gatheredBytes;
  private @Nullable JsonTokens tokens;

  private Gathering(int most, Limits limits, boolean passing) {
    this.most = most;
    this.limits = limits;
    this.passing = passing;
  }

  /** For marked tokens as by {@link JsonTokens#chunked}; with 0, no bytes are collected. */
  public static Gathering marked(int most, Limits limits) {
    return new Gathering(most, limits, false);
  }

  /** For skipped tokens as by {@link JsonTokens#passing}; with 0, no bytes are collected. */
  public static Gathering passing(int most, Limits limits) {
    return new Gathering(most, limits, true);
  }

  /** Accepts a chunk and returns the tokens, always the same object, once any can be read. */
  public Optional<JsonTokens> feed(ByteBuffer chunk) {
    JsonTokens opened = tokens;
    if (opened != null) {
      opened.feed(chunk);
      return Optional.of(opened);
    }
    gathered.add(chunk);
    gatheredBytes += chunk.remaining();
    // one chunk of any size already is a buffer, and may be the whole document
    if (gatheredBytes <= most || (gathered.size() == 1 && most > 0)) {
      return Optional.empty();
    }
    return Optional.of(open());
  }

  private JsonTokens open() {
    JsonTokens opened = passing ? JsonTokens.passing(limits) : JsonTokens.chunked(limits);
    tokens = opened;
    gathered.forEach(opened::feed);
    gathered = List.of();
    return opened;
  }

  /** The tokens, if any, when the input has ended with a failure. */
  public Optional<JsonTokens> breakOff() {
    JsonTokens opened = tokens;
    if (opened == null) {
      if (gathered.isEmpty()) {
        return Optional.empty();
      }
      opened = open();
    }
    opened.breakOff();
    return Optional.of(opened);
  }

  /** The tokens, when no further chunk follows. */
  public JsonTokens finish() {
    JsonTokens opened = tokens;
    if (opened == null) {
      ByteBuffer document = joined();
      opened = passing ? JsonTokens.passing(document, limits) : JsonTokens.whole(document, limits);
      tokens = opened;
      gathered = List.of();
    }
    opened.end();
    return opened;
  }

  private ByteBuffer joined() {
    if (gathered.size() == 1) {
      return gathered.get(0);
    }
    ByteBuffer joined = ByteBuffer.allocate((int) gatheredBytes);
    gathered.forEach(joined::put);
    return joined.flip();
  }

  /** Drops the collected bytes and closes the tokens. */
  @Override
  public void close() {
    gathered = List.of();
    if (tokens != null) {
      tokens.close();
    }
  }
}
