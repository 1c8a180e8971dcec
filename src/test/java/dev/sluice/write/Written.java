package dev.sluice.write;

import dev.sluice.WorkflowLoader;
import dev.sluice.config.Limits;
import dev.sluice.model.DocumentForm;
import dev.sluice.model.DocumentKind;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.model.WorkflowMetadata;
import dev.sluice.source.ByteSource;
import dev.sluice.value.FrozenMap;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.AbstractList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
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

  /** The definition of a document; empty if it is rejected. */
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

  /** A definition with a list of texts of 1,000 characters, made as they are written. */
  static WorkflowDefinition texts(Iterable<String> texts) {
    return new WorkflowDefinition(
        DocumentKind.WORKFLOW,
        FrozenMap.over(Map.of("texts", made(texts))),
        Map.of(),
        WorkflowMetadata.EMPTY,
        Map.of(),
        List.of(),
        false,
        DocumentForm.CANONICAL);
  }

  /** A list that is made while it is written. */
  static List<Object> made(Iterable<String> texts) {
    return new AbstractList<>() {
      @Override
      @SuppressWarnings("unchecked") // strings are objects
      public Iterator<Object> iterator() {
        return (Iterator<Object>) (Iterator<?>) texts.iterator();
      }

      @Override
      public Object get(int index) {
        throw new UnsupportedOperationException("it is only iterated");
      }

      @Override
      public int size() {
        return 1;
      }
    };
  }

  static WorkflowDefinition countedTexts(int count, AtomicInteger made) {
    String text = "x".repeat(1_000);
    return texts(
        () ->
            Stream.generate(
                    () -> {
                      made.incrementAndGet();
                      return text;
                    })
                .limit(count)
                .iterator());
  }

  static WorkflowDefinition textsOf(Object value) {
    return new WorkflowDefinition(
        DocumentKind.WORKFLOW,
        FrozenMap.over(Map.of("odd", value)),
        Map.of(),
        WorkflowMetadata.EMPTY,
        Map.of(),
        List.of(),
        false,
        DocumentForm.CANONICAL);
  }
}
