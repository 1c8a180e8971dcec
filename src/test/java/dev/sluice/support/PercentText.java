package dev.sluice.support;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Bytes as ASCII text without blanks: all others as a percent sign and two hexadecimal digits. */
public final class PercentText {

  private PercentText() {}

  public static String of(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    for (byte next : bytes) {
      boolean plain = next > ' ' && next < 0x7F && next != '%';
      text.append(plain ? "" + (char) next : String.format("%%%02X", next));
    }
    return text.toString();
  }

  public static byte[] bytes(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] written = text.getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < written.length; i++) {
      if (written[i] == '%') {
        bytes.write(Integer.parseInt(text.substring(i + 1, i + 3), 16));
        i += 2;
      } else {
        bytes.write(written[i]);
      }
    }
    return bytes.toByteArray();
  }
}
