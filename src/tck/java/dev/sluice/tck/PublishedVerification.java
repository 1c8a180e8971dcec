package dev.sluice.tck;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Arrays;
import org.reactivestreams.Publisher;
import org.reactivestreams.tck.PublisherVerification;
import org.reactivestreams.tck.TestEnvironment;
import org.testng.annotations.Factory;

/** Each publisher of {@link Published}. */
public class PublishedVerification extends PublisherVerification<Object> {

  private static final PublishedFixture FIXTURE = fixture();

  private final Published published;

  public PublishedVerification(Published published) {
    super(new TestEnvironment(500, 60), 300);
    this.published = published;
  }

  @Factory
  public static Object[] all() {
    return Arrays.stream(Published.values()).map(PublishedVerification::new).toArray();
  }

  private static PublishedFixture fixture() {
    try {
      return new PublishedFixture(Files.createTempDirectory("tck"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  @SuppressWarnings("unchecked") // the elements are only counted
  public Publisher<Object> createPublisher(long elements) {
    return (Publisher<Object>) published.of(FIXTURE, elements);
  }

  /** None: all of them begin with the first request, so before that they have not failed. */
  @Override
  public Publisher<Object> createFailedPublisher() {
    return null;
  }

  @Override
  public long maxElementsFromPublisher() {
    return published.most();
  }

  @Override
  public String toString() {
    return published.name();
  }
}
