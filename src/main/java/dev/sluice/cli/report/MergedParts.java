package dev.sluice.cli.report;

import dev.sluice.text.Quote;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The parts of several reports that are about one file each, in the order of the files.
 *
 * <p>The order is that in which a directory is searched: by the bytes of names, directory by
 * directory. The parts are kept in a temporary file, and only their names in memory.
 */
final class MergedParts implements Closeable {

  private static final Comparator<Part> ORDER =
      Comparator.comparing(part -> part.name, Arrays::compareUnsigned);

  private final Path draft;
  private final OutputStream stream;
  private final List<Part> parts = new ArrayList<>();
  private final Map<String, String> reports = new HashMap<>();
  private long length;

  /** A part: the bytes of its name with zeros instead of slashes, and where it is. */
  private static final class Part {

    private final byte[] name;
    private final long offset;
    private final int length;

    Part(byte[] name, long offset, int length) {
      this.name = name;
      this.offset = offset;
      this.length = length;
    }
  }

  MergedParts() throws IOException {
    draft = Files.createTempFile("sluice", ".parts");
    draft.toFile().deleteOnExit(); // an interrupt does not close it
    stream = new BufferedOutputStream(Files.newOutputStream(draft));
  }

  /**
   * Adds a part; those about the same file keep their order.
   *
   * @param report the name of the report that it is from
   * @throws IllegalArgumentException if another report has a part about the same file
   */
  void add(String file, String report, byte[] bytes) throws IOException {
    String other = reports.putIfAbsent(file, report);
    if (other != null && !other.equals(report)) {
      throw new IllegalArgumentException(
          Quote.of(file)
              + " is in this report and in "
              + other
              + ", so the reports are not shards of one run; omit one of the two");
    }
    byte[] name = file.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < name.length; i++) {
      name[i] = name[i] == '/' ? 0 : name[i];
    }
    parts.add(new Part(name, length, bytes.length));
    stream.write(bytes);
    length += bytes.length;
  }

  /** Takes the parts one after another. */
  interface Visitor {
    void visit(byte[] part) throws IOException;
  }

  /** Visits all parts in order; none can be added afterwards. */
  void visit(Visitor visitor) throws IOException {
    stream.close();
    parts.sort(ORDER);
    try (FileChannel file = FileChannel.open(draft)) {
      for (Part part : parts) {
        ByteBuffer bytes = ByteBuffer.allocate(part.length);
        while (bytes.hasRemaining() && file.read(bytes, part.offset + bytes.position()) >= 0) {
          // up to the end of the part
        }
        visitor.visit(bytes.array());
      }
    }
  }

  @Override
  public void close() throws IOException {
    try (stream) {
      Files.deleteIfExists(draft);
    }
  }
}
