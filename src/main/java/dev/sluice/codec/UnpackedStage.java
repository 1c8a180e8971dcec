package dev.sluice.codec;

import dev.sluice.stage.Stage;
import java.nio.ByteBuffer;
import java.util.List;

/** The stage for documents that are not to be packed: hands the chunks on as they are. */
final class UnpackedStage implements Stage<ByteBuffer, ByteBuffer> {

  @Override
  public Iterable<ByteBuffer> feed(ByteBuffer chunk) {
    return List.of(chunk);
  }

  @Override
  public Iterable<ByteBuffer> finish() {
    return List.of();
  }

  @Override
  public void close() {
    // nothing is held
  }
}
