package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import dev.sluice.arch.LibraryClasses;
import dev.sluice.diff.Difference;
import dev.sluice.diff.ValueChange;
import dev.sluice.diff.WorkflowDiff;
import dev.sluice.graph.WorkflowGraph;
import dev.sluice.model.Connection;
import dev.sluice.model.DocumentForm;
import dev.sluice.model.DocumentKind;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import dev.sluice.model.LoadEvent;
import dev.sluice.model.NodeDefinition;
import dev.sluice.model.NodeType;
import dev.sluice.model.NodeTypeBuilder;
import dev.sluice.model.PropertySpec;
import dev.sluice.model.ValidationReport;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.model.WorkflowMetadata;
import dev.sluice.pool.NodePool;
import dev.sluice.scan.ScanOptions;
import dev.sluice.support.Workflows;
import dev.sluice.testkit.EventVerifier;
import dev.sluice.testkit.ReportCheck;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Proxy;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/**
 * Null in a collection, a map or an array is refused where it is given, by parameter and index.
 *
 * <p>All public constructors and methods of the exported packages are called, except where an
 * element is any JSON value, which may be null, and for the maps of live nodes, which every load
 * makes and which are not walked again.
 */
class NullElementsTest {

  private static final Set<String> LIVE_NODES = Set.of("WorkflowSchema.nodes", "lend.nodes");

  private static final Map<Class<?>, Object> SAMPLES = samples();

  /** Where null is in the parameter: at its second element, or as its second key or value. */
  private enum At {
    ELEMENT("[1]"),
    KEY(".key[1]"),
    VALUE(".value[1]");

    private final String suffix;

    At(String suffix) {
      this.suffix = suffix;
    }
  }

  private record Call(Executable executable, int index, At at) {

    Parameter parameter() {
      return executable.getParameters()[index];
    }

    String label() {
      String name = executable.getName();
      return name.substring(name.lastIndexOf('.') + 1) + "." + parameter().getName();
    }

    @Override
    public String toString() {
      return executable.toGenericString() + " with null as " + parameter().getName() + at.suffix;
    }
  }

  static Stream<Call> calls() {
    return exported()
        .flatMap(
            type ->
                Stream.concat(
                    Arrays.stream(type.getDeclaredMethods()),
                    Arrays.stream(type.getDeclaredConstructors())))
        .filter(executable -> Modifier.isPublic(executable.getModifiers()))
        .filter(executable -> !executable.isSynthetic())
        .flatMap(NullElementsTest::calls)
        .filter(call -> !LIVE_NODES.contains(call.label()));
  }

  private static Stream<Class<?>> exported() {
    List<String> packages = exportedPackages();
    return LibraryClasses.all().stream()
        .filter(type -> packages.contains(type.getPackageName()))
        .filter(NullElementsTest::isPublic)
        .map(JavaClass::reflect);
  }

  private static List<String> exportedPackages() {
    try (Stream<String> lines = Files.lines(Path.of("src/main/java/module-info.java"))) {
      return lines
          .map(String::strip)
          .filter(line -> line.startsWith("exports "))
          .map(line -> line.substring("exports ".length(), line.length() - 1))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isPublic(JavaClass type) {
    return type.getModifiers().contains(JavaModifier.PUBLIC)
        && type.getEnclosingClass().map(NullElementsTest::isPublic).orElse(true);
  }

  private static Stream<Call> calls(Executable executable) {
    return IntStream.range(0, executable.getParameterCount())
        .boxed()
        .flatMap(
            i ->
                places(executable.getGenericParameterTypes()[i])
                    .map(at -> new Call(executable, i, at)));
  }

  private static Stream<At> places(Type type) {
    if (type instanceof Class<?> array && array.isArray()) {
      return array.getComponentType().isPrimitive() ? Stream.of() : Stream.of(At.ELEMENT);
    }
    if (!(type instanceof ParameterizedType generic)) {
      return Stream.of();
    }
    Class<?> raw = (Class<?>) generic.getRawType();
    if (Collection.class.isAssignableFrom(raw)) {
      return isJson(generic.getActualTypeArguments()[0]) ? Stream.of() : Stream.of(At.ELEMENT);
    }
    return Map.class.isAssignableFrom(raw) && !isJson(generic.getActualTypeArguments()[1])
        ? Stream.of(At.KEY, At.VALUE)
        : Stream.of();
  }

  private static boolean isJson(Type type) {
    return type == Object.class || type.getTypeName().equals("?");
  }

  @ParameterizedTest
  @MethodSource("calls")
  void call_nullElement_failsAtOnceWithParameterAndIndex(Call call) {
    assertThat(catchThrowable(() -> invoke(call)))
        .isExactlyInstanceOf(NullPointerException.class)
        .hasMessage(call.parameter().getName() + call.at().suffix);
  }

  @Test
  void choices_ofAnyType_areNotNull() {
    assertThat(catchThrowable(() -> PropertySpec.choice("a", "b", null))).hasMessage("choices[1]");
    assertThat(
            catchThrowable(
                () ->
                    new PropertySpec(
                        "a", "choice", false, Optional.empty(), Arrays.asList(1, null))))
        .hasMessage("choices[1]");
  }

  @Test
  void calls_ofTheApi_areFound() {
    assertThat(calls().map(Call::label))
        .contains("globs.globs", "preload.names", "SecurityPolicy.exemptTypes", "subgraph.ids");
  }

  private static void invoke(Call call) throws Throwable {
    Executable executable = call.executable();
    Type[] types = executable.getGenericParameterTypes();
    Object[] arguments = new Object[types.length];
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = i == call.index() ? withNull(types[i], call.at()) : sample(types[i]);
    }
    try {
      if (executable instanceof Method method) {
        Object target =
            Modifier.isStatic(method.getModifiers()) ? null : sample(method.getDeclaringClass());
        method.invoke(target, arguments);
      } else {
        ((Constructor<?>) executable).newInstance(arguments);
      }
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  /** Two elements or entries, with null in the second. */
  private static Object withNull(Type type, At at) {
    if (type instanceof Class<?> array) {
      Object elements = Array.newInstance(array.getComponentType(), 2);
      Array.set(elements, 0, sample(array.getComponentType()));
      return elements;
    }
    ParameterizedType generic = (ParameterizedType) type;
    Class<?> raw = (Class<?>) generic.getRawType();
    Object element = sample(generic.getActualTypeArguments()[0]);
    if (!Map.class.isAssignableFrom(raw)) {
      List<Object> elements = Arrays.asList(element, null);
      return raw == Set.class ? new LinkedHashSet<>(elements) : elements;
    }
    Object value = sample(generic.getActualTypeArguments()[1]);
    Map<Object, Object> map = new LinkedHashMap<>();
    map.put(element, value);
    map.put(at == At.KEY ? null : other(element), at == At.KEY ? value : null);
    return map;
  }

  private static Object other(Object key) {
    return key instanceof Enum<?> constant
        ? constant.getDeclaringClass().getEnumConstants()[1]
        : key + "2";
  }

  private static Object sample(Type type) {
    Class<?> raw =
        (Class<?>) (type instanceof ParameterizedType generic ? generic.getRawType() : type);
    Object known = SAMPLES.get(raw);
    if (known != null) {
      return known;
    }
    if (raw.isEnum()) {
      return raw.getEnumConstants()[0];
    }
    if (raw.isRecord()) {
      return record(raw);
    }
    assertThat(raw).as("a type with a sample").matches(Class::isInterface, "an interface");
    return Proxy.newProxyInstance(
        raw.getClassLoader(),
        new Class<?>[] {raw},
        (proxy, method, arguments) -> {
          throw new AssertionError(method + " is called before null is refused");
        });
  }

  private static Object record(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    try {
      return type.getDeclaredConstructor(
              Arrays.stream(components).map(RecordComponent::getType).toArray(Class[]::new))
          .newInstance(
              Arrays.stream(components).map(each -> sample(each.getGenericType())).toArray());
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("no sample of " + type, e);
    }
  }

  private static Map<Class<?>, Object> samples() {
    WorkflowLoader loader = WorkflowLoader.builder().scheduler(Schedulers.immediate()).build();
    WorkflowDefinition definition = loader.read(Workflows.bytes(Workflows.chain(2))).block();
    NodeDefinition node = definition.nodes().values().iterator().next();
    Map<Class<?>, Object> samples = new HashMap<>();
    samples.put(int.class, 1);
    samples.put(long.class, 1L);
    samples.put(boolean.class, false);
    samples.put(Object.class, "value");
    samples.put(String.class, "text");
    samples.put(Integer.class, 1);
    samples.put(Path.class, Path.of("a.json"));
    samples.put(Duration.class, Duration.ZERO);
    samples.put(List.class, List.of());
    samples.put(Set.class, Set.of());
    samples.put(Collection.class, List.of());
    samples.put(Map.class, Map.of());
    samples.put(Optional.class, Optional.empty());
    samples.put(WorkflowLoader.class, loader);
    samples.put(WorkflowDefinition.class, definition);
    samples.put(WorkflowMetadata.class, definition.metadata());
    samples.put(NodeDefinition.class, node);
    samples.put(NodeType.class, node.type());
    samples.put(ValueChange.class, someChange(node));
    samples.put(DocumentForm.class, definition.form());
    samples.put(Connection.class, definition.connections().get(0));
    samples.put(Finding.class, Finding.of(FindingCode.DIALECT, "text"));
    samples.put(ValidationReport.class, ValidationReport.CLEAN);
    samples.put(WorkflowGraph.class, WorkflowGraph.of(definition));
    samples.put(ScanOptions.Builder.class, ScanOptions.builder());
    samples.put(NodeTypeBuilder.class, NodeType.builder("T"));
    samples.put(EventVerifier.class, EventVerifier.of(Flux.<LoadEvent>empty()));
    samples.put(ReportCheck.class, ReportCheck.of(ValidationReport.CLEAN));
    samples.put(NodePool.class, NodePool.create());
    return samples;
  }

  private static ValueChange someChange(NodeDefinition node) {
    NodeDefinition other = NodeDefinition.of(node.id(), node.type(), Map.of("message", "other"));
    Difference difference = WorkflowDiff.between(only(node), only(other)).differences().get(0);
    return ((Difference.NodeChanged) difference).changes().get(0);
  }

  private static WorkflowDefinition only(NodeDefinition node) {
    return new WorkflowDefinition(
        DocumentKind.WORKFLOW,
        Map.of(),
        Map.of(),
        new WorkflowMetadata(Map.of()),
        Map.of(node.id(), node),
        List.of(),
        false,
        DocumentForm.CANONICAL);
  }
}
