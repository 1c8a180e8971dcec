package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.config.Compression;
import dev.sluice.error.LoaderBusyException;
import dev.sluice.error.UnwritableTargetException;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.source.ByteSource;
import dev.sluice.support.Workflows;
import dev.sluice.write.CompressionStatistics;
import dev.sluice.write.WriteOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.test.StepVerifier;

final class WriteTest {

  private static final String DOCUMENT = Workflows.chain(2);

  @TempDir private Path directory;
  private final WorkflowLoader loader = WorkflowLoader.create();
  private final WorkflowDefinition definition =
      loader.read(ByteSource.of("", Workflows.bytes(DOCUMENT))).block();

  @AfterEach
  void close() {
    loader.close();
  }

  @Test
  void write_thenRead_givesAnEqualDefinitionFromTheLoadersThread() {
    Path file = directory.resolve("a.json.zst");
    StringBuilder thread = new StringBuilder();

    loader
        .write(definition, file, WriteOptions.standard())
        .doOnTerminate(() -> thread.append(Thread.currentThread().getName()))
        .block();

    assertThat(thread.toString()).startsWith("sluice");
    assertThat(loader.read(file).block()).isEqualTo(definition);
  }

  @Test
  void encode_definition_givesItsBytes() {
    String document =
        loader
            .encode(definition, WriteOptions.standard())
            .map(chunk -> StandardCharsets.UTF_8.decode(chunk).toString())
            .collect(Collectors.joining())
            .block();

    assertThat(document).isEqualTo(DOCUMENT);
  }

  @Test
  void write_targetThatCannotBe_fails() {
    StepVerifier.create(loader.write(definition, directory, WriteOptions.standard()))
        .verifyErrorSatisfies(
            e ->
                assertThat(e)
                    .isInstanceOf(UnwritableTargetException.class)
                    .hasMessageContaining("it is a directory"));
  }

  @Test
  void write_levelThatIsNone_isRefusedAtOnce() {
    WriteOptions wrong = WriteOptions.standard().withLevel(5);

    assertThatThrownBy(() -> loader.write(definition, directory.resolve("a.json"), wrong))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("plain documents have no level");
  }

  @Test
  void write_closedLoader_isBusyAndWritesNothing() {
    Path file = directory.resolve("a.json");
    loader.close();

    StepVerifier.create(loader.write(definition, file, WriteOptions.standard()))
        .verifyErrorSatisfies(e -> assertThat(e).isInstanceOf(LoaderBusyException.class));
    assertThat(file).doesNotExist();
  }

  @Test
  void compressionStatistics_definition_hasBytes() {
    CompressionStatistics told =
        loader.compressionStatistics(definition, WriteOptions.standard()).block();

    assertThat(told.plain()).isEqualTo(DOCUMENT.length());
    assertThat(told.ratio(Compression.PLAIN)).isEqualTo(1.0);
    assertThat(told.gzip()).isLessThan(told.plain());
  }
}
