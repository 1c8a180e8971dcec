package dev.sluice.registry;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Two threads look up a type of a provider for the first time: it is loaded once, for both. */
@JCStressTest
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "loaded once, and both have that type")
@Outcome(expect = FORBIDDEN, desc = "loaded twice, or two types of one name")
@State
public class LoadOnceRace {

  private final Lookups lookups = new Lookups();
  private final ProvidedType type = new ProvidedType(Lookups.NAME, lookups, "provider");

  /** One lookup. */
  @Actor
  public void first() {
    lookups.first = type.type(Lookups.NAME);
  }

  /** Another one. */
  @Actor
  public void second() {
    lookups.second = type.type(Lookups.NAME);
  }

  /** How often it was loaded, and whether both lookups found the same. */
  @Arbiter
  public void count(II_Result result) {
    result.r1 = lookups.loads();
    result.r2 = lookups.areSame() ? 1 : 0;
  }
}
