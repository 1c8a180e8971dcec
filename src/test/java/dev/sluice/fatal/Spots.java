package dev.sluice.fatal;

import static net.bytebuddy.matcher.ElementMatchers.isAbstract;
import static net.bytebuddy.matcher.ElementMatchers.isConstructor;
import static net.bytebuddy.matcher.ElementMatchers.isMethod;
import static net.bytebuddy.matcher.ElementMatchers.isNative;
import static net.bytebuddy.matcher.ElementMatchers.none;
import static net.bytebuddy.matcher.ElementMatchers.not;

import dev.sluice.WorkflowLoader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.instrument.ClassDefinition;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.net.URL;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.agent.builder.AgentBuilder.RedefinitionStrategy;
import net.bytebuddy.agent.builder.ResettableClassFileTransformer;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * The beginning of every method of the product as a spot where an error can be thrown.
 *
 * <p>The product's classes are instrumented in place until this is closed. JUnit runs the tests one
 * after another, which this relies on: there is one at a time.
 */
public final class Spots implements AutoCloseable {

  private static final AtomicReference<Consumer<String>> PASSED = new AtomicReference<>();

  private final Instrumentation instrumentation = agent();
  private final ResettableClassFileTransformer transformer =
      new AgentBuilder.Default()
          .disableClassFormatChanges()
          .with(RedefinitionStrategy.RETRANSFORMATION)
          .ignore(none())
          .type((type, loader, module, redefined, domain) -> isOfProduct(loader, domain))
          .transform(
              (builder, type, loader, module, domain) ->
                  builder.visit(
                      Advice.to(Beginning.class)
                          .on(
                              isMethod()
                                  .or(isConstructor())
                                  .and(not(isAbstract()))
                                  .and(not(isNative())))))
          .installOn(instrumentation);

  /** By name: javac warns of annotations in its class file. */
  private static Instrumentation agent() {
    try {
      Class<?> agent = Class.forName("net.bytebuddy.agent.ByteBuddyAgent");
      return (Instrumentation) agent.getMethod("install").invoke(null);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("the agent is missing", e);
    }
  }

  /**
   * Whether a class is one of the product that is tested. Copies that other tests have loaded are
   * left alone: one whose initialisation has failed makes the change of all classes fail.
   */
  private static boolean isOfProduct(@Nullable ClassLoader loader, ProtectionDomain domain) {
    URL product = WorkflowLoader.class.getProtectionDomain().getCodeSource().getLocation();
    return loader == WorkflowLoader.class.getClassLoader()
        && domain != null
        && domain.getCodeSource() != null
        && product.equals(domain.getCodeSource().getLocation());
  }

  /** The spots that some work passes, on whatever threads. */
  public Set<String> passedBy(Runnable work) {
    Set<String> passed = new ConcurrentSkipListSet<>();
    watch(passed::add, work);
    return passed;
  }

  /**
   * Throws an error when some work first passes a spot.
   *
   * @return whether it did
   */
  public boolean throwAt(String spot, Error error, Runnable work) {
    return throwAt(spot, 1, error, work);
  }

  /**
   * Throws an error when some work passes a spot for the given time.
   *
   * @return whether it did
   */
  public boolean throwAt(String spot, int time, Error error, Runnable work) {
    AtomicInteger times = new AtomicInteger();
    watch(
        passed -> {
          if (passed.equals(spot) && times.incrementAndGet() == time) {
            error.fillInStackTrace();
            throw error;
          }
        },
        work);
    return times.get() >= time;
  }

  private static void watch(Consumer<String> passed, Runnable work) {
    PASSED.set(passed);
    try {
      work.run();
    } finally {
      PASSED.set(null);
    }
  }

  /** Called by the product's methods. */
  public static void pass(String spot) {
    Consumer<String> passed = PASSED.get();
    if (passed != null) {
      passed.accept(spot);
    }
  }

  /** Takes the spots out again, for the tests that share the JVM. */
  @Override
  public void close() {
    transformer.reset(instrumentation, RedefinitionStrategy.RETRANSFORMATION);
    // a class that was transformed again has lost the names of parameters on JDK 17 (JDK-8240908)
    List<ClassDefinition> originals = new ArrayList<>();
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      if (instrumentation.isModifiableClass(type)
          && isOfProduct(type.getClassLoader(), type.getProtectionDomain())) {
        originals.add(new ClassDefinition(type, classFile(type)));
      }
    }
    try {
      instrumentation.redefineClasses(originals.toArray(ClassDefinition[]::new));
    } catch (ClassNotFoundException | UnmodifiableClassException e) {
      throw new LinkageError("the classes cannot be restored", e);
    }
  }

  private static byte[] classFile(Class<?> type) {
    String name = '/' + type.getName().replace('.', '/') + ".class";
    try (InputStream file = type.getResourceAsStream(name)) {
      return Objects.requireNonNull(file, name).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What every method begins with. */
  private static final class Beginning {
    @Advice.OnMethodEnter
    static void of(@Advice.Origin("#t.#m#s") String spot) {
      Spots.pass(spot);
    }
  }
}
