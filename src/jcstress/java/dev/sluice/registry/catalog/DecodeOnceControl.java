package dev.sluice.registry.catalog;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.sluice.model.NodeType;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** {@link DecodeOnceRace} without the lock; it must fail. */
@JCStressTest
@Outcome(id = "1", expect = ACCEPTABLE, desc = "decoded once, for both")
@Outcome(expect = FORBIDDEN, desc = "decoded twice, or used before it was decoded")
@State
public class DecodeOnceControl {

  private volatile @Nullable Map<String, NodeType> decoded;
  private @Nullable NodeType first;
  private @Nullable NodeType second;

  private @Nullable NodeType type() {
    Map<String, NodeType> types = decoded;
    if (types == null) {
      types = CatalogDecoder.decode(DecodeOnceRace.CATEGORY);
      decoded = types;
    }
    return types.get(DecodeOnceRace.NAME);
  }

  /** One lookup. */
  @Actor
  public void first() {
    first = type();
  }

  /** Another one. */
  @Actor
  public void second() {
    second = type();
  }

  /** Whether both lookups found the same. */
  @Arbiter
  @SuppressWarnings("ReferenceEquality") // a type has an identity: its nodes share it
  public void compare(I_Result result) {
    result.r1 = first != null && first == second ? 1 : 0;
  }
}
