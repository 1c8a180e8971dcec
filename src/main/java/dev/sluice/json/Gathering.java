package dev.sluice.json;

import dev.sluice.config.Limits;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The way from a document's chunks to its tokens: a document that is one chunk, or fits into so
 * many bytes, is read from one buffer, which the blocking parser does faster; another one is read
 * chunk by chunk. Both give the same tokens, offsets and failures.
 *
 * <p>For one thread.
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

  /** For tokens that are marked, as {@link JsonTokens#chunked} has them; 0 gathers nothing. */
  public static Gathering marked(int most, Limits limits) {
    return new Gathering(most, limits, false);
  }

  /** For tokens that are passed by, as {@link JsonTokens#passing} has them; 0 gathers nothing. */
  public static Gathering passing(int most, Limits limits) {
    return new Gathering(most, limits, true);
  }

  /** Takes a chunk and gives the tokens, the same ones each time, once there are any to read. */
  public Optional<JsonTokens> feed(ByteBuffer chunk) {
    JsonTokens opened = tokens;
    if (opened != null) {
      opened.feed(chunk);
      return Optional.of(opened);
    }
    gathered.add(chunk);
    gatheredBytes += chunk.remaining();
    // one chunk of any size is a buffer already, and may be all there is
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

  /** The tokens, if there are any, when nothing further can be read. */
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

  /** Lets go of what was gathered, and closes the tokens. */
  @Override
  public void close() {
    gathered = List.of();
    if (tokens != null) {
      tokens.close();
    }
  }
}
