package dev.sluice;

import static dev.sluice.support.Workflows.START;
import static dev.sluice.support.Workflows.bytes;
import static dev.sluice.support.Workflows.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.Limit;
import dev.sluice.config.Limits;
import dev.sluice.error.UnreadableSourceException;
import dev.sluice.source.ByteSource;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Whatever a host's source throws, the load fails as the source does, and not when it is made. */
class BadSourceTest {

  private static final byte[] DOCUMENT = bytes(workflow(START));

  private static final Map<String, Function<ByteSource, Publisher<?>>> LOADS =
      new LinkedHashMap<>();

  private static final Limits LIMITS = Limits.untrusted().with(Limit.MILLISECONDS, 20_000);

  private static final WorkflowLoader PLAIN = WorkflowLoader.builder().limits(LIMITS).build();
  private static final WorkflowLoader CACHED =
      WorkflowLoader.builder().limits(LIMITS).cache(WorkflowCache.create()).build();

  static {
    for (WorkflowLoader loader : List.of(PLAIN, CACHED)) {
      String with = loader == CACHED ? " by a cache" : "";
      LOADS.put("load" + with, loader::load);
      LOADS.put("tryLoad" + with, loader::tryLoad);
      LOADS.put("read" + with, loader::read);
      LOADS.put("tryRead" + with, loader::tryRead);
      LOADS.put("validate" + with, loader::validate);
      LOADS.put("skeleton" + with, loader::skeleton);
      LOADS.put("preview" + with, loader::preview);
      LOADS.put("events" + with, loader::events);
      LOADS.put("withSchema" + with, source -> loader.withSchema(source, Mono::just));
    }
  }

  @Test
  void load_sourceWhoseMethodThrows_isUnreadable() {
    List<String> wrong = new ArrayList<>();
    for (boolean atHand : new boolean[] {true, false}) {
      for (Method method : ByteSource.class.getMethods()) {
        if (!Modifier.isStatic(method.getModifiers())) {
          wrong.addAll(faults(source(atHand, method.getName(), true), method.getName()));
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void load_sourceWhoseMethodReturnsNull_isUnreadable() {
    List<String> wrong = new ArrayList<>();
    for (boolean atHand : new boolean[] {true, false}) {
      for (String method : List.of("name", "read", "length", "file", "bytes")) {
        wrong.addAll(faults(source(atHand, method, false), method));
      }
    }
    assertThat(wrong).isEmpty();
  }

  /** Each load that does not fail as it should; one that does not call the method succeeds. */
  private static List<String> faults(ByteSource source, String method) {
    List<String> wrong = new ArrayList<>();
    LOADS.forEach(
        (name, load) -> {
          Publisher<?> made;
          try {
            made = load.apply(source);
          } catch (RuntimeException e) {
            wrong.add(name + ", " + method + ": thrown when it was made: " + e);
            return;
          }
          try {
            Flux.from(made).blockLast();
          } catch (UnreadableSourceException e) {
            return;
          } catch (RuntimeException e) {
            wrong.add(name + ", " + method + ": " + e);
            return;
          }
          if (method.equals("name") || (method.equals("read") && !name.endsWith("cache"))) {
            wrong.add(name + ", " + method + ": succeeded");
          }
        });
    return wrong;
  }

  /** A source of a small document, one of whose methods throws or returns null. */
  private static ByteSource source(boolean atHand, String bad, boolean throwing) {
    ByteSource good =
        atHand
            ? ByteSource.of("memory", DOCUMENT)
            : ByteSource.of("published", Mono.just(ByteBuffer.wrap(DOCUMENT)));
    return (ByteSource)
        Proxy.newProxyInstance(
            ByteSource.class.getClassLoader(),
            new Class<?>[] {ByteSource.class},
            (proxy, method, arguments) -> {
              if (!method.getName().equals(bad)) {
                try {
                  return method.invoke(good, arguments);
                } catch (InvocationTargetException e) {
                  throw e.getCause();
                }
              }
              if (throwing) {
                throw new IllegalStateException("broken");
              }
              return null;
            });
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void load_publisherThatThrowsWhenItIsAskedForMore_isUnreadable(int time) {
    Publisher<ByteBuffer> publisher =
        subscriber -> subscriber.onSubscribe(new Throwing(subscriber, time));
    for (ByteSource source :
        List.of(ByteSource.of("broken", publisher), ByteSource.streamed("broken", publisher))) {
      assertThat(faults(source, "read")).isEmpty();
    }
  }

  /** Emits a byte for each request, and throws at one of them. */
  private static final class Throwing implements Subscription {
    private final Subscriber<? super ByteBuffer> subscriber;
    private final int time;
    private int requests;
    private int emitted;

    Throwing(Subscriber<? super ByteBuffer> subscriber, int time) {
      this.subscriber = subscriber;
      this.time = time;
    }

    @Override
    public void request(long count) {
      if (++requests == time) {
        throw new IllegalStateException("broken");
      }
      for (long left = count; left > 0 && emitted < DOCUMENT.length; left--) {
        subscriber.onNext(ByteBuffer.wrap(DOCUMENT, emitted++, 1));
      }
    }

    @Override
    public void cancel() {
      // nothing is running
    }
  }
}
