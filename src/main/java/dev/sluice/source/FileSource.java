package dev.sluice.source;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import reactor.core.publisher.Flux;

/** A regular file, opened anew by each subscription. */
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
          return Flux.<ByteBuffer, FileReading>generate(
                  () -> reading.open(), FileReading::emit, FileReading::close)
              .doOnCancel(reading::cancel);
        });
  }

  @Override
  public boolean isAtHand() {
    return true;
  }
}
