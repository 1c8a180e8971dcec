package dev.sluice.registry.catalog;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.sluice.model.NodeType;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** Two threads look up a built-in type of a category that is not decoded yet. */
@JCStressTest
@Outcome(id = "1", expect = ACCEPTABLE, desc = "decoded once, for both")
@Outcome(expect = FORBIDDEN, desc = "decoded twice, or used before it was decoded")
@State
public class DecodeOnceRace {

  /** The smallest category, and a type of it. */
  static final String CATEGORY = "basic";

  static final String NAME = "CommentNode";

  private final CatalogGroup group = new CatalogGroup(CATEGORY);
  private @Nullable NodeType first;
  private @Nullable NodeType second;

  /** One lookup. */
  @Actor
  public void first() {
    first = group.type(NAME);
  }

  /** Another one. */
  @Actor
  public void second() {
    second = group.type(NAME);
  }

  /** Whether both lookups found the same. */
  @Arbiter
  @SuppressWarnings("ReferenceEquality") // a type has an identity: its nodes share it
  public void compare(I_Result result) {
    result.r1 = first != null && first == second ? 1 : 0;
  }
}
