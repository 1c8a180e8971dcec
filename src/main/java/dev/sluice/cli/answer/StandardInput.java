package dev.sluice.cli.answer;

import dev.sluice.error.UnreadableSourceException;
import dev.sluice.flow.Boundary;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import dev.sluice.source.ByteSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.SynchronousSink;

/**
 * Standard input as a source, which can be read again if its bytes are kept.
 *
 * <p>Supports one subscription at a time.
 */
final class StandardInput implements ByteSource {

  private static final int CHUNK = 64 * 1024;

  private final InputStream stream;
  private final boolean keeps;
  private final List<byte[]> kept = new ArrayList<>();

  /**
   * A source with the bytes of the stream.
   *
   * @param keeps whether to keep the bytes for reading them again
   */
  StandardInput(InputStream stream, boolean keeps) {
    this.stream = stream;
    this.keeps = keeps;
  }

  @Override
  public String name() {
    return "standard input";
  }

  @Override
  public Flux<ByteBuffer> read() {
    return Flux.generate(() -> 0, this::emit);
  }

  /**
   * True, although reading may block: it should block the loader's own thread and not another one.
   */
  @Override
  public boolean isAtHand() {
    return true;
  }

  private Integer emit(Integer index, SynchronousSink<ByteBuffer> sink) {
    try {
      byte[] chunk = index < kept.size() ? kept.get(index) : next();
      if (chunk == null) {
        Boundary.complete(sink);
      } else {
        sink.next(ByteBuffer.wrap(keeps ? chunk.clone() : chunk)); // the subscriber owns it
      }
    } catch (IOException e) {
      String reason = e.getMessage() == null ? "" : ": " + e.getMessage();
      sink.error(
          new UnreadableSourceException(
              Finding.of(FindingCode.UNREADABLE, "Cannot read standard input" + reason), e));
    }
    return index + 1;
  }

  private byte @Nullable [] next() throws IOException {
    byte[] chunk = new byte[CHUNK];
    int filled = 0;
    // not readNBytes: FileInputStream queries the position for it, which a pipe does not have
    for (int read = 0;
        read >= 0 && filled < CHUNK;
        read = stream.read(chunk, filled, CHUNK - filled)) {
      filled += read;
    }
    if (filled == 0) {
      return null;
    }
    if (filled < CHUNK) {
      chunk = Arrays.copyOf(chunk, filled);
    }
    if (keeps) {
      kept.add(chunk);
    }
    return chunk;
  }
}
