package dev.sluice.value;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * A config, whose keys are determined when it is built, reaches another thread through a plain
 * field.
 */
@JCStressTest
@Outcome(id = "-1", expect = ACCEPTABLE, desc = "not yet visible")
@Outcome(id = "2", expect = ACCEPTABLE, desc = "visible with all keys and values")
@Outcome(expect = FORBIDDEN, desc = "visible, but not all of it")
@State
public class PublishedConfigRace {

  private @Nullable Map<String, Object> config;

  /** The thread that loads. */
  @Actor
  public void build() {
    Shape root = Shape.empty();
    Shape shape = root.with("a").with("b");
    config = new ShapedMap(shape, new Object[] {1, 1});
  }

  /** A thread that finds the config by a race. */
  @Actor
  public void read(I_Result result) {
    Map<String, Object> seen = config;
    if (seen == null) {
      result.r1 = -1;
      return;
    }
    Object a = seen.get("a");
    Object b = seen.get("b");
    result.r1 = (a == null ? 0 : (int) a) + (b == null ? 0 : (int) b);
  }
}
