package dev.sluice.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.cli.answer.ExitCode;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Schedulers;

/**
 * Ends the process when an error reaches no command.
 *
 * <p>The main thread may be waiting for the work in which the error was thrown, and would wait for
 * ever. Where memory is short, even the first call of a method may need some, for the classes that
 * it loads. So everything used here is loaded at the start, and some memory is set aside.
 */
final class LastResort implements Thread.UncaughtExceptionHandler {

  /** More than a message and the classes behind it take, and little beside the smallest heap. */
  private static final int RESERVE = 1 << 20;

  private final byte[] outOfMemory =
      "sluice: out of memory; give the program more with java -Xmx\n".getBytes(UTF_8);

  private final FileOutputStream errors = new FileOutputStream(FileDescriptor.err);

  private final AtomicReference<byte @Nullable []> reserve =
      new AtomicReference<>(new byte[RESERVE]);

  private LastResort() {}

  /** Takes the errors of all threads, and of Reactor's tasks. */
  static LastResort install() {
    LastResort resort = new LastResort();
    resort.prepare();
    Thread.setDefaultUncaughtExceptionHandler(resort);
    Schedulers.onHandleError(resort::uncaughtException);
    return resort;
  }

  private void prepare() {
    try {
      Class.forName("java.lang.Shutdown"); // what Runtime.halt needs
      errors.write(outOfMemory, 0, 0);
    } catch (ClassNotFoundException | IOException e) {
      // nothing that ends a process differs
    }
  }

  @Override
  public void uncaughtException(Thread thread, Throwable failure) {
    end(failure);
  }

  /** Ends the process at once: nothing can be relied on any more. */
  void end(Throwable failure) {
    reserve.set(null);
    try {
      errors.write(
          failure instanceof OutOfMemoryError
              ? outOfMemory
              : ("sluice: internal error, please report it: " + failure + "\n").getBytes(UTF_8));
    } catch (IOException | Error e) {
      // the exit code says that the program failed
    } finally {
      Runtime.getRuntime().halt(ExitCode.UNREADABLE);
    }
  }
}
