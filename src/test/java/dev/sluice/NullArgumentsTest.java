package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.sluice.config.Compression;
import dev.sluice.config.Limit;
import dev.sluice.config.Limits;
import dev.sluice.config.Profile;
import dev.sluice.config.SecurityPolicy;
import dev.sluice.config.UnknownTypes;
import dev.sluice.metrics.AdmissionMetrics;
import dev.sluice.metrics.CacheMetrics;
import dev.sluice.metrics.LoadMetrics;
import dev.sluice.metrics.LoadObservations;
import dev.sluice.metrics.PoolMetrics;
import dev.sluice.model.Layout;
import dev.sluice.model.Migration;
import dev.sluice.model.NodeDefinition;
import dev.sluice.model.NodeFactory;
import dev.sluice.model.NodeType;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.model.WorkflowSchema;
import dev.sluice.pool.NodePool;
import dev.sluice.registry.NodeRegistries;
import dev.sluice.registry.NodeRegistryBuilder;
import dev.sluice.scan.DirectoryScanner;
import dev.sluice.scan.ScanOptions;
import dev.sluice.source.ByteSource;
import dev.sluice.support.Workflows;
import dev.sluice.write.WorkflowWriter;
import dev.sluice.write.WriteOptions;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/** Null as an argument is refused where it is given, by the name of the parameter. */
class NullArgumentsTest {

  private static final List<Class<?>> TYPES =
      List.of(
          WorkflowLoader.class,
          WorkflowLoaderBuilder.class,
          WorkflowCache.class,
          WorkflowCache.Builder.class,
          ByteSource.class,
          ScanOptions.class,
          ScanOptions.Builder.class,
          DirectoryScanner.class,
          WriteOptions.class,
          WorkflowWriter.class,
          Layout.class,
          Compression.class,
          Limits.class,
          SecurityPolicy.class,
          NodePool.class,
          NodeRegistryBuilder.class,
          Migration.class,
          AdmissionMetrics.class,
          CacheMetrics.class,
          LoadMetrics.class,
          LoadObservations.class,
          PoolMetrics.class);

  private static final Map<Class<?>, Object> SAMPLES = samples();

  private record Call(Executable executable, int nullAt) {

    Parameter parameter() {
      return executable.getParameters()[nullAt];
    }

    @Override
    public String toString() {
      return executable.toGenericString() + " with null as " + parameter().getName();
    }
  }

  static Stream<Call> calls() {
    return TYPES.stream().flatMap(NullArgumentsTest::executables).flatMap(NullArgumentsTest::calls);
  }

  private static Stream<Executable> executables(Class<?> type) {
    Stream<Executable> methods =
        Arrays.stream(type.getDeclaredMethods())
            .filter(method -> !method.isSynthetic() && !overridesLibrary(method))
            .map(Executable.class::cast);
    return Stream.concat(methods, Arrays.stream(type.getDeclaredConstructors()))
        .filter(executable -> Modifier.isPublic(executable.getModifiers()));
  }

  private static boolean overridesLibrary(Method method) {
    return List.of("equals", "valueOf", "bindTo", "started").contains(method.getName());
  }

  private static Stream<Call> calls(Executable executable) {
    Parameter[] parameters = executable.getParameters();
    return IntStream.range(0, parameters.length)
        .filter(i -> !parameters[i].getType().isPrimitive())
        .mapToObj(i -> new Call(executable, i));
  }

  @ParameterizedTest
  @MethodSource("calls")
  void call_nullArgument_failsAtOnceWithTheNameOfTheParameter(Call call) {
    assertThat(catchThrowable(() -> invoke(call)))
        .isExactlyInstanceOf(NullPointerException.class)
        .hasMessage(call.parameter().getName());
  }

  @Test
  void calls_ofTheLoader_haveEveryKindOfSource() {
    assertThat(calls().filter(call -> call.executable().getName().equals("load")))
        .extracting(call -> call.parameter().getType().getSimpleName())
        .containsExactlyInAnyOrder("Path", "byte[]", "Publisher", "ByteSource");
  }

  private static void invoke(Call call) throws Throwable {
    Object[] arguments = new Object[call.executable().getParameterCount()];
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] =
          i == call.nullAt() ? null : sample(call.executable().getParameters()[i].getType());
    }
    try {
      if (call.executable() instanceof Method method) {
        Object target =
            Modifier.isStatic(method.getModifiers()) ? null : sample(method.getDeclaringClass());
        method.invoke(target, arguments);
      } else {
        ((Constructor<?>) call.executable()).newInstance(arguments);
      }
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static Object sample(Class<?> type) {
    Object known = SAMPLES.get(type);
    if (known != null) {
      return known;
    }
    assertThat(type).as("a type with a sample").matches(Class::isInterface, "an interface");
    return Proxy.newProxyInstance(
        type.getClassLoader(),
        new Class<?>[] {type},
        (proxy, method, arguments) -> {
          throw new AssertionError(method + " is called before null is refused");
        });
  }

  private static Map<Class<?>, Object> samples() {
    WorkflowLoader loader =
        WorkflowLoader.builder().scheduler(Schedulers.immediate()).smallLoadsOnCaller(true).build();
    byte[] document = Workflows.bytes(Workflows.chain(1));
    WorkflowSchema schema = loader.load(document).block();
    WorkflowDefinition definition = schema.definition();
    NodeDefinition node = definition.nodes().values().iterator().next();
    Migration migration = new Migration("Old", "New", Map.of());
    Map<Class<?>, Object> samples = new HashMap<>();
    samples.put(int.class, 1);
    samples.put(long.class, 1L);
    samples.put(boolean.class, true);
    samples.put(String.class, "");
    samples.put(String[].class, new String[0]);
    samples.put(byte[].class, document);
    samples.put(Path.class, Path.of("a.json"));
    samples.put(List.class, List.of());
    samples.put(Set.class, Set.of());
    samples.put(Map.class, Map.of());
    samples.put(Optional.class, Optional.empty());
    samples.put(OptionalInt.class, OptionalInt.empty());
    samples.put(Publisher.class, Flux.<ByteBuffer>empty());
    samples.put(WorkflowLoader.class, loader);
    samples.put(WorkflowLoaderBuilder.class, WorkflowLoader.builder());
    samples.put(WorkflowCache.class, WorkflowCache.create());
    samples.put(WorkflowCache.Builder.class, WorkflowCache.builder());
    samples.put(ByteSource.class, ByteSource.of("", document));
    samples.put(ScanOptions.class, ScanOptions.defaults());
    samples.put(ScanOptions.Builder.class, ScanOptions.builder());
    samples.put(ScanOptions.Order.class, ScanOptions.Order.PATH);
    samples.put(
        DirectoryScanner.class,
        new DirectoryScanner(ScanOptions.defaults(), Schedulers.immediate()));
    samples.put(WriteOptions.class, WriteOptions.standard());
    samples.put(WorkflowWriter.class, new WorkflowWriter(Schedulers.immediate()));
    samples.put(Layout.class, Layout.COMPACT);
    samples.put(Compression.class, Compression.PLAIN);
    samples.put(Limits.class, Limits.untrusted());
    samples.put(Limit.class, Limit.NODES);
    samples.put(Profile.class, Profile.LENIENT);
    samples.put(UnknownTypes.class, UnknownTypes.FAIL);
    samples.put(SecurityPolicy.class, SecurityPolicy.off());
    samples.put(NodePool.class, NodePool.create());
    samples.put(NodeRegistryBuilder.class, NodeRegistries.builder());
    samples.put(NodeType.class, node.type());
    samples.put(NodeFactory.class, NodeFactory.PLAIN);
    samples.put(NodeDefinition.class, node);
    samples.put(WorkflowDefinition.class, definition);
    samples.put(WorkflowSchema.class, schema);
    samples.put(Migration.class, migration);
    return samples;
  }
}
