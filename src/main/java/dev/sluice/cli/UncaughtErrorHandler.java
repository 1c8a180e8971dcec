package dev.sluice.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.cli.answer.ExitCode;
import dev.sluice.text.FailureText;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Schedulers;

/**
 * Ends the process on an error that no command handles.
 *
 * <p>Otherwise the main thread might wait for ever for the work that threw the error. When memory
 * is short, even the first call of a method may need some to load classes. So everything used here
 * is loaded at the start, and some memory is reserved.
 */
final class UncaughtErrorHandler implements Thread.UncaughtExceptionHandler {

  /** More than the message and its classes need, but small compared with the smallest heap. */
  private static final int RESERVE = 1 << 20;

  /** More names than this would not say which document was too large. */
  private static final int MOST_NAMES = 2;

  private volatile byte[] outOfMemory = message("");

  private final FileOutputStream errors = new FileOutputStream(FileDescriptor.err);

  private final AtomicReference<byte @Nullable []> reserve =
      new AtomicReference<>(new byte[RESERVE]);

  private UncaughtErrorHandler() {}

  /** Installs a handler for the errors of all threads and of Reactor's tasks. */
  static UncaughtErrorHandler install() {
    UncaughtErrorHandler handler = new UncaughtErrorHandler();
    handler.prepare();
    Thread.setDefaultUncaughtExceptionHandler(handler);
    Schedulers.onHandleError(handler::uncaughtException);
    Schedulers.onScheduleHook("sluice", handler::guarded);
    return handler;
  }

  /** Sets the names of the files that the command reads, so that the message can contain them. */
  void reads(List<String> files) {
    if (files.size() <= MOST_NAMES) {
      outOfMemory = message(String.join(", ", files));
    }
  }

  /** The line that is written when memory runs out. */
  static byte[] message(String files) {
    String subject = files.isEmpty() ? "sluice" : files;
    return (subject + ": " + FailureText.of("", new OutOfMemoryError()) + "\n").getBytes(UTF_8);
  }

  /**
   * Ends the process before Reactor handles the error, because that needs memory that may not be
   * available.
   */
  private Runnable guarded(Runnable task) {
    return () -> {
      try {
        task.run();
      } catch (Error e) {
        end(e);
      }
    };
  }

  private void prepare() {
    try {
      Class.forName("java.lang.Shutdown"); // needed by Runtime.halt
      errors.write(outOfMemory, 0, 0);
      guarded(() -> {}).run();
    } catch (ClassNotFoundException | IOException e) {
      // the process can still be ended
    }
  }

  @Override
  public void uncaughtException(Thread thread, Throwable failure) {
    end(failure);
  }

  /** Ends the process at once, because its state is unreliable. */
  void end(Throwable failure) {
    reserve.set(null);
    try {
      errors.write(
          failure instanceof OutOfMemoryError
              ? outOfMemory
              : ("sluice: internal error (please report this): " + failure + "\n").getBytes(UTF_8));
    } catch (IOException | Error e) {
      // the exit code still reports the failure
    } finally {
      Runtime.getRuntime().halt(ExitCode.UNREADABLE);
    }
  }
}
