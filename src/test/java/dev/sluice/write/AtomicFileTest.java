package dev.sluice.write;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AtomicFileTest {

  @TempDir private Path folder;
  private final AtomicBoolean cancelled = new AtomicBoolean();

  /** Chunks after the last of which something happens. */
  private static Iterator<ByteBuffer> chunks(Runnable end) {
    Iterator<String> texts = List.of("all ", "new").iterator();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        if (!texts.hasNext()) {
          end.run();
        }
        return texts.hasNext();
      }

      @Override
      public ByteBuffer next() {
        return ByteBuffer.wrap(texts.next().getBytes(US_ASCII));
      }
    };
  }

  private Path write(Runnable end) throws IOException {
    Path file = Files.writeString(folder.resolve("flow.json"), "old");
    new AtomicFile(file, new Leftovers(Clock.systemUTC())).write(chunks(end), cancelled::get);
    return file;
  }

  private void assertIsAlone(Path file) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void write_cancelledAfterTheLastChunk_leavesTheOldFileAndNothingElse() throws IOException {
    Path file = write(() -> cancelled.set(true));

    assertThat(file).hasContent("old");
    assertIsAlone(file);
  }

  @Test
  void write_notCancelled_replacesTheFile() throws IOException {
    Path file = write(() -> {});

    assertThat(file).hasContent("all new");
    assertIsAlone(file);
  }
}
