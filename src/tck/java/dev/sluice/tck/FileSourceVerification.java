package dev.sluice.tck;

import dev.sluice.source.ByteSource;
import dev.sluice.support.FaultyFile;
import java.nio.ByteBuffer;
import org.reactivestreams.Publisher;
import org.reactivestreams.tck.PublisherVerification;
import org.reactivestreams.tck.TestEnvironment;

/** The chunks of a file: as many as the file has bytes, for each read gives one. */
public class FileSourceVerification extends PublisherVerification<ByteBuffer> {

  public FileSourceVerification() {
    super(new TestEnvironment(200, 60), 300);
  }

  @Override
  public Publisher<ByteBuffer> createPublisher(long elements) {
    byte[] bytes = new byte[Math.toIntExact(elements)];
    return ByteSource.of(new FaultyFile("bytes", bytes).shortReads(1).path()).read();
  }

  /** None: the file is opened by the first request, so before that it has not failed. */
  @Override
  public Publisher<ByteBuffer> createFailedPublisher() {
    return null;
  }

  @Override
  public long maxElementsFromPublisher() {
    return 100_000;
  }
}
