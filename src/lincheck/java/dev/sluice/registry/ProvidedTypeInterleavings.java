package dev.sluice.registry;

import static dev.sluice.interleavings.Interleavings.require;

import dev.sluice.interleavings.Interleavings;
import dev.sluice.model.NodeType;
import java.util.Set;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Lazy types: threads look up a type that its provider loads on first use. */
class ProvidedTypeInterleavings {

  private static final NodeType TYPE = NodeType.builder("LazyNode").build();

  @Test
  void type_anyOrder_isLoadedOnce() {
    Interleavings.check(Model.class);
  }

  @Test
  void type_fieldThatIsCheckedAndThenSet_fails() {
    Interleavings.mustFail(Naive.class);
  }

  /** A type of a provider. */
  public static class Model {
    private final Counted provider = new Counted();
    private final ProvidedType type = new ProvidedType(TYPE.name(), provider, "provider");

    @Operation(blocking = true)
    public boolean find() {
      return type.type(TYPE.name()) == TYPE;
    }

    @Operation
    public void look() {
      require(type.loaded(TYPE.name()).isEmpty() || provider.loads == 1, "loaded, but never asked");
    }

    @Validate
    public void atRest() {
      require(provider.loads <= 1, "loaded " + provider.loads + " times");
    }
  }

  /** Check, then load. */
  public static class Naive {
    private final Counted provider = new Counted();
    private volatile @Nullable NodeType loaded;

    @Operation
    public boolean find() {
      if (loaded == null) {
        loaded = provider.load(TYPE.name());
      }
      return loaded == TYPE;
    }

    @Validate
    public void atRest() {
      require(provider.loads <= 1, "loaded " + provider.loads + " times");
    }
  }

  private static final class Counted implements NodeProvider {
    private volatile int loads;

    @Override
    public Set<String> names() {
      return Set.of(TYPE.name());
    }

    @Override
    public NodeType load(String name) {
      loads++;
      return TYPE;
    }
  }
}
