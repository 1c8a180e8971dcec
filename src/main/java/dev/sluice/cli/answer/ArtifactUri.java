package dev.sluice.cli.answer;

import java.io.File;
import java.nio.charset.StandardCharsets;

/** The URI reference of a file, RFC 3986. */
public final class ArtifactUri {

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

  /** Percent-encodes everything except unreserved characters and slashes; colons too. */
  private static String encoded(String path) {
    StringBuilder encoded = new StringBuilder(path.length());
    for (byte octet : path.getBytes(StandardCharsets.UTF_8)) {
      if (isUnreserved(octet) || octet == '/') {
        encoded.append((char) octet);
      } else {
        encoded.append(String.format("%%%02X", octet & 0xFF));
      }
    }
    return encoded.toString();
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
