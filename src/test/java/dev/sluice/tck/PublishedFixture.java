package dev.sluice.tck;

import dev.sluice.Preview;
import dev.sluice.WorkflowCache;
import dev.sluice.WorkflowLoader;
import dev.sluice.config.Limits;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.scan.ScanOptions;
import dev.sluice.source.ByteSource;
import dev.sluice.support.Chunked;
import dev.sluice.support.Workflows;
import dev.sluice.write.WriteOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What publishers are made from: loaders, documents, and a tree of files. */
final class PublishedFixture implements AutoCloseable {

  static final int FILES = 60;

  private final byte[] document = Workflows.bytes(Workflows.chain(200));
  private final WorkflowLoader loader = WorkflowLoader.create();
  private final WorkflowLoader cached =
      WorkflowLoader.builder().cache(WorkflowCache.builder().build()).build();
  private final Path tree;
  private final Path target;
  private final WorkflowDefinition definition;
  private final WorkflowDefinition large;

  /** A fixture with files in an existing, empty directory. */
  PublishedFixture(Path directory) throws IOException {
    tree = Files.createDirectory(directory.resolve("tree"));
    target = directory.resolve("written.json");
    for (int i = 0; i < FILES; i++) {
      Files.writeString(tree.resolve("f" + i + ".json"), Workflows.chain(1));
    }
    definition = loader.read(document).block();
    try (WorkflowLoader unlimited = WorkflowLoader.builder().limits(Limits.trusted()).build()) {
      large = unlimited.read(Workflows.bytes(Workflows.chain(10_000))).block();
    }
  }

  static ScanOptions everyFile() {
    return ScanOptions.builder().build();
  }

  WorkflowLoader loader() {
    return loader;
  }

  WorkflowLoader cached() {
    return cached;
  }

  byte[] document() {
    return document;
  }

  ByteSource chunks() {
    return Chunked.every(64, 0, document);
  }

  Path tree() {
    return tree;
  }

  Path file() {
    return tree.resolve("f0.json");
  }

  Path target() {
    return target;
  }

  WorkflowDefinition definition() {
    return definition;
  }

  /** A definition whose text has some 25 chunks. */
  WorkflowDefinition large() {
    return large;
  }

  WriteOptions options() {
    return WriteOptions.standard();
  }

  ScanOptions everything() {
    return everyFile();
  }

  Preview preview() {
    return loader.preview(document).block();
  }

  @Override
  public void close() {
    loader.close();
    cached.close();
  }
}
