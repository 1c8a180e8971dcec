package dev.sluice.cli.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sluice.cli.CliRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JsonConfigFileTest {

  @TempDir private Path directory;

  static Stream<Arguments> broken() {
    return Stream.of(
        Arguments.of("{\"a\":1", "the document ends within an object at line 1, column 7"),
        Arguments.of("{\"a\":[1}", "expected a comma or ] but found } at line 1, column 8"),
        Arguments.of("{\n \"é\": tru}", "expected true but found } at line 2, column 10"),
        Arguments.of("{\"a\":'x'}", "expected a value but found ' at line 1, column 6"),
        Arguments.of("{\"a\":1 // b\n}", "expected a comma or } but found / at line 1, column 8"),
        Arguments.of("{\"a\":01}", "a number must not have leading zeros at line 1, column 7"),
        Arguments.of("{\"a\":\"\\x\"}", "invalid escape \\x at line 1, column 8"),
        Arguments.of("{\"a\":1,\"a\":2}", "duplicate key \"a\" at line 1, column 11"),
        Arguments.of("{\"a\":99999999999}", "a number is too large at line 1, column 17"),
        Arguments.of(
            "{\"a\":" + "[".repeat(1_500) + "]".repeat(1_500) + "}",
            "a value in it is nested too deeply or too long"),
        Arguments.of(
            "{\"a\":" + "1".repeat(1_500) + "}", "a value in it is nested too deeply or too long"));
  }

  @ParameterizedTest
  @MethodSource("broken")
  void reason_ofABrokenFile_isInOurOwnWords(String text, String reason) throws IOException {
    Path file = Files.writeString(directory.resolve("a.json"), text);
    IOException failure =
        catchThrowableOfType(
            IOException.class,
            () -> JsonConfigFile.read(file, 1 << 20, JsonConfigFileTest::readAll));
    assertThat(JsonConfigFile.reason(failure)).isEqualTo(reason);
  }

  private static int readAll(JsonParser parser) throws IOException {
    int sum = 0;
    for (int depth = 1; depth > 0; ) {
      JsonToken token = parser.nextToken();
      depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
      sum += token == JsonToken.VALUE_NUMBER_INT ? parser.getIntValue() : 0;
    }
    return sum;
  }

  /** Reports are read as streams, so only the place is known. */
  @Test
  void brokenReport_isNotExplainedInTheWordsOfTheParser() throws IOException {
    String log = "{\"$schema\":\"s\",\"version\":\"2.1.0\",\n\"runs\":[";
    assertThat(merge(log)).endsWith("the JSON is incomplete at line 2, column 9\n");
    assertThat(merge(log + "{]")).endsWith("it is not valid JSON at line 2, column 10\n");
  }

  private String merge(String report) throws IOException {
    Path file = Files.writeString(directory.resolve("part.sarif"), report);
    return CliRun.of("report", "merge", file).err();
  }
}
