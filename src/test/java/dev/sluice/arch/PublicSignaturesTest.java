package dev.sluice.arch;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What users see of the exported packages consists of what users have: the JDK, Reactor and our own
 * exported types. Micrometer appears in {@code metrics} only, and Reactor Netty in {@code web}
 * only, which a host without them leaves alone. Futures, which a caller could complete, are not
 * shown at all.
 *
 * <p>Javac's lint {@code exports} cannot be used for this: it wants optional modules required
 * transitively, and whoever lacks one of them could not compile.
 */
class PublicSignaturesTest {

  private static final String LIBRARY = "dev.sluice";
  private static final String PLANTED = "dev.sluice.arch.planted.signatures";
  private static final List<String> ALL_USERS_HAVE =
      List.of("java", "reactor.core", "reactor.util", "org.reactivestreams");
  private static final Set<String> FUTURES =
      Set.of(
          Future.class.getName(),
          CompletionStage.class.getName(),
          CompletableFuture.class.getName());

  @Test
  void exportedTypes_ofTheLibrary_showOnlyWhatUsersHave() {
    JavaClasses library = LibraryClasses.all();

    assertThat(violations(LIBRARY, library)).isEmpty();
    assertThat(library.stream().filter(type -> isShown(LIBRARY, type)).map(JavaClass::getName))
        .contains("dev.sluice.WorkflowLoader", "dev.sluice.metrics.LoadMetrics");
  }

  @Test
  void hiddenAndOptionalTypes_plantedInEachPlaceOfASignature_areFound() {
    String shows = PLANTED + ".model.Shows";
    String inner = PLANTED + ".record.Inner";

    assertThat(violations(PLANTED, new ClassFileImporter().importPackages(PLANTED)))
        .containsExactlyInAnyOrder(
            shows + " shows io.micrometer.core.instrument.MeterRegistry",
            shows + " shows " + inner,
            shows + ".field shows org.slf4j.Logger",
            shows
                + ".<init>(com.fasterxml.jackson.core.JsonLocation)"
                + " shows com.fasterxml.jackson.core.JsonLocation",
            shows + ".hidden() shows " + inner,
            shows + ".fails() shows com.fasterxml.jackson.core.JacksonException",
            shows + ".completable() shows java.util.concurrent.CompletableFuture");
  }

  private static List<String> violations(String base, JavaClasses types) {
    List<String> found = new ArrayList<>();
    for (JavaClass type : types) {
      if (isShown(base, type)) {
        Stream<JavaType> parents =
            Stream.concat(type.getSuperclass().stream(), type.getInterfaces().stream());
        Stream<JavaType> bounds =
            type.getTypeParameters().stream().flatMap(each -> each.getUpperBounds().stream());
        addForeign(base, type, type.getName(), Stream.concat(parents, bounds), found);
        for (JavaMember member : type.getMembers()) {
          if (isShown(member.getModifiers())) {
            addForeign(base, type, member.getFullName(), types(member), found);
          }
        }
      }
    }
    return found;
  }

  private static void addForeign(
      String base, JavaClass holder, String what, Stream<JavaType> shown, List<String> found) {
    shown
        .flatMap(type -> type.getAllInvolvedRawTypes().stream())
        .map(JavaClass::getBaseComponentType)
        .distinct()
        .filter(type -> !type.isPrimitive() && !isAllowed(base, holder, type))
        .forEach(type -> found.add(what + " shows " + type.getName()));
  }

  private static boolean isAllowed(String base, JavaClass holder, JavaClass type) {
    String name = type.getPackageName();
    if (FUTURES.contains(type.getName())) {
      return false;
    }
    return ThirdParty.isWithin(name, base)
        ? isShown(base, type)
        : ALL_USERS_HAVE.stream().anyMatch(library -> ThirdParty.isWithin(name, library))
            || (holder.getPackageName().equals(base + ".metrics")
                && ThirdParty.MICROMETER.holds(name))
            || (holder.getPackageName().equals(base + ".web") && ThirdParty.NETTY.holds(name));
  }

  private static boolean isShown(String base, JavaClass type) {
    boolean isExported =
        ArchitectureRules.API.stream()
            .map(name -> name.equals(ImportTable.ROOT) ? base : base + "." + name)
            .anyMatch(type.getPackageName()::equals);
    return isExported
        && isShown(type.getModifiers())
        && type.getEnclosingClass().map(outer -> isShown(base, outer)).orElse(true);
  }

  private static boolean isShown(Set<JavaModifier> modifiers) {
    return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
  }

  private static Stream<JavaType> types(JavaMember member) {
    if (member instanceof JavaCodeUnit unit) {
      return Stream.of(
              List.of(unit.getReturnType()),
              unit.getParameterTypes(),
              unit.getTypeParameters().stream()
                  .flatMap(each -> each.getUpperBounds().stream())
                  .toList(),
              unit.getExceptionTypes())
          .flatMap(Collection::stream);
    }
    return Stream.of(((JavaField) member).getType());
  }
}
