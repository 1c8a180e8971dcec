package dev.sluice.file;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.sluice.support.SpecialFiles;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(20)
final class SmallFileTest {

  @TempDir private Path directory;

  private static void assertRefused(Path file, String reason, LinkOption... links) {
    assertThatThrownBy(() -> SmallFile.read(file, 100, links))
        .isInstanceOfSatisfying(
            IOException.class, e -> assertThat(Unreadable.reason(e)).isEqualTo(reason));
  }

  @Test
  void read_utf8_givesTheTextWithoutItsByteOrderMark() throws IOException {
    Path plain = Files.writeString(directory.resolve("plain"), "ä\n😀");
    Path marked = Files.writeString(directory.resolve("marked"), "\uFEFFä\n\uFEFF");
    Path link = Files.createSymbolicLink(directory.resolve("link"), plain);

    assertThat(SmallFile.read(plain, 7)).isEqualTo("ä\n😀");
    assertThat(SmallFile.read(marked, 100)).isEqualTo("ä\n\uFEFF");
    assertThat(SmallFile.read(link, 100)).isEqualTo("ä\n😀");
    assertRefused(link, "it is not a regular file", LinkOption.NOFOLLOW_LINKS);
  }

  @Test
  void read_whatHasNoEndOrIsNotThere_isRefused() throws Exception {
    assertRefused(directory, "it is a directory");
    assertRefused(SpecialFiles.fifo(directory.resolve("fifo")), "it is not a regular file");
    assertRefused(Path.of("/dev/zero"), "it is not a regular file");
    assertRefused(
        Files.write(directory.resolve("long"), new byte[101]), "it has more than 100 bytes");
    assertRefused(directory.resolve("gone"), "no such file");
    assertThatThrownBy(() -> SmallFile.read(directory.resolve("gone"), 100))
        .isInstanceOf(NoSuchFileException.class);
  }

  @ParameterizedTest
  @MethodSource
  void read_otherEncodings_areRefusedByName(String text, Charset encoding, String reason)
      throws IOException {
    assertRefused(Files.write(directory.resolve("odd"), text.getBytes(encoding)), reason);
  }

  static Stream<Arguments> read_otherEncodings_areRefusedByName() {
    String utf16 =
        "it is in UTF-16, not in UTF-8; convert it, for example with iconv -f UTF-16 -t UTF-8";
    String unmarked =
        "it seems to be in UTF-16 without a byte order mark, not in UTF-8; convert it, for example"
            + " with iconv -f UTF-16%s -t UTF-8";
    Charset utf32 = Charset.forName("UTF-32LE");
    return Stream.of(
        arguments("\uFEFFa", UTF_16LE, utf16),
        arguments("\uFEFFa", UTF_16BE, utf16),
        arguments("\uFEFFa", utf32, utf16.replace("UTF-16", "UTF-32")),
        arguments("a.json", UTF_16LE, unmarked.formatted("LE")),
        arguments("a.json", UTF_16BE, unmarked.formatted("BE")),
        arguments("all\0", UTF_8, unmarked.formatted("LE")),
        arguments("never\0", UTF_8, "it has zero bytes, so it is not a text file"),
        arguments(
            "a\nü",
            ISO_8859_1,
            "byte 0xFC on line 2 is not UTF-8; convert it, for example with iconv -f ISO-8859-1 -t"
                + " UTF-8"));
  }

  @Test
  void read_surrogateOrCutCharacter_isRefused() throws IOException {
    byte[] surrogate = {'a', (byte) 0xED, (byte) 0xA0, (byte) 0x80};
    byte[] cut = {'a', (byte) 0xC3};

    assertThatThrownBy(() -> SmallFile.read(Files.write(directory.resolve("a"), surrogate), 100))
        .hasMessageContaining("byte 0xED on line 1 is not UTF-8");
    assertThatThrownBy(() -> SmallFile.read(Files.write(directory.resolve("a"), cut), 100))
        .hasMessageContaining("byte 0xC3 on line 1 is not UTF-8");
  }
}
