package dev.sluice.source;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.OptionalLong;
import reactor.core.publisher.Flux;

/** A regular file, opened by each subscription. */
record FileSource(Path path) implements ByteSource {

  @Override
  public String name() {
    return path.toString();
  }

  @Override
  public Flux<ByteBuffer> read() {
    return Flux.defer(
        () -> {
          FileReading reading = new FileReading(path);
          // opened at the first request, because a failed subscribe would not close it
          return Flux.<ByteBuffer, FileReading>generate(
                  () -> reading, FileReading::emit, FileReading::close)
              .doOnCancel(reading::cancel);
        });
  }

  @Override
  public OptionalLong length() {
    try {
      BasicFileAttributes file = Files.readAttributes(path, BasicFileAttributes.class);
      return file.isRegularFile() ? OptionalLong.of(file.size()) : OptionalLong.empty();
    } catch (IOException e) {
      return OptionalLong.empty(); // reading it will report the problem
    }
  }

  @Override
  public Optional<Path> file() {
    return Optional.of(path);
  }

  @Override
  public boolean isAtHand() {
    return true;
  }
}
