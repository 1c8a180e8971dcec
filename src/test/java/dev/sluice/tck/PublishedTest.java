package dev.sluice.tck;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import dev.sluice.arch.LibraryClasses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** The table of publishers is complete, and each entry emits what the TCK relies on. */
class PublishedTest {

  private static final Set<String> PUBLISHERS =
      Set.of(Publisher.class.getName(), Flux.class.getName(), Mono.class.getName());
  private static final Set<String> EXPORTED = exported();

  private static PublishedFixture fixture;

  @BeforeAll
  static void open(@TempDir Path directory) throws IOException {
    fixture = new PublishedFixture(directory);
  }

  @AfterAll
  static void close() {
    fixture.close();
  }

  @Test
  void table_hasEveryPublicMethodThatReturnsAPublisher() {
    Set<String> methods = new TreeSet<>();
    LibraryClasses.all().stream()
        .filter(PublishedTest::isExported)
        .flatMap(type -> type.getMethods().stream())
        .filter(method -> method.getModifiers().contains(JavaModifier.PUBLIC))
        .filter(method -> PUBLISHERS.contains(method.getRawReturnType().getName()))
        .forEach(method -> methods.add(method.getOwner().getSimpleName() + "." + method.getName()));

    assertThat(methods).contains("WorkflowLoader.load", "LibraryWatch.watch");
    TreeSet<String> inTable =
        Arrays.stream(Published.values())
            .map(Published::method)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(inTable).containsExactlyElementsOf(methods);
  }

  /** The packages of the module, read from its source: tests run on the class path. */
  private static Set<String> exported() {
    try (Stream<String> lines = Files.lines(Path.of("src/main/java/module-info.java"))) {
      return lines
          .map(line -> line.strip().split("[ ;]"))
          .filter(words -> words[0].equals("exports"))
          .map(words -> words[1])
          .collect(Collectors.toSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isExported(JavaClass type) {
    return type.getModifiers().contains(JavaModifier.PUBLIC)
        && EXPORTED.contains(type.getPackageName());
  }

  @ParameterizedTest
  @EnumSource
  void of_demandOfOneAtATime_emitsAsManyAsRequested(Published each) {
    long count = Math.min(each.most(), 7);

    StepVerifier.create(Flux.from(each.of(fixture, count)).limitRate(1))
        .expectNextCount(count)
        .verifyComplete();
  }
}
