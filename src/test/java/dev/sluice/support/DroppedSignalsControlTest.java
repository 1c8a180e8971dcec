package dev.sluice.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.EventConditions.test;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/** Shows that {@link DroppedSignals} bites, by running tests that must fail. */
class DroppedSignalsControlTest {

  @Test
  void droppedErrorFailsTheTest() {
    assertFails("dropsAnError", "Culprit.dropsAnError() dropped the error");
  }

  @Test
  void droppedElementFailsTheTest() {
    assertFails("dropsAnElement", "Culprit.dropsAnElement() dropped the element stray");
  }

  @Test
  void markedTestMayDrop() {
    run("dropsOnPurpose").assertStatistics(stats -> stats.succeeded(1).failed(0));
  }

  @Test
  void autodetection_isOnInThisRun() {
    Operators.onErrorDropped(new IllegalStateException("seen"), Context.empty());
    assertThat(catchFailure()).hasMessageContaining("seen");
  }

  /** Takes the signals of the running test, as the end of the test would. */
  private static AssertionError catchFailure() {
    try {
      new DroppedSignals().afterEach(null);
    } catch (AssertionError expected) {
      return expected;
    }
    throw new AssertionError("nothing was recorded");
  }

  private static void assertFails(String method, String text) {
    run(method)
        .assertThatEvents()
        .haveExactly(
            1, event(test(method), finishedWithFailure(message(found -> found.contains(text)))));
  }

  private static Events run(String method) {
    return EngineTestKit.engine("junit-jupiter")
        .configurationParameter("junit.jupiter.extensions.autodetection.enabled", "true")
        .selectors(selectMethod(Culprit.class, method))
        .execute()
        .testEvents();
  }

  /** Tests that drop signals; nested, so that only this control runs them. */
  static class Culprit {

    @Test
    void dropsAnError() {
      Operators.onErrorDropped(new IllegalStateException("late"), Context.empty());
    }

    @Test
    void dropsAnElement() {
      Operators.onNextDropped("stray", Context.empty());
    }

    @Test
    @DropsSignals
    void dropsOnPurpose() {
      Operators.onNextDropped("meant", Context.empty());
    }
  }
}
