package dev.sluice.support;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;
import reactor.core.publisher.Hooks;

/**
 * Fails a test during which Reactor dropped an error or an element, unless it is marked {@link
 * DropsSignals}.
 *
 * <p>A signal that comes late, when its test is already over, fails the next test with the name of
 * the one that caused it. JUnit runs the tests one after another, which this relies on.
 */
public final class DroppedSignals implements BeforeEachCallback, AfterEachCallback {

  private static final Queue<String> DROPPED = new ConcurrentLinkedQueue<>();

  @Override
  public void beforeEach(ExtensionContext context) {
    // Set again for each test, because StepVerifier.verifyThenAssertThat removes the hooks; reset
    // first, for Reactor calls a new hook after the old one, not instead of it.
    Hooks.resetOnErrorDropped();
    Hooks.resetOnNextDropped();
    if (isMarked(context)) {
      Hooks.onErrorDropped(error -> {});
      Hooks.onNextDropped(element -> {});
    } else {
      String test = context.getRequiredTestClass().getSimpleName() + "." + context.getDisplayName();
      Hooks.onErrorDropped(error -> DROPPED.add(test + " dropped the error " + error));
      Hooks.onNextDropped(element -> DROPPED.add(test + " dropped the element " + element));
    }
  }

  @Override
  public void afterEach(ExtensionContext context) {
    List<String> seen = new ArrayList<>();
    for (String one = DROPPED.poll(); one != null; one = DROPPED.poll()) {
      seen.add(one);
    }
    if (!seen.isEmpty()) {
      throw new AssertionError(String.join("\n", seen));
    }
  }

  private static boolean isMarked(ExtensionContext context) {
    return AnnotationSupport.isAnnotated(context.getRequiredTestMethod(), DropsSignals.class)
        || AnnotationSupport.isAnnotated(context.getRequiredTestClass(), DropsSignals.class);
  }
}
