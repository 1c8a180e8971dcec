package dev.sluice.write;

import dev.sluice.WorkflowLoader;
import dev.sluice.config.Limits;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.source.ByteSource;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import reactor.core.scheduler.Schedulers;

/** Definitions to bytes and back. */
final class Written {

  private static final WorkflowLoader LOADER =
      WorkflowLoader.builder()
          .limits(Limits.trusted())
          .scheduler(Schedulers.boundedElastic())
          .build();

  private Written() {}

  static WorkflowDefinition read(String document) {
    return read(document.getBytes(StandardCharsets.UTF_8));
  }

  static WorkflowDefinition read(byte[] document) {
    return LOADER.read(ByteSource.of("", document)).block();
  }

  /** What a document says; empty if it is rejected or no document at all. */
  static Optional<WorkflowDefinition> tryRead(byte[] document) {
    return LOADER.tryLoad(ByteSource.of("", document)).block().definition();
  }

  static byte[] bytes(WorkflowDefinition definition, WriteOptions options) {
    return joined(writer().encode(definition, options).collectList().block());
  }

  static String text(WorkflowDefinition definition, WriteOptions options) {
    return new String(bytes(definition, options), StandardCharsets.UTF_8);
  }

  /** A document read and written as the options want. */
  static String rewritten(String document, WriteOptions options) {
    return text(read(document), options);
  }

  static WorkflowWriter writer() {
    return new WorkflowWriter(Schedulers.boundedElastic());
  }

  static byte[] joined(List<ByteBuffer> chunks) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (ByteBuffer chunk : chunks) {
      joined.write(chunk.array(), chunk.arrayOffset() + chunk.position(), chunk.remaining());
    }
    return joined.toByteArray();
  }
}
