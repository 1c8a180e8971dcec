package dev.sluice.support;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;
import reactor.blockhound.BlockHound;
import reactor.test.StepVerifier;

/** What holds for the whole test run: no blocking on Reactor's threads, no endless wait. */
public final class TestSession implements LauncherSessionListener {

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  @Override
  public void launcherSessionOpened(LauncherSession session) {
    if (!isTestJvm()) {
      return;
    }
    StepVerifier.setDefaultTimeout(LONGEST_WAIT);
    BlockHound.Builder builder = BlockHound.builder().loadIntegrations();
    if (System.getProperty("os.name").equals("Linux")) {
      markNioAsBlocking(builder);
    }
    builder.install();
  }

  /** Surefire also opens a session in Maven's own process, to divide the classes between JVMs. */
  private static boolean isTestJvm() {
    return ManagementFactory.getRuntimeMXBean()
        .getInputArguments()
        .contains("-XX:+AllowRedefinitionToAddDeleteMethods");
  }

  /**
   * Marks the native methods under {@code java.nio.file} and {@code FileChannel}: BlockHound knows
   * only those of {@code java.io}, so without this a file read on a parallel thread goes unseen.
   * Before JDK 21 sockets, which do not block there, use some of the same methods.
   */
  private static void markNioAsBlocking(BlockHound.Builder builder) {
    boolean old = Runtime.version().feature() < 21;
    String channel = old ? "sun/nio/ch/FileDispatcherImpl" : "sun/nio/ch/UnixFileDispatcherImpl";
    String files = "sun/nio/fs/UnixNativeDispatcher";
    String attributes = "Lsun/nio/fs/UnixFileAttributes;";
    if (old) {
      String sockets = "sun.nio.ch.SocketDispatcher";
      builder.allowBlockingCallsInside(sockets, "read").allowBlockingCallsInside(sockets, "write");
    }
    builder
        .markAsBlocking(channel, "read0", "(Ljava/io/FileDescriptor;JI)I")
        .markAsBlocking(channel, "pread0", "(Ljava/io/FileDescriptor;JIJ)I")
        .markAsBlocking(channel, "write0", "(Ljava/io/FileDescriptor;JI)I")
        .markAsBlocking(channel, "pwrite0", "(Ljava/io/FileDescriptor;JIJ)I")
        .markAsBlocking(channel, "force0", "(Ljava/io/FileDescriptor;Z)I")
        .markAsBlocking(files, "open0", "(JII)I")
        .markAsBlocking(files, "opendir0", "(J)J")
        .markAsBlocking(files, old ? "readdir" : "readdir0", "(J)[B")
        .markAsBlocking(files, "rename0", "(JJ)V")
        .markAsBlocking(files, "unlink0", "(J)V")
        .markAsBlocking(files, "stat0", "(J" + attributes + ")" + (old ? "V" : "I"))
        .markAsBlocking(files, "lstat0", "(J" + attributes + ")V");
  }
}
