package dev.sluice.cli.answer;

import java.io.File;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** The URI reference of a file, RFC 3986. */
public final class ArtifactUri {

  /** The beginning of the escape for a byte of a name that is not UTF-8, as in {@code \xFF}. */
  static final String ESCAPE = "\\x";

  private static final Pattern ESCAPED = Pattern.compile("%5Cx([89A-F][0-9A-F])");

  private ArtifactUri() {}

  /** A relative reference for a relative name, otherwise a {@code file} URI. */
  public static String of(String file) {
    String path = file.replace(File.separatorChar, '/');
    if (!new File(file).isAbsolute()) {
      return encoded(path);
    }
    return ofAbsolute(path);
  }

  /** The {@code file} URI of an absolute path with slashes. */
  public static String ofAbsolute(String path) {
    return (path.startsWith("/") ? "file://" : "file:///") + encoded(path);
  }

  /** Decodes a percent-encoded name; bytes that are not UTF-8 become escapes. */
  public static String decoded(String name) {
    ByteBuffer bytes = ByteBuffer.allocate(name.length());
    for (int i = 0; i < name.length(); i++) {
      if (name.charAt(i) == '%') {
        bytes.put((byte) Integer.parseInt(name, i + 1, i + 3, 16));
        i += 2;
      } else {
        bytes.put((byte) name.charAt(i));
      }
    }
    return decoded(bytes.flip());
  }

  /** A name with these bytes, with escapes for bytes that are not UTF-8. */
  static String decoded(ByteBuffer bytes) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    CharBuffer text = CharBuffer.allocate(ESCAPE.length() * 2 * bytes.remaining() + 1);
    for (CoderResult part = decoder.decode(bytes, text, true);
        part.isError();
        part = decoder.decode(bytes, text, true)) {
      for (int rest = part.length(); rest > 0; rest--) {
        text.put(String.format(ESCAPE + "%02X", bytes.get() & 0xFF));
      }
    }
    return text.flip().toString();
  }

  /** Percent-encodes everything, including colons, except unreserved characters and slashes. */
  private static String encoded(String path) {
    StringBuilder encoded = new StringBuilder(path.length());
    for (byte octet : path.getBytes(StandardCharsets.UTF_8)) {
      if (isUnreserved(octet) || octet == '/') {
        encoded.append((char) octet);
      } else {
        encoded.append(String.format("%%%02X", octet & 0xFF));
      }
    }
    return ESCAPED.matcher(encoded).replaceAll("%$1");
  }

  private static boolean isUnreserved(byte octet) {
    return (octet >= 'a' && octet <= 'z')
        || (octet >= 'A' && octet <= 'Z')
        || (octet >= '0' && octet <= '9')
        || octet == '-'
        || octet == '.'
        || octet == '_'
        || octet == '~';
  }
}
