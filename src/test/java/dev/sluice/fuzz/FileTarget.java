package dev.sluice.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A target that reads its input from a file. */
public abstract class FileTarget implements FuzzTarget {

  private final Path file;

  protected FileTarget() throws IOException {
    file = Files.createTempFile("fuzz", ".json");
  }

  @Override
  public final void accept(byte[] input) throws IOException {
    Files.write(file, input);
    read(file);
  }

  /** Checks the invariants for the content of a file. */
  protected abstract void read(Path input);

  /** Fails unless a reason that is shown to users is in one line of moderate length. */
  protected static void requireReason(String reason) {
    FuzzTarget.require(
        reason.length() <= 4_000 && reason.chars().noneMatch(Character::isISOControl),
        "not printable: " + reason);
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(file);
  }
}
