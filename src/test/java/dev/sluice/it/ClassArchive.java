package dev.sluice.it;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The archive of the program's classes, with which the distribution starts it too. It halves the
 * cost of a start, and all JVMs of the tests share it.
 */
final class ClassArchive {

  private static final Path EXAMPLES = Path.of("docs", "examples");

  private final List<String> java;
  private final Path jar;

  /**
   * The archive of a jar.
   *
   * @param java the Java program and the flags with which the jar is started
   */
  ClassArchive(List<String> java, Path jar) {
    this.java = List.copyOf(java);
    this.jar = jar;
  }

  /** The file beside the jar, which is made if there is none for this jar and this Java. */
  Path file() throws IOException, InterruptedException {
    String name = jar.getFileName() + "." + Files.getLastModifiedTime(jar).toMillis();
    Path archive = jar.resolveSibling(name + "." + Runtime.version() + ".jsa");
    try (FileChannel lock =
        FileChannel.open(
            jar.resolveSibling(jar.getFileName() + ".lock"),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE)) {
      lock.lock(); // released with the channel
      if (!Files.exists(archive)) {
        make(archive);
      }
    }
    return archive;
  }

  private void make(Path archive) throws IOException, InterruptedException {
    Path fresh = archive.resolveSibling(archive.getFileName() + ".new");
    File log = archive.resolveSibling(archive.getFileName() + ".log").toFile();
    List<String> command = new ArrayList<>(java);
    command.add("-XX:ArchiveClassesAtExit=" + fresh);
    command.addAll(List.of("-cp", jar.toString(), "dev.sluice.cli.WarmUp", EXAMPLES.toString()));
    ProcessBuilder process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log);
    process.environment().remove("JAVA_TOOL_OPTIONS");
    if (process.start().waitFor() != 0) {
      throw new IOException("no archive could be made; see " + log);
    }
    Files.move(fresh, archive, StandardCopyOption.ATOMIC_MOVE);
  }
}
