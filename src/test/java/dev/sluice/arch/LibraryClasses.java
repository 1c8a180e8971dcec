package dev.sluice.arch;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/**
 * The classes of the library and the command line, without those of the tests; immutable.
 *
 * <p>Reading them takes longer than most of the checks, so all tests of a JVM share them.
 */
public final class LibraryClasses {

  /** The package that contains all others. */
  public static final String BASE = "dev.sluice";

  private static final JavaClasses ALL =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(BASE);

  private LibraryClasses() {}

  /** All classes below {@link #BASE}, read when the first test wants them. */
  public static JavaClasses all() {
    return ALL;
  }
}
