package dev.sluice.source;

import dev.sluice.error.UnreadableSourceException;
import dev.sluice.error.WorkflowException;
import dev.sluice.flow.Boundary;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import java.nio.ByteBuffer;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/** The chunks of a publisher. */
record PublisherSource(String name, Publisher<ByteBuffer> publisher, boolean isStreamed)
    implements ByteSource {

  @Override
  public Flux<ByteBuffer> read() {
    return Boundary.entrance(Flux.from(publisher))
        .map(PublisherSource::withArray)
        .onErrorMap(e -> !(e instanceof WorkflowException), PublisherSource::unreadable);
  }

  @Override
  public boolean isAtHand() {
    return false;
  }

  private static ByteBuffer withArray(ByteBuffer chunk) {
    if (chunk.hasArray()) {
      return chunk.duplicate(); // the publisher may emit the same buffer to the next subscriber
    }
    return ByteBuffer.allocate(chunk.remaining()).put(chunk.duplicate()).flip();
  }

  private static Throwable unreadable(Throwable cause) {
    return new UnreadableSourceException(
        Finding.of(
            FindingCode.UNREADABLE, "The source failed: " + cause.getClass().getSimpleName()),
        cause);
  }
}
