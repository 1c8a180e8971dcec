package dev.sluice.load;

import dev.sluice.source.ByteSource;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import reactor.core.publisher.Flux;

/**
 * A wrapper for a source that a host may have implemented: an exception thrown by its methods, or
 * an unexpected null, becomes a failure of the source. {@link SafeSource} does the same for the
 * bytes it emits.
 */
public final class HostSource implements ByteSource {

  private final ByteSource source;

  private HostSource(ByteSource source) {
    this.source = source;
  }

  static ByteSource of(ByteSource source) {
    return source instanceof HostSource ? source : new HostSource(source);
  }

  /**
   * The name of a source for traces; empty if getting it fails, in which case the load fails too.
   */
  public static String nameForTraces(ByteSource source) {
    try {
      return Objects.requireNonNullElse(source.name(), "");
    } catch (RuntimeException e) {
      return "";
    }
  }

  private static <T> T guarded(Supplier<T> method) {
    try {
      return Objects.requireNonNull(method.get());
    } catch (RuntimeException e) {
      throw TypedFailures.ofSource(e);
    }
  }

  @Override
  public String name() {
    return guarded(source::name);
  }

  @Override
  public Flux<ByteBuffer> read() {
    return guarded(source::read);
  }

  @Override
  public boolean isAtHand() {
    return guarded(source::isAtHand);
  }

  @Override
  public boolean isStreamed() {
    return guarded(source::isStreamed);
  }

  @Override
  public long size() {
    return guarded(source::size);
  }

  @Override
  public OptionalLong length() {
    return guarded(source::length);
  }

  @Override
  public Optional<Path> file() {
    return guarded(source::file);
  }

  @Override
  public Optional<ByteBuffer> bytes() {
    return guarded(source::bytes);
  }
}
