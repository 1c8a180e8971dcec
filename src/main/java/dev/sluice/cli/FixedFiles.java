package dev.sluice.cli;

import dev.sluice.WorkflowLoader;
import dev.sluice.cli.diff.UnifiedText;
import dev.sluice.cli.fix.FixedInput;
import dev.sluice.cli.fix.FixedInput.Outcome;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.config.Compression;
import dev.sluice.error.UnwritableTargetException;
import dev.sluice.file.Unreadable;
import dev.sluice.fix.FixResult;
import dev.sluice.migrate.PatchOperation;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.text.Quote;
import dev.sluice.write.WorkflowWriter;
import dev.sluice.write.WriteOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import reactor.core.scheduler.Schedulers;

/** Writes corrected documents to their files, or shows what would be written. */
final class FixedFiles {

  /** The line length beyond which a diff of lines is not readable, as in documents of one line. */
  private static final int LONGEST_LINE = 500;

  private static final String STANDARD_INPUT = "-";

  private final Terminal terminal;
  private final WorkflowLoader loader;
  private final boolean dry;
  private final boolean force;
  private final WorkflowWriter writer = new WorkflowWriter(Schedulers.immediate());

  /**
   * Files of one run.
   *
   * @param dry whether nothing is written
   * @param force whether files with several hard links are replaced
   */
  FixedFiles(Terminal terminal, WorkflowLoader loader, boolean dry, boolean force) {
    this.terminal = terminal;
    this.loader = loader;
    this.dry = dry;
    this.force = force;
  }

  static boolean isStandardInput(FixedInput fixed) {
    return fixed.input().name().equals(STANDARD_INPUT);
  }

  /** Writes a document if it is corrected; standard input always goes to standard output. */
  FixedInput write(FixedInput fixed) throws IOException {
    if (dry || fixed.result().isEmpty() || fixed.error().isPresent()) {
      return fixed;
    }
    FixResult result = fixed.result().get();
    if (isStandardInput(fixed)) {
      Optional<WorkflowDefinition> corrected = result.corrected();
      terminal
          .results()
          .write(
              corrected.isEmpty()
                  ? result.stored().orElseThrow()
                  : text(result.stored().orElseThrow(), corrected.get(), Optional.empty()));
      terminal.results().flush();
      return fixed.outcome() == Outcome.FIXABLE ? fixed.fixed() : fixed;
    }
    Optional<Path> file = fixed.input().source().file();
    if (result.corrected().isEmpty() || file.isEmpty()) {
      return fixed;
    }
    return replace(fixed, file.get(), result);
  }

  private FixedInput replace(FixedInput fixed, Path file, FixResult result) {
    try {
      long links = links(file);
      if (links > 1 && !force) {
        return fixed.unwritable(
            "The file has " + links + " hard links (use --force to replace only this one)");
      }
      if (!Arrays.equals(Files.readAllBytes(file), result.stored().orElseThrow())) {
        return fixed.unwritable(
            "Another program has changed the file in the meantime; run the command again");
      }
      WriteOptions options = WriteOptions.standard().withTextOf(result.stored().orElseThrow());
      UndoneOnExit.run(writer.write(result.corrected().orElseThrow(), file, options));
      return fixed.fixed();
    } catch (UnwritableTargetException e) {
      return fixed.unwritable(e.finding().message());
    } catch (IOException e) {
      return fixed.unwritable(Unreadable.message(fixed.input().name(), Unreadable.reason(e)));
    }
  }

  private static long links(Path file) throws IOException {
    return file.getFileSystem().supportedFileAttributeViews().contains("unix")
            && Files.getAttribute(file, "unix:nlink") instanceof Number links
        ? links.longValue()
        : 1;
  }

  /** The changed lines of a document, or the operations of a patch if its lines are very long. */
  List<String> changes(FixedInput fixed) {
    Optional<FixResult> result = fixed.result();
    if (result.isEmpty() || result.get().corrected().isEmpty() || fixed.error().isPresent()) {
      return List.of();
    }
    String before = plain(result.get(), result.get().original().orElseThrow());
    String after = plain(result.get(), result.get().corrected().get());
    if (before.lines().anyMatch(line -> line.length() > LONGEST_LINE)) {
      return operations(result.get());
    }
    List<String> lines = new ArrayList<>();
    lines.add("--- a/" + fixed.input().name());
    lines.add("+++ b/" + fixed.input().name());
    lines.addAll(UnifiedText.between(before, after));
    return lines;
  }

  /** The document after replacing its definition, without compression. */
  private String plain(FixResult result, WorkflowDefinition definition) {
    byte[] text = text(result.stored().orElseThrow(), definition, Optional.of(Compression.PLAIN));
    return new String(text, StandardCharsets.UTF_8);
  }

  private static List<String> operations(FixResult result) {
    List<String> lines = new ArrayList<>();
    for (PatchOperation operation :
        PatchOperation.between(
            "",
            result.original().orElseThrow().toMap(),
            result.corrected().orElseThrow().toMap())) {
      lines.add("  " + Quote.safe(operation.toString()));
    }
    return lines;
  }

  /** The document after replacing its definition. */
  private byte[] text(
      byte[] stored, WorkflowDefinition definition, Optional<Compression> compression) {
    WriteOptions options = WriteOptions.standard().withTextOf(stored);
    WriteOptions wanted = compression.map(options::withCompression).orElse(options);
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try (Stream<ByteBuffer> chunks = loader.encode(definition, wanted).toStream(1)) {
      for (Iterator<ByteBuffer> rest = chunks.iterator(); rest.hasNext(); ) {
        ByteBuffer chunk = rest.next();
        text.write(chunk.array(), chunk.arrayOffset() + chunk.position(), chunk.remaining());
      }
    }
    return text.toByteArray();
  }
}
