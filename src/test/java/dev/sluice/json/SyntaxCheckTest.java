package dev.sluice.json;

import static dev.sluice.model.FindingCode.INVALID_UTF8;
import static dev.sluice.model.FindingCode.MALFORMED_JSON;
import static dev.sluice.model.FindingCode.TRUNCATED;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.json.SyntaxCheck.Start;
import dev.sluice.model.FindingCode;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SyntaxCheckTest {

  static Stream<Arguments> faults() {
    return Stream.of(
        // what comes next
        fault("", TRUNCATED, "The document is empty", 0),
        fault(" \t\r\n", TRUNCATED, "The document is empty", 4),
        fault("{", TRUNCATED, "The document ends where a member name is expected", 1),
        fault("{\"a\"", TRUNCATED, "The document ends after a member name", 4),
        fault("{\"a\":", TRUNCATED, "The document ends where a value is expected", 5),
        fault("{\"a\":1", TRUNCATED, "The document ends within an object", 6),
        fault("{\"a\":1,", TRUNCATED, "The document ends where a member name is expected", 7),
        fault("[", TRUNCATED, "The document ends where a value is expected", 1),
        fault("[1", TRUNCATED, "The document ends within a list", 2),
        fault("[1,", TRUNCATED, "The document ends where a value is expected", 3),
        fault("[{}", TRUNCATED, "The document ends within a list", 3),
        fault("x", MALFORMED_JSON, "Expected a value but found x", 0),
        fault("]", MALFORMED_JSON, "Expected a value but found ]", 0),
        fault("{a:1}", MALFORMED_JSON, "Expected a member name but found a", 1),
        fault("{,}", MALFORMED_JSON, "Expected a member name but found ,", 1),
        fault("{]", MALFORMED_JSON, "Expected a member name but found ]", 1),
        fault("{\"a\" 1}", MALFORMED_JSON, "Expected a colon after the member name but found 1", 5),
        fault("{\"a\":}", MALFORMED_JSON, "Expected a value but found }", 5),
        fault("{\"a\":,}", MALFORMED_JSON, "Expected a value but found ,", 5),
        fault(
            "{\"a\":1,}", MALFORMED_JSON, "Expected a member name after the comma but found }", 7),
        fault("{\"a\":1 \"b\"", MALFORMED_JSON, "Expected a comma or } but found \"", 7),
        fault("{\"a\":1]", MALFORMED_JSON, "Expected a comma or } but found ]", 6),
        fault("[1,]", MALFORMED_JSON, "Expected a value but found ]", 3),
        fault("[,1]", MALFORMED_JSON, "Expected a value but found ,", 1),
        fault("[1 2]", MALFORMED_JSON, "Expected a comma or ] but found 2", 3),
        fault("[1}", MALFORMED_JSON, "Expected a comma or ] but found }", 2),
        fault("[1:2]", MALFORMED_JSON, "Expected a comma or ] but found :", 2),
        fault("{} {}", MALFORMED_JSON, "Expected the end of the document but found {", 3),
        fault("1 x", MALFORMED_JSON, "Expected the end of the document but found x", 2),
        fault("[1]]", MALFORMED_JSON, "Expected the end of the document but found ]", 3),
        fault("[\u000B1]", MALFORMED_JSON, "Expected a value but found 0x0B", 1),
        fault("[\u00A01]", MALFORMED_JSON, "Expected a value but found the byte 0xA0", 1),
        fault("['a']", MALFORMED_JSON, "Expected a value but found '", 1),
        fault("// a", MALFORMED_JSON, "Expected a value but found /", 0),
        // literals
        fault("[tru]", MALFORMED_JSON, "Expected true but found ]", 4),
        fault("[False]", MALFORMED_JSON, "Expected a value but found F", 1),
        fault("[nul", TRUNCATED, "The document ends within null", 4),
        fault("[falsey]", MALFORMED_JSON, "Expected the end of false but found y", 6),
        fault("[true1]", MALFORMED_JSON, "Expected the end of true but found 1", 5),
        fault("[null_]", MALFORMED_JSON, "Expected the end of null but found _", 5),
        // numbers
        fault("[-]", MALFORMED_JSON, "Expected a digit but found ]", 2),
        fault("[-", TRUNCATED, "The document ends within a number", 2),
        fault("[+1]", MALFORMED_JSON, "Expected a value but found +", 1),
        fault("[.5]", MALFORMED_JSON, "Expected a value but found .", 1),
        fault("[01]", MALFORMED_JSON, "A number must not have leading zeros", 2),
        fault("[-01]", MALFORMED_JSON, "A number must not have leading zeros", 3),
        fault("[1.]", MALFORMED_JSON, "Expected a digit after the decimal point but found ]", 3),
        fault("[1.e2]", MALFORMED_JSON, "Expected a digit after the decimal point but found e", 3),
        fault("[1.", TRUNCATED, "The document ends within a number", 3),
        fault("[1e]", MALFORMED_JSON, "Expected a digit of the exponent but found ]", 3),
        fault("[1E+]", MALFORMED_JSON, "Expected a digit of the exponent but found ]", 4),
        fault("[1e-", TRUNCATED, "The document ends within a number", 4),
        fault("[1x]", MALFORMED_JSON, "Expected the end of the number but found x", 2),
        fault("[1.2.3]", MALFORMED_JSON, "Expected the end of the number but found .", 4),
        fault("[0x1]", MALFORMED_JSON, "Expected the end of the number but found x", 2),
        // strings
        fault("[\"a", TRUNCATED, "The document ends within a string", 3),
        fault("[\"a\\", TRUNCATED, "The document ends within a string", 4),
        fault("[\"\\u00", TRUNCATED, "The document ends within a string", 6),
        fault("[\"\\x\"]", MALFORMED_JSON, "Invalid escape \\x", 3),
        fault("[\"\\ \"]", MALFORMED_JSON, "Invalid escape \\a space", 3),
        fault("[\"\\u00g0\"]", MALFORMED_JSON, "Expected a hexadecimal digit but found g", 6),
        fault("[\"\\u00\"]", MALFORMED_JSON, "Expected a hexadecimal digit but found \"", 6),
        fault(
            "[\"a\nb\"]",
            MALFORMED_JSON,
            "A control character (0x0A) must be escaped in a string",
            3),
        fault(
            "{\"\u0000\":1}",
            MALFORMED_JSON,
            "A control character (0x00) must be escaped in a string",
            2),
        fault("[\"\\ud800\"]", MALFORMED_JSON, LONE, 2),
        fault("[\"\\udc00\"]", MALFORMED_JSON, LONE, 2),
        fault("[\"\\ud800x\"]", MALFORMED_JSON, LONE, 2),
        fault("[\"\\ud800\\n\"]", MALFORMED_JSON, LONE, 2),
        fault("[\"\\ud800\\ud800\\udc00\"]", MALFORMED_JSON, LONE, 2),
        fault("[\"\\ud800", TRUNCATED, "The document ends within a string", 8),
        fault("[\"\\ud800\\", TRUNCATED, "The document ends within a string", 8),
        // encoding
        fault("[\"\u0080\"]", INVALID_UTF8, "The byte 0x80 is not valid UTF-8 here", 2),
        fault("[\"\u00C1\u00BF\"]", INVALID_UTF8, utf8("C1"), 2),
        fault("[\"\u00C3\"]", INVALID_UTF8, utf8("22"), 3),
        fault("[\"\u00E0\u009F\u00BF\"]", INVALID_UTF8, utf8("9F"), 3),
        fault("[\"\u00E2\u0082\"]", INVALID_UTF8, utf8("22"), 4),
        fault("[\"\u00ED\u00A0\u0080\"]", INVALID_UTF8, utf8("A0"), 3),
        fault("[\"\u00F0\u008F\u00BF\u00BF\"]", INVALID_UTF8, utf8("8F"), 3),
        fault("[\"\u00F4\u0090\u0080\u0080\"]", INVALID_UTF8, utf8("90"), 3),
        fault("[\"\u00F5\"]", INVALID_UTF8, utf8("F5"), 2),
        fault("[\"\u00FF\"]", INVALID_UTF8, utf8("FF"), 2),
        fault("[\"\u00E2\u0082", TRUNCATED, "The document ends within a character", 4));
  }

  private static final String LONE = "Unpaired surrogate escape";

  private static String utf8(String hex) {
    return "The byte 0x" + hex + " is not valid UTF-8 here";
  }

  private static Arguments fault(String bytes, FindingCode code, String message, int index) {
    return Arguments.of(bytes, new SyntaxCheck.Fault(code, message, index));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void find_inFaultyBytes_isTheFirstFault(String bytes, SyntaxCheck.Fault fault) {
    assertThat(withoutName(found(bytes))).isEqualTo(fault);
    String around = "xx" + bytes + "xx";
    SyntaxCheck.Fault within =
        SyntaxCheck.find(
            around.getBytes(ISO_8859_1), 2, 2 + bytes.length(), new Containers(), Start.VALUE);
    assertThat(withoutName(within))
        .isEqualTo(new SyntaxCheck.Fault(fault.code(), fault.message(), fault.index() + 2));
  }

  private static SyntaxCheck.Fault withoutName(SyntaxCheck.Fault fault) {
    return new SyntaxCheck.Fault(fault.code(), fault.message(), fault.index());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{'a'/; 1",
        "{'a': /; 1",
        "{'a':1,'b':/; 7",
        "{'a':{'b':/; 6",
        "/; -1",
        "{/; -1",
        "{'a':1/; -1",
        "{'a':1,/; -1",
        "{'a':'b'/; -1",
        "{'a':{/; -1",
        "{'a':{}/; -1",
        "{'a':[/; -1",
        "{'a':[]/; -1",
        "['a'/; -1"
      })
  void find_faultWhereAValueWasToCome_namesItsMember(String bytes, int nameIndex) {
    assertThat(found(bytes.replace('\'', '"')).nameIndex()).isEqualTo(nameIndex);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        " [ ] ",
        "-0.5E+10",
        "0",
        "null",
        "{\"a\":[true,false,null,{\"b\":\"\"}],\"c\":-1}",
        "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u12aF\\ud83d\\ude00\u007F\"",
        "\"\u00C2\u0080\u00DF\u00BF\u00E0\u00A0\u0080\u00ED\u009F\u00BF\u00EF\u00BF\u00BF\"",
        "\"\u00F0\u0090\u0080\u0080\u00F4\u008F\u00BF\u00BF\"",
      })
  void find_inValidJson_hasNothingBetterToSay(String bytes) {
    assertThat(found(bytes))
        .isEqualTo(new SyntaxCheck.Fault(MALFORMED_JSON, "The document is not JSON", 0));
  }

  @Test
  void find_fromWithinADocument_knowsWhatIsOpen() {
    assertThat(foundIn("1,2}", Start.VALUE, true))
        .isEqualTo(new SyntaxCheck.Fault(MALFORMED_JSON, "Expected a comma or ] but found }", 3));
    assertThat(foundIn("\"a\":1}}", Start.NAME, true, false))
        .isEqualTo(new SyntaxCheck.Fault(MALFORMED_JSON, "Expected a comma or ] but found }", 6));
    assertThat(foundIn("1,2", Start.NAME, false).message())
        .isEqualTo("Expected a member name but found 1");
    assertThat(foundIn("1}]]", Start.VALUE, true, false).message())
        .isEqualTo("Expected the end of the document but found ]");
    assertThat(foundIn("},2}", Start.CLOSE, true, false))
        .isEqualTo(new SyntaxCheck.Fault(MALFORMED_JSON, "Expected a comma or ] but found }", 3));
  }

  private static SyntaxCheck.Fault found(String bytes) {
    return foundIn(bytes, Start.VALUE);
  }

  private static SyntaxCheck.Fault foundIn(String bytes, Start first, boolean... lists) {
    Containers open = new Containers();
    for (boolean list : lists) {
      open.push(list);
    }
    return SyntaxCheck.find(bytes.getBytes(ISO_8859_1), 0, bytes.length(), open, first);
  }
}
