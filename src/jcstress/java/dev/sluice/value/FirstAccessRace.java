package dev.sluice.value;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/** Two threads ask for a value of the same map, which is built when it is first asked for. */
@JCStressTest
@Outcome(id = "same, kept", expect = ACCEPTABLE, desc = "both see one value, which stays")
@Outcome(expect = FORBIDDEN, desc = "a value is replaced, or not whole")
@State
public class FirstAccessRace {

  /** A value with a plain field, which is seen only if it was published safely. */
  private static final class Built {
    private int whole;
  }

  /** A document each read of which builds the values again. */
  private static final class Document implements ShapedMap.Unread {
    @Override
    public @Nullable Object[] read(int at, int members) {
      Built built = new Built();
      built.whole = members;
      return new Object[] {built, at};
    }

    @Override
    public int size() {
      return 0;
    }
  }

  private final ShapedMap map = new ShapedMap(Shape.empty().with("a").with("b"), new Document(), 7);

  private @Nullable Object first;
  private @Nullable Object second;
  private int wholes;
  private int others;

  /** A thread that asks for a value. */
  @Actor
  public void one() {
    first = map.get("a");
    wholes = first instanceof Built built ? built.whole : 0;
  }

  /** Another one. */
  @Actor
  public void other() {
    second = map.get("a");
    others = second instanceof Built built ? built.whole : 0;
  }

  /** What both have seen, and what the map has afterwards. */
  @Arbiter
  public void after(LL_Result result) {
    boolean whole = wholes == 2 && others == 2 && Integer.valueOf(7).equals(map.get("b"));
    result.r1 = first == second && whole ? "same" : "different";
    result.r2 = map.get("a") == first ? "kept" : "replaced";
  }
}
