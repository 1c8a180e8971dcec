package dev.sluice.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.Limits;
import dev.sluice.error.WorkflowException;
import dev.sluice.record.ValueInspector.CurrentValue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** JSONTestSuite: what is JSON is read, what is none is refused, both for any two chunks. */
class JsonTestSuiteTest {

  private static final Path SUITE = Path.of("src/test/resources/suites/JSONTestSuite");

  /** All records and, at the end, the failure if there was one. */
  private record Read(List<WorkflowRecord> records, String failure) {

    static Read whole(byte[] document) {
      return of(Integer.MAX_VALUE, ByteBuffer.wrap(document));
    }

    static Read inTwo(byte[] document, int cut) {
      return of(
          0,
          ByteBuffer.wrap(document, 0, cut),
          ByteBuffer.wrap(document, cut, document.length - cut));
    }

    static Read byteByByte(byte[] document) {
      ByteBuffer[] chunks = new ByteBuffer[document.length];
      for (int i = 0; i < chunks.length; i++) {
        chunks[i] = ByteBuffer.wrap(document, i, 1);
      }
      return of(0, chunks);
    }

    private static Read of(int gather, ByteBuffer... chunks) {
      List<WorkflowRecord> records = new ArrayList<>();
      try (RecordReader reader =
          new RecordReader(Limits.untrusted(), new IndifferentInspector(), gather)) {
        for (ByteBuffer chunk : chunks) {
          reader.feed(chunk).forEach(batch -> records.addAll(batch.records()));
        }
        reader.finish().forEach(batch -> records.addAll(batch.records()));
        return new Read(records, "none");
      } catch (WorkflowException e) {
        return new Read(records, e.getMessage());
      }
    }
  }

  @Test
  void read_documentsThatAreJson_areAcceptedForAnyTwoChunks() throws IOException {
    for (Path file : files("test_parsing", "y_")) {
      assertThat(alike(file).failure()).as("%s", file).isEqualTo("none");
    }
  }

  @Test
  void read_documentsThatAreNoJson_areRefusedForAnyTwoChunks() throws IOException {
    for (Path file : files("test_parsing", "n_")) {
      assertThat(alike(file).failure()).as("%s", file).isNotEqualTo("none");
    }
  }

  @Test
  void read_documentsThatJsonLeavesOpen_areReadAlikeForAnyTwoChunks() throws IOException {
    for (Path file : files("test_parsing", "i_")) {
      assertThat(alike(file).failure()).as("%s", file).isNotEmpty();
    }
    for (Path file : files("test_transform", "")) {
      assertThat(alike(file).failure()).as("%s", file).isNotEmpty();
    }
  }

  private static Read alike(Path file) throws IOException {
    byte[] document = Files.readAllBytes(file);
    Read whole = Read.whole(document);
    int stride = 1 + document.length / 300;
    for (int cut = 0; cut <= document.length; cut += stride) {
      assertThat(Read.inTwo(document, cut)).as("%s cut at %d", file, cut).isEqualTo(whole);
    }
    assertThat(Read.byteByByte(document)).as("%s byte by byte", file).isEqualTo(whole);
    return whole;
  }

  private static List<Path> files(String folder, String prefix) throws IOException {
    Path path = SUITE.resolve(folder);
    try (Stream<Path> files = Files.list(path)) {
      List<Path> found =
          files.filter(file -> file.getFileName().toString().startsWith(prefix)).sorted().toList();
      assertThat(found).isNotEmpty();
      return found;
    }
  }

  /** Lets everything pass. */
  static class IndifferentInspector implements ValueInspector {
    @Override
    public boolean isSuspect(char[] chars, int offset, int length) {
      return false;
    }

    @Override
    public boolean isSuspectKey(String key) {
      return false;
    }

    @Override
    public boolean isSuspectLevel(int level) {
      return false;
    }

    @Override
    public boolean isOverlong(int numberLength) {
      return false;
    }

    @Override
    public void configText(String text, CurrentValue at) {
      throw new AssertionError(text);
    }

    @Override
    public void configKey(String key, CurrentValue at) {
      throw new AssertionError(key);
    }

    @Override
    public void configLevel(int level, CurrentValue at) {
      throw new AssertionError(level);
    }

    @Override
    public void overlongNumber(int length, CurrentValue at) {
      throw new AssertionError(length);
    }

    @Override
    public void infiniteNumber(CurrentValue at) {
      // some of the suite's numbers are
    }

    @Override
    public void duplicateKey(String key, CurrentValue at) {
      // some of the suite's objects have some
    }
  }
}
