package dev.sluice.cli.answer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import dev.sluice.error.UnwritableTargetException;
import dev.sluice.error.WorkflowException;
import dev.sluice.file.Unreadable;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import dev.sluice.output.JsonOutput;
import dev.sluice.source.ByteSource;
import dev.sluice.text.Quote;
import dev.sluice.text.Sha256;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * A file with the answers of earlier runs, so that an interrupted run can be continued.
 *
 * <p>The file is only appended to: a line of JSON for each answer, after a line with a digest of
 * the options of the run. An answer is used again if the name of the input, its bytes and the
 * options are the same. Each line is written immediately; if a run is killed while it writes a
 * line, the end of the line is missing, and the next run ignores that line.
 */
public final class AnswerRecord implements Answers.Around {

  private static final String FIRST = "{\"sluice\":\"record of --resume\",\"version\":1}\n";

  private static final JsonFactory FACTORY = new JsonFactory();

  private final Path path;
  private final FileChannel file;
  private final String options;
  private final Scheduler scheduler;
  private final Map<String, Line> known = new HashMap<>();
  private long length;

  /** The position of a line in the file. */
  private record Line(long offset, int length) {}

  /** The content of a file at one time. */
  private record Content(String key, List<Object> stamp) {}

  private AnswerRecord(Path path, FileChannel file, String options, Scheduler scheduler) {
    this.path = path;
    this.file = file;
    this.options = options;
    this.scheduler = scheduler;
  }

  /**
   * Opens a record, which is created if it does not exist.
   *
   * @param options text that is equal for runs that give the same answers
   * @param scheduler reads the inputs
   * @throws IllegalArgumentException if the file exists and is not a record
   * @throws IOException if it cannot be read or written, or another run uses it
   */
  public static AnswerRecord open(Path path, String options, Scheduler scheduler)
      throws IOException {
    FileChannel file;
    try {
      file =
          FileChannel.open(
              path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw unusable(path, Unreadable.reason(e), e);
    }
    AnswerRecord record = new AnswerRecord(path, file, digest(options), scheduler);
    boolean complete = false;
    try {
      record.lock();
      record.readAll();
      record.begin();
      complete = true;
      return record;
    } finally {
      if (!complete) {
        file.close();
      }
    }
  }

  private static IOException unusable(Path path, String reason, @Nullable Exception cause) {
    return new IOException(
        "cannot use the record " + Quote.of(FileNames.shown(path)) + ": " + reason, cause);
  }

  private static String digest(String text) {
    return HexFormat.of().formatHex(Sha256.begin().digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** The lock is released with the file, even if the process is killed. */
  private void lock() throws IOException {
    FileLock lock;
    try {
      lock = file.tryLock();
    } catch (OverlappingFileLockException e) {
      lock = null;
    }
    if (lock == null) {
      throw unusable(path, "another run uses it; wait for its end, or name another file", null);
    }
  }

  private void readAll() throws IOException {
    file.position(0);
    InputStream in = new BufferedInputStream(Channels.newInputStream(file), 1 << 16);
    byte[] first = in.readNBytes(FIRST.length());
    byte[] wanted = FIRST.getBytes(StandardCharsets.UTF_8);
    if (!Arrays.equals(first, 0, first.length, wanted, 0, first.length)) {
      throw new IllegalArgumentException(
          "it is neither empty nor a file that --resume has written; name another file");
    }
    if (first.length < wanted.length) {
      return; // a run was killed before it wrote anything else
    }
    length = first.length;
    readLines(in);
  }

  private void readLines(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    boolean mine = false;
    for (int next = in.read(); next >= 0; next = in.read()) {
      if (next != '\n') {
        line.write(next);
        continue;
      }
      mine = readLine(line.toByteArray(), mine);
      length += line.size() + 1L;
      line.reset();
    }
    if (line.size() > 0) {
      length += line.size();
      append("\n".getBytes(StandardCharsets.UTF_8)); // ends the line of a killed run
    }
  }

  /** Reads a line, and returns whether the following lines are from a run with the same options. */
  private boolean readLine(byte[] line, boolean mine) {
    try (JsonParser json = FACTORY.createParser(line)) {
      json.nextToken();
      String name = json.nextFieldName();
      if ("options".equals(name)) {
        return options.equals(json.nextTextValue());
      }
      if (mine && "key".equals(name)) {
        String key = json.nextTextValue();
        while (json.nextToken() != null) {
          // reads to the end, so that an incomplete line fails and is not used
        }
        known.put(key, new Line(length, line.length));
      }
    } catch (IOException e) {
      // a killed run has not written the line to its end
    }
    return mine;
  }

  private void begin() throws IOException {
    if (length == 0) {
      append(FIRST.getBytes(StandardCharsets.UTF_8));
    }
    append(("{\"options\":\"" + options + "\"}\n").getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The recorded answer for an input; if there is none, that of the check, which is then recorded.
   *
   * <p>Cold. An answer is not recorded if the input cannot be read, is not a file or has changed
   * meanwhile. Fails with {@link UnwritableTargetException} if the record cannot be written.
   */
  @Override
  public Mono<Answer> answer(Input input, Mono<Answer> check) {
    return Mono.defer(
        () -> {
          if (input.source().file().isEmpty()) {
            return check;
          }
          return content(input)
              .subscribeOn(scheduler)
              .map(Optional::of)
              .onErrorReturn(WorkflowException.class, Optional.empty())
              .flatMap(
                  content -> content.isEmpty() ? check : recalled(input, content.get(), check));
        });
  }

  private Mono<Answer> recalled(Input input, Content content, Mono<Answer> check) {
    Optional<Answer> answer = known(content.key(), input);
    return answer.isPresent()
        ? Mono.just(answer.get())
        : check.doOnNext(
            it -> {
              if (it.readable() && content.stamp().equals(stamp(input.source()))) {
                add(content.key(), it);
              }
            });
  }

  private static Mono<Content> content(Input input) {
    return Mono.defer(
        () -> {
          List<Object> stamp = stamp(input.source());
          MessageDigest digest = Sha256.begin();
          digest.update(input.name().getBytes(StandardCharsets.UTF_8));
          digest.update((byte) 0);
          return input
              .source()
              .read()
              .doOnNext(digest::update)
              .then(
                  Mono.fromSupplier(
                      () -> new Content(HexFormat.of().formatHex(digest.digest()), stamp)));
        });
  }

  private static List<Object> stamp(ByteSource source) {
    try {
      BasicFileAttributes is =
          Files.readAttributes(source.file().orElseThrow(), BasicFileAttributes.class);
      return List.of(is.size(), is.lastModifiedTime(), String.valueOf(is.fileKey()));
    } catch (IOException e) {
      return List.of(); // reading the file reports the problem
    }
  }

  private synchronized Optional<Answer> known(String key, Input input) {
    Line line = known.get(key);
    if (line == null) {
      return Optional.empty();
    }
    ByteBuffer bytes = ByteBuffer.allocate(line.length());
    try {
      while (bytes.hasRemaining()) {
        if (file.read(bytes, line.offset() + bytes.position()) < 0) {
          throw new EOFException("The file has become shorter");
        }
      }
      try (JsonParser json = FACTORY.createParser(bytes.array())) {
        json.nextToken();
        json.nextFieldName();
        json.nextToken();
        return Optional.of(RecordedAnswer.read(json, input));
      }
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty(); // the file is checked once more
    }
  }

  private synchronized void add(String key, Answer answer) {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    try {
      try (JsonGenerator json = JsonOutput.to(line)) {
        json.writeStartObject();
        json.writeStringField("key", key);
        RecordedAnswer.writeMembers(json, answer);
        json.writeEndObject();
        json.writeRaw('\n');
      }
      append(line.toByteArray());
    } catch (IOException e) {
      throw new UnwritableTargetException(
          Finding.of(
              FindingCode.UNWRITABLE,
              "Cannot write the record "
                  + Quote.of(FileNames.shown(path))
                  + ": "
                  + Quote.safe(String.valueOf(e.getMessage()))),
          e);
    }
  }

  private void append(byte[] bytes) throws IOException {
    ByteBuffer rest = ByteBuffer.wrap(bytes);
    while (rest.hasRemaining()) {
      length += file.write(rest, length);
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
