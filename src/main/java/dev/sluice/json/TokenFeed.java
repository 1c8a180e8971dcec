package dev.sluice.json;

import dev.sluice.config.Limits;
import dev.sluice.stage.CollectedChunks;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns a document's chunks into tokens. A document that is a single chunk or small enough is
 * collected in one buffer, because the blocking parser is faster; a larger one is read chunk by
 * chunk. Both ways give the same tokens, offsets and failures.
 *
 * <p>Not thread-safe.
 */
public final class TokenFeed implements AutoCloseable {

  private final int most;
  private final Limits limits;
  private final boolean passing;

  private final CollectedChunks collected = new CollectedChunks();
  private @Nullable JsonTokens tokens;

  private TokenFeed(int most, Limits limits, boolean passing) {
    this.most = most;
    this.limits = limits;
    this.passing = passing;
  }

  /**
   * A feed of tokens with marks, see {@link JsonTokens#chunked}; collects at most {@code most}
   * bytes.
   */
  public static TokenFeed marked(int most, Limits limits) {
    return new TokenFeed(most, limits, false);
  }

  /**
   * A feed of tokens to skip, see {@link JsonTokens#passing}; collects at most {@code most} bytes.
   */
  public static TokenFeed passing(int most, Limits limits) {
    return new TokenFeed(most, limits, true);
  }

  /** Accepts a chunk and returns the tokens, always the same object, once any can be read. */
  public Optional<JsonTokens> feed(ByteBuffer chunk) {
    JsonTokens opened = tokens;
    if (opened != null) {
      opened.feed(chunk);
      return Optional.of(opened);
    }
    collected.add(chunk);
    // one chunk of any size already is a buffer, and may be the whole document
    if (collected.bytes() <= most || (collected.count() == 1 && most > 0)) {
      return Optional.empty();
    }
    return Optional.of(open());
  }

  private JsonTokens open() {
    JsonTokens opened = passing ? JsonTokens.passing(limits) : JsonTokens.chunked(limits);
    tokens = opened;
    collected.remove().forEach(opened::feed);
    return opened;
  }

  /** The tokens, if any, when the input has ended with a failure. */
  public Optional<JsonTokens> breakOff() {
    JsonTokens opened = tokens;
    if (opened == null) {
      if (collected.count() == 0) {
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
      ByteBuffer document = collected.removeJoined();
      opened = passing ? JsonTokens.passing(document, limits) : JsonTokens.whole(document, limits);
      tokens = opened;
    }
    opened.end();
    return opened;
  }

  /** Drops the collected bytes and closes the tokens. */
  @Override
  public void close() {
    collected.remove();
    if (tokens != null) {
      tokens.close();
    }
  }
}
