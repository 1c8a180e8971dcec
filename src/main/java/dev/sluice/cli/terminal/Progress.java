package dev.sluice.cli.terminal;

import dev.sluice.text.Quantity;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Shows the progress of many steps in one line that overwrites itself on a terminal.
 *
 * <p>It appears after half a second and is hidden while results are written. Without a terminal it
 * does nothing. It overwrites itself with spaces instead of escape sequences, and never takes more
 * than one line of the terminal, because several could not be overwritten. Not thread-safe, except
 * that any thread can set the total.
 */
public final class Progress {

  private static final long PATIENCE = 500_000_000;
  private static final long BETWEEN = 100_000_000;
  private static final int BAR = 24;
  private static final long UNKNOWN = -1;

  /** The number of seconds before the rate says something about the remaining time. */
  private static final double WARM_UP = 2;

  private final Terminal terminal;
  private final String noun;
  private final AtomicLong total;
  private final LongSupplier clock;
  private final long start;
  private long done;
  private long due;
  private int columns;
  private int shown;

  /**
   * Progress of work that starts now.
   *
   * @param noun the name of one step, in the singular
   * @param total the number of steps, if known
   * @param clock the time in nanoseconds
   */
  public Progress(Terminal terminal, String noun, OptionalLong total, LongSupplier clock) {
    this.terminal = terminal;
    this.noun = noun;
    this.total = new AtomicLong(total.orElse(UNKNOWN));
    this.clock = clock;
    start = clock.getAsLong();
    due = start + PATIENCE;
    terminal.beforeOutput(this::hide);
  }

  /** Whether there is a terminal to show it. */
  public boolean isShown() {
    return terminal.showsProgress();
  }

  /** Sets the number of steps, once it is known; can be called by any thread. */
  public void total(long steps) {
    total.set(steps);
  }

  /** Counts a step and updates the line from time to time. */
  public void advance() {
    done++;
    if (!terminal.showsProgress()) {
      return;
    }
    long now = clock.getAsLong();
    if (now - due >= 0) {
      due = now + BETWEEN;
      String text = fitting(now);
      terminal.show("\r" + text + " ".repeat(Math.max(0, shown - text.length())));
      shown = text.length();
    }
  }

  /** Clears the line; a later step shows it again. */
  public void hide() {
    if (shown > 0) {
      terminal.show("\r" + " ".repeat(shown) + "\r");
      shown = 0;
    }
  }

  private String fitting(long now) {
    if (columns == 0) {
      columns = terminal.columns();
    }
    String text = text(now);
    if (text.length() >= columns) {
      text = text.substring(text.indexOf(']') + 1).strip();
    }
    return text.substring(0, Math.min(text.length(), columns - 1));
  }

  private String text(long now) {
    double seconds = (now - start) / 1e9;
    String rate = String.format(Locale.ROOT, "%,.0f/s", done / seconds);
    long all = total.get();
    if (all < done) {
      return Quantity.grouped(done, noun) + ", " + rate;
    }
    int filled = (int) (BAR * done / Math.max(all, 1));
    return String.format(
        Locale.ROOT,
        "[%s%s] %,d of %s, %s%s",
        "=".repeat(filled),
        " ".repeat(BAR - filled),
        done,
        Quantity.grouped(all, noun),
        rate,
        done == all || seconds < WARM_UP
            ? ""
            : ", " + remaining(seconds * (all - done) / Math.max(done, 1)));
  }

  private static String remaining(double seconds) {
    long rounded = Math.max(1, Math.round(seconds));
    if (rounded < 60) {
      return rounded + " s left";
    }
    long minutes = (rounded + 59) / 60;
    return minutes < 60 ? minutes + " min left" : minutes / 60 + " h " + minutes % 60 + " min left";
  }
}
