package dev.sluice.file;

import dev.sluice.text.Quantity;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Reads small configuration files: regular files of limited size, in UTF-8.
 *
 * <p>Other files are refused with a reason: opening a FIFO without a writer would block for ever, a
 * device may have no end, and text in another encoding would be misread.
 */
public final class SmallFile {

  private static final String CONVERT = "convert it, for example with iconv -f %s -t UTF-8";

  private SmallFile() {}

  /**
   * Reads a file on the calling thread.
   *
   * @param mostBytes the maximum size in bytes
   * @param links {@code NOFOLLOW_LINKS} to refuse a link; by default it is followed
   * @return the text without a byte order mark
   * @throws NoSuchFileException if it does not exist
   * @throws IOException if it cannot be read or is refused; {@link Unreadable#reason} has the
   *     reason
   */
  public static String read(Path file, int mostBytes, LinkOption... links) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class, links);
    if (!attributes.isRegularFile()) {
      throw refused(
          file, attributes.isDirectory() ? "it is a directory" : "it is not a regular file");
    }
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file, links)) {
      bytes = in.readNBytes(mostBytes + 1);
    }
    if (bytes.length > mostBytes) {
      throw refused(file, "it has more than " + Quantity.of(mostBytes, "byte"));
    }
    return decode(file, bytes);
  }

  private static String decode(Path file, byte[] bytes) throws FileSystemException {
    if (begins(bytes, 0xFF, 0xFE, 0, 0) || begins(bytes, 0, 0, 0xFE, 0xFF)) {
      throw refused(file, "it is in UTF-32, not in UTF-8; " + CONVERT.formatted("UTF-32"));
    }
    if (begins(bytes, 0xFF, 0xFE) || begins(bytes, 0xFE, 0xFF)) {
      throw refused(file, "it is in UTF-16, not in UTF-8; " + CONVERT.formatted("UTF-16"));
    }
    int mark = begins(bytes, 0xEF, 0xBB, 0xBF) ? 3 : 0;
    ByteBuffer rest = ByteBuffer.wrap(bytes, mark, bytes.length - mark);
    CharBuffer text = CharBuffer.allocate(rest.remaining());
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    CoderResult result = decoder.decode(rest, text, true);
    if (result.isError()) {
      int at = rest.position();
      throw refused(
          file,
          String.format("byte 0x%02X on line %d is not UTF-8; ", bytes[at], line(bytes, at))
              + CONVERT.formatted("ISO-8859-1"));
    }
    String read = text.flip().toString();
    int zero = read.indexOf(0);
    if (zero >= 0) {
      throw refused(
          file,
          zero < 4
              ? "it seems to be in UTF-16 without a byte order mark, not in UTF-8; "
                  + CONVERT.formatted(zero % 2 == 0 ? "UTF-16BE" : "UTF-16LE")
              : "it has zero bytes, so it is not a text file");
    }
    return read;
  }

  private static boolean begins(byte[] bytes, int... expected) {
    for (int i = 0; i < expected.length; i++) {
      if (i == bytes.length || (bytes[i] & 0xFF) != expected[i]) {
        return false;
      }
    }
    return true;
  }

  private static int line(byte[] bytes, int end) {
    int line = 1;
    for (int i = 0; i < end; i++) {
      line += bytes[i] == '\n' ? 1 : 0;
    }
    return line;
  }

  private static FileSystemException refused(Path file, String reason) {
    return new FileSystemException(file.toString(), null, reason);
  }
}
