package dev.sluice.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.error.NodeCreationException;
import dev.sluice.model.FindingCode;
import dev.sluice.model.NodeType;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class NodeProviderTest {

  @Test
  void find_providedType_isLoadedOnceAndOnlyThen() {
    FakeProvider provider = new FakeProvider("AcmeA", "AcmeB");
    NodeRegistry registry = registry(provider);

    assertThat(registry.names()).contains("AcmeA", "AcmeB");
    assertThat(registry.categoryOf("AcmeA")).isEmpty();
    assertThat(registry.isLoaded("AcmeA")).isFalse();
    assertThat(provider.loads).hasValue(0);

    NodeType type = registry.find("AcmeA").orElseThrow();

    assertThat(registry.find("AcmeA")).containsSame(type);
    assertThat(registry.categoryOf("AcmeA")).contains("fake");
    assertThat(registry.loaded()).containsExactly(type);
    assertThat(provider.loads).hasValue(1);
  }

  @Test
  void find_sixteenThreadsWhileLoading_callTheProviderOnce() throws Exception {
    CountDownLatch loading = new CountDownLatch(1);
    CountDownLatch proceed = new CountDownLatch(1);
    FakeProvider provider =
        new FakeProvider("AcmeA", "AcmeB") {
          @Override
          public NodeType load(String name) throws Exception {
            if (name.equals("AcmeA")) {
              loading.countDown();
              proceed.await();
            }
            return super.load(name);
          }
        };
    NodeRegistry registry = registry(provider);
    List<Future<NodeType>> asked = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      asked.add(start(() -> registry.find("AcmeA").orElseThrow()));
    }
    loading.await();

    // A slow load does not delay lookups of other types.
    assertThat(registry.find("AcmeB")).isPresent();
    assertThat(registry.find("IfNode")).isPresent();
    proceed.countDown();

    NodeType first = asked.get(0).get(10, TimeUnit.SECONDS);
    for (Future<NodeType> one : asked) {
      assertThat(one.get(10, TimeUnit.SECONDS)).isSameAs(first);
    }
    assertThat(provider.loads).hasValue(2);
  }

  @Test
  void find_threadsRacingForQuickLoads_callTheProviderOncePerName() throws Exception {
    String[] names = new String[5000];
    Arrays.setAll(names, i -> "Acme" + i);
    FakeProvider provider = new FakeProvider(names);
    NodeRegistry registry = registry(provider);
    List<Future<Boolean>> walks = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      walks.add(
          start(() -> Arrays.stream(names).allMatch(name -> registry.find(name).isPresent())));
    }

    for (Future<Boolean> walk : walks) {
      assertThat(walk.get(20, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(provider.loads).hasValue(names.length);
  }

  @Test
  void find_providerThrows_failsNamingItAndAsksAgain() {
    IOException cause = new IOException("no\u202Enetwork");
    FakeProvider provider =
        new FakeProvider("AcmeA") {
          @Override
          public NodeType load(String name) throws Exception {
            NodeType type = super.load(name);
            if (loads.get() == 1) {
              throw cause;
            }
            return type;
          }

          @Override
          public String label() {
            return "acme-nodes";
          }
        };
    NodeRegistry registry = registry(provider);

    NodeCreationException failure =
        catchThrowableOfType(NodeCreationException.class, () -> registry.find("AcmeA"));

    assertThat(failure.code()).isEqualTo(FindingCode.NODE_CREATION_FAILED);
    assertThat(failure.finding().message())
        .isEqualTo(
            "The provider acme-nodes failed to load the node type AcmeA: java.io.IOException");
    assertThat(failure).hasCause(cause);
    assertThat(registry.isLoaded("AcmeA")).isFalse();
    assertThat(registry.find("AcmeA")).isPresent();
  }

  @Test
  void find_providerThrowsWhileOthersWait_failsThemAll() throws Exception {
    CountDownLatch loading = new CountDownLatch(1);
    CountDownLatch proceed = new CountDownLatch(1);
    FakeProvider provider =
        new FakeProvider("AcmeA") {
          @Override
          public NodeType load(String name) throws Exception {
            loads.incrementAndGet();
            loading.countDown();
            proceed.await();
            throw new NoClassDefFoundError("acme");
          }
        };
    NodeRegistry registry = registry(provider);
    AtomicReference<Thread> waiting = new AtomicReference<>();
    Future<Throwable> first = start(() -> failure(registry));
    loading.await();
    Future<Throwable> second =
        start(
            () -> {
              waiting.set(Thread.currentThread());
              return failure(registry);
            });
    awaitBlocked(waiting);
    proceed.countDown();

    assertThat(first.get(10, TimeUnit.SECONDS)).isInstanceOf(NodeCreationException.class);
    assertThat(second.get(10, TimeUnit.SECONDS)).isSameAs(first.get());
    assertThat(provider.loads).hasValue(1);
  }

  @Test
  void find_interruptedWhileAnotherThreadLoads_failsAndStaysInterrupted() throws Exception {
    CountDownLatch loading = new CountDownLatch(1);
    CountDownLatch proceed = new CountDownLatch(1);
    NodeRegistry registry =
        registry(
            new FakeProvider("AcmeA") {
              @Override
              public NodeType load(String name) throws Exception {
                loading.countDown();
                proceed.await();
                return super.load(name);
              }
            });
    Future<NodeType> loader = start(() -> registry.find("AcmeA").orElseThrow());
    loading.await();

    Thread.currentThread().interrupt();
    Throwable failure = failure(registry);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(failure)
        .isInstanceOf(NodeCreationException.class)
        .hasMessageContaining("had not finished loading");
    proceed.countDown();
    assertThat(loader.get(10, TimeUnit.SECONDS).name()).isEqualTo("AcmeA");
  }

  @Test
  void find_interruptedWhileOthersWait_letsThemLoadItThemselves() throws Exception {
    CountDownLatch loading = new CountDownLatch(1);
    FakeProvider provider =
        new FakeProvider("AcmeA") {
          @Override
          public NodeType load(String name) throws Exception {
            NodeType type = super.load(name);
            if (loads.get() == 1) {
              loading.countDown();
              new CountDownLatch(1).await();
            }
            return type;
          }
        };
    NodeRegistry registry = registry(provider);
    AtomicReference<Thread> interrupted = new AtomicReference<>();
    AtomicReference<Thread> waiting = new AtomicReference<>();
    Future<Throwable> first =
        start(
            () -> {
              interrupted.set(Thread.currentThread());
              return failure(registry);
            });
    loading.await();
    Future<NodeType> second =
        start(
            () -> {
              waiting.set(Thread.currentThread());
              return registry.find("AcmeA").orElseThrow();
            });
    awaitBlocked(waiting);
    interrupted.get().interrupt();

    assertThat(first.get(10, TimeUnit.SECONDS))
        .hasMessageContaining("was interrupted while loading");
    assertThat(second.get(10, TimeUnit.SECONDS).name()).isEqualTo("AcmeA");
    assertThat(provider.loads).hasValue(2);
  }

  @Test
  void find_providerLooksItsOwnNameUp_failsInsteadOfWaitingForItself() {
    AtomicReference<NodeRegistry> own = new AtomicReference<>();
    NodeRegistry registry =
        registry(
            new FakeProvider("AcmeA") {
              @Override
              public NodeType load(String name) {
                return own.get().find(name).orElseThrow();
              }
            });
    own.set(registry);

    assertThat(failure(registry))
        .isInstanceOf(NodeCreationException.class)
        .hasRootCauseMessage(
            "The provider "
                + getClass().getName()
                + "$6 recursively looked up the node type AcmeA [NODE_CREATION_FAILED]");
  }

  @Test
  void find_providerGivesNothingOrAnotherType_fails() {
    assertThat(failure(registry(giving(null)))).hasMessageContaining("returned null for");
    assertThat(failure(registry(giving(NodeType.placeholder("AcmeA")))))
        .hasMessageContaining("returned another type for");
    assertThat(
            failure(
                registry(
                    giving(NodeType.of("AcmeB", "", List.of(), List.of(), definition -> null)))))
        .hasMessageContaining("returned another type for");
  }

  @Test
  void find_fatalErrorInProvider_isThrownAsItIs() {
    NodeRegistry registry =
        registry(
            new FakeProvider("AcmeA") {
              @Override
              public NodeType load(String name) {
                throw new OutOfMemoryError("test");
              }
            });

    assertThat(failure(registry)).isInstanceOf(OutOfMemoryError.class);
    assertThat(failure(registry)).isInstanceOf(OutOfMemoryError.class);
  }

  @Test
  void build_providerCannotSayItsNames_failsNamingIt() {
    NodeRegistryBuilder builder =
        NodeRegistries.builder()
            .add(
                new FakeProvider() {
                  @Override
                  public Set<String> names() {
                    throw new IllegalStateException("closed");
                  }
                });

    assertThatThrownBy(builder::build)
        .isInstanceOf(NodeCreationException.class)
        .hasMessageContaining("cannot be read")
        .hasMessageContaining(getClass().getName());
  }

  @Test
  void serviceLoader_providerOnTheClassPath_contributesItsTypes(@TempDir Path directory)
      throws Exception {
    try (URLClassLoader classes = services(directory, Listed.class.getName())) {
      NodeRegistry registry = NodeRegistries.builder().serviceLoader(classes).build();

      assertThat(registry.find("ListedNode")).isPresent();
    }
  }

  @Test
  void serviceLoader_providerThatIsNone_failsTheBuild(@TempDir Path directory) throws Exception {
    try (URLClassLoader classes = services(directory, "acme.Missing")) {
      NodeRegistryBuilder builder = NodeRegistries.builder().serviceLoader(classes);

      assertThatThrownBy(builder::build).isInstanceOf(NodeCreationException.class);
    }
  }

  /** A provider that only a services file knows. */
  public static final class Listed extends FakeProvider {
    public Listed() {
      super("ListedNode");
    }
  }

  private URLClassLoader services(Path directory, String provider) throws IOException {
    Path services = Files.createDirectories(directory.resolve("META-INF/services"));
    Files.writeString(services.resolve(NodeProvider.class.getName()), provider);
    return new URLClassLoader(new URL[] {directory.toUri().toURL()}, getClass().getClassLoader());
  }

  private static NodeRegistry registry(NodeProvider provider) {
    return NodeRegistries.builder().add(provider).build();
  }

  private static FakeProvider giving(NodeType type) {
    return new FakeProvider("AcmeA") {
      @Override
      public NodeType load(String name) {
        return type;
      }
    };
  }

  private static Throwable failure(NodeRegistry registry) {
    return catchThrowableOfType(Throwable.class, () -> registry.find("AcmeA"));
  }

  private static <T> Future<T> start(Callable<T> work) {
    FutureTask<T> task = new FutureTask<>(work);
    Thread thread = new Thread(task, "asker");
    thread.setDaemon(true);
    thread.start();
    return task;
  }

  private static void awaitBlocked(AtomicReference<Thread> thread) {
    while (thread.get() == null || thread.get().getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
  }
}
