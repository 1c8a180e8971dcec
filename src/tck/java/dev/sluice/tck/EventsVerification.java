package dev.sluice.tck;

import dev.sluice.WorkflowLoader;
import dev.sluice.model.LoadEvent;
import dev.sluice.support.Chunked;
import dev.sluice.support.Workflows;
import org.reactivestreams.Publisher;
import org.reactivestreams.tck.PublisherVerification;
import org.reactivestreams.tck.TestEnvironment;

/** The events of a load, cut to the number of them that is wanted. */
public class EventsVerification extends PublisherVerification<LoadEvent> {

  private static final byte[] DOCUMENT = Workflows.bytes(Workflows.chain(200));

  private final WorkflowLoader loader = WorkflowLoader.create();

  public EventsVerification() {
    super(new TestEnvironment(200, 60), 300);
  }

  @Override
  public Publisher<LoadEvent> createPublisher(long elements) {
    return loader.events(Chunked.every(64, 0, DOCUMENT)).take(elements);
  }

  /** None: a load begins with the first request, so before that it has not failed. */
  @Override
  public Publisher<LoadEvent> createFailedPublisher() {
    return null;
  }

  @Override
  public long maxElementsFromPublisher() {
    return 200;
  }
}
