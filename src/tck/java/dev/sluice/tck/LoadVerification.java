package dev.sluice.tck;

import dev.sluice.WorkflowLoader;
import dev.sluice.model.WorkflowSchema;
import dev.sluice.support.Chunked;
import dev.sluice.support.Workflows;
import org.reactivestreams.Publisher;
import org.reactivestreams.tck.PublisherVerification;
import org.reactivestreams.tck.TestEnvironment;

/** A load of a publisher's bytes, which moves to the loader's scheduler; it gives one element. */
public class LoadVerification extends PublisherVerification<WorkflowSchema> {

  private static final byte[] DOCUMENT = Workflows.bytes(Workflows.chain(3));

  private final WorkflowLoader loader = WorkflowLoader.create();

  public LoadVerification() {
    super(new TestEnvironment(200, 60), 300);
  }

  @Override
  public Publisher<WorkflowSchema> createPublisher(long elements) {
    return loader.load(Chunked.every(100, 0, DOCUMENT));
  }

  /** None: a load begins with the first request, so before that it has not failed. */
  @Override
  public Publisher<WorkflowSchema> createFailedPublisher() {
    return null;
  }

  @Override
  public long maxElementsFromPublisher() {
    return 1;
  }
}
