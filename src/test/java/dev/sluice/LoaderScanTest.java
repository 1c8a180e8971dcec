package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import dev.sluice.error.LoaderBusyException;
import dev.sluice.scan.ScanEntry;
import dev.sluice.scan.ScanOptions;
import dev.sluice.support.Workflows;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Scans by the loader itself. */
class LoaderScanTest {

  private final WorkflowLoader loader = WorkflowLoader.create();
  private FileSystem memory;
  private Path root;

  @BeforeEach
  void makeATree() throws IOException {
    memory = Jimfs.newFileSystem(Configuration.unix());
    root = Files.createDirectory(memory.getPath("/root"));
    Files.writeString(root.resolve("a.json"), Workflows.chain(2));
    Files.writeString(root.resolve("b.json"), "{");
  }

  @AfterEach
  void close() throws IOException {
    loader.close();
    memory.close();
  }

  @Test
  void scan_tree_givesSkeletonsAndProblems() {
    StepVerifier.create(loader.scan(root, ScanOptions.defaults()))
        .assertNext(entry -> assertThat(entry.result().orElseThrow().nodeCount()).isEqualTo(3))
        .assertNext(entry -> assertThat(entry.problem()).isPresent())
        .verifyComplete();
  }

  @Test
  void scan_withAMethodOfTheLoader_givesWhatThatGives() {
    StepVerifier.create(
            loader
                .scan(root, ScanOptions.defaults(), loader::preview)
                .mapNotNull(entry -> entry.result().orElse(null))
                .flatMap(Preview::full))
        .assertNext(workflow -> assertThat(workflow.nodes()).hasSize(3))
        .verifyComplete();
  }

  @Test
  void scan_loaderClosedMeanwhile_ends() {
    StepVerifier.create(
            loader.scan(root, ScanOptions.defaults(), path -> Mono.never()).map(ScanEntry::path))
        .then(loader::close)
        .verifyError(LoaderBusyException.class);
  }

  @Test
  void scan_closedLoader_fails() {
    loader.close();

    StepVerifier.create(loader.scan(root, ScanOptions.defaults()))
        .verifyError(LoaderBusyException.class);
  }
}
