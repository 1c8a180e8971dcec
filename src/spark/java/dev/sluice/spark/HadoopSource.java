package dev.sluice.spark;

import dev.sluice.source.ByteSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import reactor.core.publisher.Flux;

/** The bytes of a file in a Hadoop file system. */
final class HadoopSource implements ByteSource {

  static final int CHUNK = 64 * 1024;

  private final FileSystem files;
  private final Path location;
  private final String name;

  HadoopSource(FileSystem files, Path location, String name) {
    this.files = files;
    this.location = location;
    this.name = name;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean isAtHand() {
    return true;
  }

  @Override
  public Flux<ByteBuffer> read() {
    return Flux.generate(
        () -> files.open(location),
        (stream, sink) -> {
          try {
            byte[] chunk = stream.readNBytes(CHUNK);
            if (chunk.length == 0) {
              sink.complete();
            } else {
              sink.next(ByteBuffer.wrap(chunk));
            }
          } catch (IOException e) {
            sink.error(e);
          }
          return stream;
        },
        HadoopSource::close);
  }

  private static void close(InputStream stream) {
    try {
      stream.close();
    } catch (IOException e) {
      // everything wanted has been read
    }
  }
}
