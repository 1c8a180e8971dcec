package dev.sluice.registry;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.sluice.model.NodeType;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** {@link LoadOnceRace} with a field that is checked and then set; it must fail. */
@JCStressTest
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "loaded once, and both have that type")
@Outcome(expect = FORBIDDEN, desc = "loaded twice, or two types of one name")
@State
public class LoadOnceControl {

  private final Lookups lookups = new Lookups();
  private volatile @Nullable NodeType loaded;

  private NodeType type() {
    NodeType type = loaded;
    if (type == null) {
      type = lookups.load(Lookups.NAME);
      loaded = type;
    }
    return type;
  }

  /** One lookup. */
  @Actor
  public void first() {
    lookups.first = type();
  }

  /** Another one. */
  @Actor
  public void second() {
    lookups.second = type();
  }

  /** How often it was loaded, and whether both lookups found the same. */
  @Arbiter
  public void count(II_Result result) {
    result.r1 = lookups.loads();
    result.r2 = lookups.areSame() ? 1 : 0;
  }
}
