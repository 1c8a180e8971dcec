package dev.sluice.arch;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shows that each architecture rule catches a class planted to break it, and names that class. */
class PlantedViolationsTest {

  private static final String PLANTED = "dev.sluice.arch.planted.";

  @ParameterizedTest
  @CsvSource({
    "model.KnowsRecord, record.Planted",
    "value.KnowsModel, model.KnowsRecord",
    "stage.KnowsReactor, reactor.core.publisher.Flux",
    "codec.KnowsReactor, reactor.core.publisher.Flux",
    "json.KnowsReactor, reactor.core.publisher.Flux",
    "check.KnowsReactor, org.reactivestreams.Publisher",
    "registry.KnowsReactor, reactor.core.publisher.Mono",
    "record.KnowsJackson, com.fasterxml.jackson.core.JsonParser",
    "source.KnowsZstd, com.github.luben.zstd.ZstdDecompressCtx",
    "assemble.KnowsCaffeine, com.github.benmanes.caffeine.cache.Cache",
    "assemble.KnowsNetty, reactor.netty.http.server.HttpServer",
    "web.KnowsPicocli, picocli.CommandLine",
    "check.KnowsSlf4j, org.slf4j.Logger",
    "config.KnowsAStranger, org.assertj.core.api.Assertions",
  })
  void forbiddenImportIsCaught(String culprit, String imported) {
    assertThat(violations("imports", ArchitectureRules::importsFollowTheTable))
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith("not in the table")
                    .contains("imports." + culprit + ".", imported));
  }

  @Test
  void packageWithoutARowIsCaught() {
    assertThat(violations("imports", ArchitectureRules::importsFollowTheTable))
        .anySatisfy(line -> assertThat(line).contains("no row", "gadgets.Homeless"));
  }

  @Test
  void allowedImportIsNotCaught() {
    assertThat(violations("imports", ArchitectureRules::importsFollowTheTable))
        .noneMatch(line -> line.contains("Proper"));
  }

  @Test
  void cycleIsCaught() {
    assertThat(violations("cycle", ArchitectureRules::packagesHaveNoCycles))
        .anySatisfy(line -> assertThat(line).contains("cycle.one.One", "cycle.two.Two"));
  }

  @Test
  void cycleThroughTheBasePackageIsCaught() {
    assertThat(violations("cycle", ArchitectureRules::packagesHaveNoCycles))
        .anySatisfy(line -> assertThat(line).contains("cycle.Base", "cycle.three.Three"));
  }

  @ParameterizedTest
  @CsvSource({"PathUtil", "PathUtils", "PathHelper", "PathManager", "PathImpl", "PathCommon"})
  void emptyNameIsCaught(String culprit) {
    assertThat(violations("names", ArchitectureRules::namesSayWhatAClassIs))
        .anySatisfy(line -> assertThat(line).contains(culprit + " is named"));
  }

  @ParameterizedTest
  @CsvSource({"onThread", "onTimeUnit"})
  void sleepIsCaught(String culprit) {
    assertThat(violations("sleep", ArchitectureRules::nothingSleeps))
        .anySatisfy(line -> assertThat(line).contains("Sleeper." + culprit));
  }

  @Test
  void staticStateIsCaught() {
    assertThat(violations("state", ArchitectureRules::staticFieldsAreFinal))
        .singleElement()
        .satisfies(line -> assertThat(line).contains("Counter.count"));
  }

  @Test
  void needlesslyPublicTypeIsCaught() {
    assertThat(violations("visible", ArchitectureRules::publicMeansNeededElsewhere))
        .singleElement()
        .satisfies(line -> assertThat(line).contains("visible.json.Needless is public"));
  }

  @Test
  void packageWithoutNullMarkedIsCaught() {
    assertThat(violations("names", ArchitectureRules::packagesAreNullMarked))
        .anySatisfy(line -> assertThat(line).contains("names is not @NullMarked"));
    assertThat(violations("marked", ArchitectureRules::packagesAreNullMarked)).isEmpty();
  }

  private static List<String> violations(
      String garden, Function<ArchitectureRules, ArchRule> rule) {
    JavaClasses planted = new ClassFileImporter().importPackages(PLANTED + garden);
    return rule.apply(new ArchitectureRules(PLANTED + garden))
        .evaluate(planted)
        .getFailureReport()
        .getDetails();
  }
}
