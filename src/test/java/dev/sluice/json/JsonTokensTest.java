package dev.sluice.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.config.Limits;
import dev.sluice.error.WorkflowException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonTokensTest {

  @Test
  void feed_beforeAllTokensAreRead_isRefused() {
    try (JsonTokens tokens = JsonTokens.chunked(Limits.untrusted())) {
      tokens.feed(buffer("[1,"));
      tokens.feed(buffer("2,")); // nothing has been asked for, so nothing is being read
      assertThat(tokens.next()).isEqualTo(JsonTokens.START_LIST);
      assertThatThrownBy(() -> tokens.feed(buffer("3]")))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("not all tokens of the previous chunk have been read");
      while (tokens.next() != JsonTokens.NEED_INPUT) {
        // on to the end of the chunk
      }
      tokens.feed(buffer("3]"));
      assertThat(tokens.next()).isEqualTo(JsonTokens.INTEGER);
    }
  }

  @Test
  void feed_whileALaterMemberIsLookedFor_leavesWhatIsReadAlone() {
    String before = "{\"a\":{\"b\":[1,2,3]";
    String rest = "},\"c\":\"" + "x".repeat(5_000) + "\",\"d\":4}";
    try (JsonTokens tokens = JsonTokens.chunked(Limits.untrusted())) {
      tokens.feed(buffer(before));
      tokens.next();
      tokens.next();
      tokens.mark();
      assertThat(tokens.next()).isEqualTo(JsonTokens.START_OBJECT);
      int fed = 0;
      while (tokens.laterMembers("d", Set.of(), 9).isEmpty()) {
        tokens.feed(buffer(rest.substring(fed, fed + 1)));
        fed++;
      }
      assertThat(fed).isEqualTo(rest.lastIndexOf(":"));
      assertThat(tokens.next()).isEqualTo(JsonTokens.NAME);
      assertThat(tokens.name()).isEqualTo("b");
      assertThat(tokens.next()).isEqualTo(JsonTokens.START_LIST);
      assertThat(tokens.next()).isEqualTo(JsonTokens.INTEGER);
      assertThat(tokens.number()).isEqualTo(1L);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"nodes\":,",
        "[,",
        "[1,,",
        "[1 , ,",
        "{,",
        "{\"a\":1,,",
        "{\"a\"::",
        "{\"a\":1:",
        "[:",
        "//",
        "/*",
        "#",
        "[1,]",
        "{\"a\":1, }",
        "{\"a\": }",
        "[1, \n ]"
      })
  void next_whatCannotStandThere_isRefusedAsSoonAsItComes(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    for (int cut = 0; cut < bytes.length; cut++) {
      JsonTokens tokens = JsonTokens.chunked(Limits.untrusted());
      tokens.feed(ByteBuffer.wrap(bytes, 0, cut));
      drain(tokens);
      tokens.feed(ByteBuffer.wrap(bytes, cut, bytes.length - cut));
      if (bytes.length > 3) { // the first four determine the encoding
        assertThatThrownBy(() -> drain(tokens))
            .as("cut at %d", cut)
            .isInstanceOf(WorkflowException.class);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'\uFEFF\uFEFF{}', 1:1, 3",
    "'\uFEFF \uFEFF{}', 1:2, 4",
    "'\uFEFF\n\uFEFF', 2:1, 4",
    "' \uFEFF{}', 1:2, 1"
  })
  void next_secondByteOrderMark_isRefusedAtItsPlace(String text, String place, long offset) {
    for (Way way : Way.values()) {
      assertThatThrownBy(() -> way.read(text.getBytes(UTF_8)))
          .isInstanceOfSatisfying(
              WorkflowException.class,
              e -> {
                assertThat(e.code().name()).isEqualTo("MALFORMED_JSON");
                assertThat(e.finding().place().orElseThrow()).hasToString(place);
                assertThat(e.finding().place().orElseThrow().offset()).isEqualTo(offset);
                assertThat(e.finding().message())
                    .isEqualTo(
                        "A byte order mark is allowed only at the beginning of the document, and"
                            + " only once");
                assertThat(e.finding().suggestion()).hasValue("Remove the bytes EF BB BF here");
              });
    }
  }

  @Test
  void next_oneByteOrderMark_isSkipped() {
    for (Way way : Way.values()) {
      assertThat(way.read("\uFEFF {\"a\":1}".getBytes(UTF_8))).hasSize(4);
    }
  }

  static Stream<Arguments> encodings() {
    return Stream.of("UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE")
        .flatMap(
            name ->
                Stream.of("{\"a\":1}", "[]", " {}", "\"日本\"")
                    .flatMap(
                        text ->
                            Stream.of(
                                Arguments.of(name, text, false), Arguments.of(name, text, true))));
  }

  @ParameterizedTest
  @MethodSource("encodings")
  void next_otherEncoding_isNamed(String encoding, String text, boolean marked) {
    byte[] bytes = ((marked ? "\uFEFF" : "") + text).getBytes(Charset.forName(encoding));
    String from = marked ? encoding.substring(0, 6) : encoding;
    for (Way way : Way.values()) {
      assertThatThrownBy(() -> way.read(bytes))
          .isInstanceOfSatisfying(
              WorkflowException.class,
              e -> {
                assertThat(e.code().name()).isEqualTo("INVALID_UTF8");
                assertThat(e.finding().message())
                    .isEqualTo(
                        "The document is in %s %s a byte order mark, not in UTF-8",
                        encoding, marked ? "with" : "without");
                assertThat(e.finding().suggestion())
                    .hasValue("Convert it, for example with iconv -f " + from + " -t UTF-8");
              });
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'\0\0\0\0\0\0', 'The document begins with zero bytes, not with text in UTF-8'",
    "'\0', 'The document begins with zero bytes, not with text in UTF-8'",
    "'{\0\"a', 'Expected a member name but found 0x00'",
    "'{ \0\"', 'Expected a member name but found 0x00'",
    "'\0{\"a', 'Expected a value but found 0x00'",
    "'\u00FF{\"a', 'Expected a value but found the byte 0xFF'",
    "'\u00EF{\"a', 'Expected a value but found the byte 0xEF'",
    "'\u00EF\u00BB', 'Expected a value but found the byte 0xEF'",
    "'\u001F\u008B\b\0', 'The decompressed document is itself compressed with gzip, not text in"
        + " UTF-8'",
    "'(\u00B5/\u00FD', 'The decompressed document is itself compressed with zstd, not text in"
        + " UTF-8'"
  })
  void next_bytesThatAreNotText_areNamed(String bytes, String message) {
    for (Way way : Way.values()) {
      assertThatThrownBy(() -> way.read(bytes.getBytes(ISO_8859_1)))
          .isInstanceOfSatisfying(
              WorkflowException.class, e -> assertThat(e.finding().message()).isEqualTo(message));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[\"\\ud800\"]",
        "[\"a\\udc00b\"]",
        "[\"\\ud800\\ud800\\udc00\"]",
        "{\"\\uDBFF\":1}",
        "{\"a\":\"\\\\\\uDfff\"}",
        "\"\\ud83d\\n\"",
        "{\"a\":{\"b\":[1,\"x\\ud83dy\"]}}"
      })
  void next_halfAPairThatIsPassedBy_isRefusedWhereTheMarkedWayWould(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    int half = text.indexOf("\\u", text.startsWith("{\"a\":\"\\\\") ? 8 : 0);
    for (Way way : List.of(Way.WHOLE_PASSING, Way.CHUNKED_PASSING)) {
      assertThatThrownBy(() -> way.read(bytes))
          .isInstanceOfSatisfying(
              WorkflowException.class,
              e -> {
                assertThat(e.code().name()).isEqualTo("MALFORMED_JSON");
                assertThat(e.finding().message()).isEqualTo("Unpaired surrogate escape");
                assertThat(e.finding().place().orElseThrow().offset()).isEqualTo(half);
              });
    }
    byte[] sound = "[\"\\ud83d\\ude00\",\"\\\\ud800\"]".getBytes(UTF_8);
    assertThat(Way.CHUNKED_PASSING.read(sound)).hasSize(4);
    assertThat(Way.WHOLE_PASSING.read(sound)).hasSize(4);
  }

  @Test
  void next_blanksWithoutEnd_areNotKept() {
    int total = 200_000;
    for (String before :
        new String[] {"", "{", "{\"a\":", "{\"a\":[1,", "{\"a\":{}", "{\"a\":{},"}) {
      for (int size : new int[] {1, 100, 8_192}) {
        JsonTokens tokens = JsonTokens.chunked(Limits.untrusted());
        tokens.feed(buffer(before));
        drain(tokens);
        ByteBuffer blanks = ByteBuffer.wrap(" ".repeat(size).getBytes(UTF_8));
        int chunks = total / size;
        for (int i = 0; i < chunks; i++) {
          tokens.feed(blanks.duplicate());
          drain(tokens);
        }
        assertThat(tokens.work()).isLessThan(6L * total);
        assertThat(tokens.held()).as("%s, %d", before, size).isLessThan(3 * 8_192);
        tokens.feed(buffer("\n  ?"));
        assertThatThrownBy(() -> drain(tokens)).hasMessageContaining("at 2:3");
      }
    }
  }

  private static ByteBuffer buffer(String text) {
    return ByteBuffer.wrap(text.getBytes(UTF_8));
  }

  private static List<Integer> drain(JsonTokens tokens) {
    List<Integer> all = new ArrayList<>();
    for (int next = tokens.next(); next != JsonTokens.NEED_INPUT; next = tokens.next()) {
      if (next == JsonTokens.END) {
        return all;
      }
      all.add(next);
    }
    return all;
  }

  /** The ways to read all tokens of a document. */
  private enum Way {
    WHOLE,
    WHOLE_PASSING,
    CHUNKED,
    CHUNKED_PASSING;

    List<Integer> read(byte[] document) {
      if (this == WHOLE || this == WHOLE_PASSING) {
        ByteBuffer buffer = ByteBuffer.wrap(document);
        return drain(
            this == WHOLE
                ? JsonTokens.whole(buffer, Limits.untrusted())
                : JsonTokens.passing(buffer, Limits.untrusted()));
      }
      JsonTokens tokens =
          this == CHUNKED
              ? JsonTokens.chunked(Limits.untrusted())
              : JsonTokens.passing(Limits.untrusted());
      List<Integer> all = new ArrayList<>();
      for (int i = 0; i < document.length; i++) {
        tokens.feed(ByteBuffer.wrap(document, i, 1));
        all.addAll(drain(tokens));
      }
      tokens.end();
      all.addAll(drain(tokens));
      return all;
    }
  }
}
