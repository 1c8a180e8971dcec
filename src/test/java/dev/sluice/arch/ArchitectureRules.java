package dev.sluice.arch;

import static com.tngtech.archunit.lang.SimpleConditionEvent.violated;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.NullMarked;

/** The rules of the house for all classes under one base package. */
final class ArchitectureRules {

  private static final List<String> EMPTY_NAMES =
      List.of("Util", "Utils", "Helper", "Manager", "Impl", "Common");

  /** The packages that the module exports: what is public there is for users, not for us. */
  static final Set<String> API =
      Set.of(
          ImportTable.ROOT,
          "model",
          "diff",
          "error",
          "config",
          "source",
          "registry",
          "graph",
          "edit",
          "migrate",
          "pool",
          "scan",
          "render",
          "stats",
          "watch",
          "search",
          "testkit",
          "web",
          "write",
          "metrics");

  private final String base;

  ArchitectureRules(String base) {
    this.base = base;
  }

  ArchRule importsFollowTheTable() {
    return all("import only what the table allows", this::checkImports);
  }

  ArchRule packagesHaveNoCycles() {
    return SlicesRuleDefinition.slices().assignedFrom(eachPackage()).should().beFreeOfCycles();
  }

  ArchRule namesSayWhatAClassIs() {
    return all(
        "have a name that says what they are",
        (type, events) ->
            EMPTY_NAMES.stream()
                .filter(type.getSimpleName()::endsWith)
                .forEach(end -> report(events, type, type.getName() + " is named *" + end)));
  }

  ArchRule nothingSleeps() {
    return all(
        "not sleep",
        (type, events) ->
            type.getMethodCallsFromSelf().stream()
                .filter(ArchitectureRules::isSleep)
                .forEach(call -> report(events, type, call.getDescription())));
  }

  ArchRule staticFieldsAreFinal() {
    return noFields()
        .should()
        .haveModifier(JavaModifier.STATIC)
        .andShould()
        .notHaveModifier(JavaModifier.FINAL)
        .allowEmptyShould(true);
  }

  ArchRule publicMeansNeededElsewhere() {
    return all("be public only where another package needs it", this::checkVisibility);
  }

  ArchRule packagesAreNullMarked() {
    return all(
        "lie in a package marked @NullMarked, for NullAway passes over all others",
        (type, events) -> {
          if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
            report(events, type, type.getPackageName() + " is not @NullMarked");
          }
        });
  }

  private void checkImports(JavaClass type, ConditionEvents events) {
    String from = inBase(type.getPackageName());
    if (!ImportTable.has(from)) {
      report(events, type, "the table has no row for the package of " + type.getName());
      return;
    }
    ImportTable.Row row = ImportTable.of(from);
    for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
      String target = dependency.getTargetClass().getBaseComponentType().getPackageName();
      boolean allowed =
          isOurs(target)
              ? inBase(target).equals(from) || row.allowsOurs(inBase(target))
              : target.isEmpty() || row.allowsForeign(target);
      if (!allowed) {
        report(events, type, "not in the table: " + dependency.getDescription());
      }
    }
  }

  private void checkVisibility(JavaClass type, ConditionEvents events) {
    boolean isEntry = type.getSimpleName().equals("Main");
    if (!isPublic(type) || isEntry || API.contains(inBase(type.getPackageName()))) {
      return;
    }
    boolean needed =
        type.getDirectDependenciesToSelf().stream()
            .map(Dependency::getOriginClass)
            .anyMatch(user -> !user.getPackage().equals(type.getPackage()) || offers(user, type));
    if (!needed) {
      report(events, type, type.getName() + " is public, yet no other package uses it");
    }
  }

  /** Whether a public method names a type: a lambda or a chained call leaves no other trace. */
  private static boolean offers(JavaClass user, JavaClass type) {
    return isPublic(user)
        && !user.equals(type)
        && user.getCodeUnits().stream()
            .filter(method -> method.getModifiers().contains(JavaModifier.PUBLIC))
            .anyMatch(
                method ->
                    method.getRawReturnType().equals(type)
                        || method.getRawParameterTypes().contains(type));
  }

  /** A member of an interface is public by itself, and no more visible than the interface. */
  private static boolean isPublic(JavaClass type) {
    return type.getModifiers().contains(JavaModifier.PUBLIC)
        && type.getEnclosingClass().map(ArchitectureRules::isPublic).orElse(true);
  }

  private SliceAssignment eachPackage() {
    return new SliceAssignment() {
      @Override
      public SliceIdentifier getIdentifierOf(JavaClass type) {
        return isOurs(type.getPackageName())
            ? SliceIdentifier.of(type.getPackageName())
            : SliceIdentifier.ignore();
      }

      @Override
      public String getDescription() {
        return "each package, the base package among them";
      }
    };
  }

  private static boolean isSleep(JavaCall<?> call) {
    return call.getName().equals("sleep")
        && call.getTargetOwner().getPackageName().startsWith("java.");
  }

  private static ArchRule all(String rule, BiConsumer<JavaClass, ConditionEvents> check) {
    ArchCondition<JavaClass> condition =
        new ArchCondition<>(rule) {
          @Override
          public void check(JavaClass type, ConditionEvents events) {
            check.accept(type, events);
          }
        };
    return classes().should(condition).allowEmptyShould(true);
  }

  private static void report(ConditionEvents events, JavaClass type, String message) {
    events.add(violated(type, message));
  }

  private boolean isOurs(String packageName) {
    return ThirdParty.isWithin(packageName, base);
  }

  private String inBase(String packageName) {
    return packageName.equals(base) ? ImportTable.ROOT : packageName.substring(base.length() + 1);
  }
}
