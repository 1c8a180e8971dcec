package dev.sluice.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.LoadResult;
import dev.sluice.WorkflowLoader;
import dev.sluice.config.Profile;
import dev.sluice.docs.Markdown.Block;
import dev.sluice.error.WorkflowException;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import dev.sluice.model.Severity;
import dev.sluice.source.ByteSource;
import dev.sluice.testkit.WorkflowFixtures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What docs/errors.md says of each code is so. */
class ErrorsPageTest {

  private final Markdown page;

  ErrorsPageTest() throws IOException {
    page = Markdown.read(Path.of("docs", "errors.md"));
  }

  @Test
  void sections_areTheCodes() {
    assertThat(page.titles().stream().filter(title -> !title.equals("Exceptions")))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(FindingCode.values()).map(Enum::name).toList());
  }

  @Test
  void exceptions_areAllListed() {
    String table = String.join("\n", page.section("Exceptions").lines());

    for (Class<?> failure : WorkflowException.class.getPermittedSubclasses()) {
      assertThat(table).contains("`" + failure.getSimpleName() + "`");
    }
  }

  @ParameterizedTest
  @EnumSource
  void section_beginsWithTheSeverityAndEndsWithTheFix(FindingCode code) {
    List<String> lines = page.section(code.name()).lines();

    Severity first = code == FindingCode.NODE_CREATION_FAILED ? Severity.WARNING : code.severity();
    assertThat(lines.get(2)).startsWith("**" + first + "**");
    assertThat(lines).anyMatch(line -> line.startsWith("Fix: "));
  }

  @ParameterizedTest
  @EnumSource
  void examples_badOneHasTheFindingAndGoodOneHasNot(FindingCode code) {
    List<Block> examples = page.section(code.name()).blocks();
    if (examples.isEmpty()) {
      return; // what cannot be shown by a document
    }
    assertThat(examples).hasSize(2);
    assertThat(WorkflowFixtures.with(code))
        .asString(StandardCharsets.UTF_8)
        .isEqualTo(examples.get(0).text().stripTrailing());
    String stated = page.section(code.name()).lines().get(2).split("\\.", 2)[0];
    boolean always = stated.contains("rejects always");

    LoadResult lenient = load(Profile.LENIENT, examples.get(0));
    assertThat(codes(lenient)).contains(code);
    assertThat(lenient.accepted()).isEqualTo(!always);

    Finding strict = find(load(Profile.STRICT, examples.get(0)), code);
    assertThat(strict.severity() == Severity.ERROR)
        .isEqualTo(always || stated.contains("rejects when strict"));

    assertThat(codes(load(Profile.LENIENT, examples.get(1)))).doesNotContain(code);
    assertThat(load(Profile.LENIENT, examples.get(1)).accepted()).isTrue();
  }

  private static LoadResult load(Profile profile, Block example) {
    try (WorkflowLoader loader = WorkflowLoader.builder().profile(profile).build()) {
      byte[] document = example.text().stripTrailing().getBytes(StandardCharsets.UTF_8);
      return loader.tryLoad(ByteSource.of("example", document)).block();
    }
  }

  private static Finding find(LoadResult result, FindingCode code) {
    return findings(result).filter(finding -> finding.code() == code).findFirst().orElseThrow();
  }

  private static List<FindingCode> codes(LoadResult result) {
    return findings(result).map(Finding::code).toList();
  }

  private static Stream<Finding> findings(LoadResult result) {
    return result.report().findings().stream();
  }
}
