package dev.sluice.arch;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import org.junit.jupiter.api.Test;

/**
 * Holds the library to its architecture; {@link PlantedViolationsTest} shows that each rule bites.
 */
class ArchitectureTest {

  private static final JavaClasses LIBRARY = LibraryClasses.all();

  private final ArchitectureRules rules = new ArchitectureRules(LibraryClasses.BASE);

  @Test
  void importsFollowTheTable() {
    rules.importsFollowTheTable().check(LIBRARY);
  }

  @Test
  void packagesHaveNoCycles() {
    rules.packagesHaveNoCycles().check(LIBRARY);
  }

  @Test
  void namesSayWhatAClassIs() {
    rules.namesSayWhatAClassIs().check(LIBRARY);
  }

  @Test
  void nothingSleeps() {
    rules.nothingSleeps().check(LIBRARY);
  }

  @Test
  void staticFieldsAreFinal() {
    rules.staticFieldsAreFinal().check(LIBRARY);
  }

  @Test
  void publicMeansNeededElsewhere() {
    rules.publicMeansNeededElsewhere().check(LIBRARY);
  }

  @Test
  void packagesAreNullMarked() {
    rules.packagesAreNullMarked().check(LIBRARY);
  }

  @Test
  void theLibraryIsThereToBeChecked() {
    assertThat(LIBRARY.containPackage(LibraryClasses.BASE + ".model")).isTrue();
    assertThat(LIBRARY).noneMatch(type -> type.getName().contains("Test"));
  }

  /** Guards the table itself: each library has its few users, and widening one shows here. */
  @Test
  void librariesAreUsedOnlyWhereAllowed() {
    assertThat(ImportTable.usersOf(ThirdParty.ZSTD)).containsExactly("codec");
    assertThat(ImportTable.usersOf(ThirdParty.CAFFEINE)).containsExactly("cache");
    assertThat(ImportTable.usersOf(ThirdParty.PICOCLI))
        .containsExactly("cli", "cli.answer", "cli.gate", "cli.report", "cli.terminal");
    assertThat(ImportTable.usersOf(ThirdParty.NETTY)).containsExactly("cli", "web");
    assertThat(ImportTable.usersOf(ThirdParty.JACKSON))
        .containsExactly(
            "cli",
            "cli.answer",
            "cli.convert",
            "cli.diff",
            "cli.fix",
            "cli.gate",
            "cli.git",
            "cli.report",
            "json",
            "output",
            "testkit",
            "web");
    assertThat(ImportTable.usersOf(ThirdParty.SLF4J)).containsExactly("load", "web");
    assertThat(ImportTable.usersOf(ThirdParty.REACTOR))
        .doesNotContain("stage", "codec", "json", "record", "check", "value", "registry");
  }
}
