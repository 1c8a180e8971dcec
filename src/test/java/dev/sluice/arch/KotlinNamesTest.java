package dev.sluice.arch;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.sluice.arch.planted.kotlin.Keywords;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Kotlin callers need no backticks: members of the public API are not named by its keywords. */
class KotlinNamesTest {

  /** The hard keywords of Kotlin that Java allows as names. */
  private static final Set<String> KEYWORDS =
      Set.of("as", "fun", "in", "is", "object", "typealias", "typeof", "val", "var", "when");

  @Test
  void membersOfExportedTypes_namedByKotlinKeywords_areNone() {
    JavaClasses library = LibraryClasses.all();

    assertThat(
            library.stream()
                .filter(type -> isExported(type.getPackageName()) && isPublic(type))
                .flatMap(type -> keywords(type).stream()))
        .isEmpty();
  }

  @Test
  void members_plantedWithKeywords_areFound() {
    JavaClass planted = new ClassFileImporter().importClass(Keywords.class);

    assertThat(keywords(planted)).containsExactlyInAnyOrder("Keywords.in", "Keywords.object");
  }

  private static boolean isPublic(JavaClass type) {
    return type.getModifiers().contains(JavaModifier.PUBLIC)
        && type.getEnclosingClass().map(KotlinNamesTest::isPublic).orElse(true);
  }

  private static boolean isExported(String packageName) {
    String name = packageName.replaceFirst("^dev\\.sluice\\.?", "");
    return ArchitectureRules.API.contains(name.isEmpty() ? ImportTable.ROOT : name);
  }

  private static List<String> keywords(JavaClass type) {
    return type.getMembers().stream()
        .filter(member -> member.getModifiers().contains(JavaModifier.PUBLIC))
        .map(JavaMember::getName)
        .filter(KEYWORDS::contains)
        .map(name -> type.getSimpleName() + "." + name)
        .toList();
  }
}
