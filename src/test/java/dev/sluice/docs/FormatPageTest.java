package dev.sluice.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.LoadResult;
import dev.sluice.WorkflowLoader;
import dev.sluice.config.Limit;
import dev.sluice.config.Limits;
import dev.sluice.docs.Markdown.Block;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import dev.sluice.model.Severity;
import dev.sluice.source.ByteSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What docs/format.md says of its examples and of limits is so. */
class FormatPageTest {

  private static final Pattern NOTE = Pattern.compile("loads: (\\w+)(?:, (\\d+) dialects?)?");

  private static Markdown page() throws IOException {
    return Markdown.read(Path.of("docs", "format.md"));
  }

  static Stream<Block> examples() throws IOException {
    return page().blocks().stream().filter(block -> block.language().equals("json"));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void example_load_isWhatTheNoteSays(Block example) {
    Matcher note = NOTE.matcher(example.note());
    assertThat(note.matches()).as(example.note()).isTrue();
    String kind = note.group(1);
    int dialects = note.group(2) == null ? 0 : Integer.parseInt(note.group(2));

    LoadResult result = load(example);

    assertThat(result.kind().label()).isEqualTo(kind);
    assertThat(result.accepted()).isEqualTo(!kind.equals("other"));
    assertThat(result.report().findings().stream().map(Finding::code))
        .filteredOn(FindingCode.DIALECT::equals)
        .hasSize(dialects);
    if (result.accepted()) {
      assertThat(result.report().count(Severity.ERROR)).isZero();
    }
  }

  @Test
  void limits_areAllListedWithTheirDefaults() throws IOException {
    List<String> rows =
        page().section("Limits").lines().stream().filter(line -> line.startsWith("| `")).toList();

    assertThat(Arrays.stream(Limit.values()).map(FormatPageTest::row).toList())
        .hasSameSizeAs(rows)
        .allSatisfy(row -> assertThat(rows).anyMatch(listed -> listed.startsWith(row)));
  }

  private static String row(Limit limit) {
    return "| `%s` | %s | %s | "
        .formatted(
            limit.label(),
            number(Limits.untrusted().of(limit)),
            number(Limits.trusted().of(limit)));
  }

  private static String number(long value) {
    return value == Long.MAX_VALUE ? "none" : String.format(Locale.ROOT, "%,d", value);
  }

  private static LoadResult load(Block example) {
    byte[] document = example.text().getBytes(StandardCharsets.UTF_8);
    try (WorkflowLoader loader = WorkflowLoader.create()) {
      return loader.tryLoad(ByteSource.of("example", document)).block();
    }
  }
}
