package dev.sluice.cli.answer;

import dev.sluice.text.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * One of the parts into which the files of a run are divided; each file is in exactly one part.
 *
 * <p>A file is in the part with the number {@code h mod count + 1}, where {@code h} is the first
 * eight bytes of the SHA-256 of its name in results, as an unsigned number. So the parts do not
 * depend on the platform, on the order of the files or on which other files there are.
 *
 * @param number from 1 to {@code count}
 * @param count the number of parts
 */
public record Shard(int number, int count) {

  /** All files. */
  public static final Shard WHOLE = new Shard(1, 1);

  /** Refuses a number that is not between 1 and the count. */
  public Shard {
    if (number < 1 || number > count) {
      throw new IllegalArgumentException(
          "the number of a shard must be from 1 to the number of shards, not "
              + number
              + "/"
              + count);
    }
  }

  /**
   * The part that a text such as {@code 2/5} names.
   *
   * @throws IllegalArgumentException if the text is not of this form
   */
  public static Shard of(String text) {
    int slash = text.indexOf('/');
    try {
      return new Shard(
          Integer.parseInt(text.substring(0, Math.max(slash, 0))),
          Integer.parseInt(text.substring(slash + 1)));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "a shard must have the form I/N, such as 2/5, not " + text, e);
    }
  }

  /** Whether a file is in this part. */
  public boolean has(String name) {
    if (count == 1) {
      return true;
    }
    byte[] digest = Sha256.begin().digest(name.getBytes(StandardCharsets.UTF_8));
    return Long.remainderUnsigned(ByteBuffer.wrap(digest).getLong(), count) == number - 1;
  }
}
