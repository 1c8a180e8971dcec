package dev.sluice.cli;

import static dev.sluice.support.Workflows.START;
import static dev.sluice.support.Workflows.edge;
import static dev.sluice.support.Workflows.node;
import static dev.sluice.support.Workflows.workflow;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A tree of documents of all sorts, whose names need care when they are sorted. */
final class ShardedTree {

  private static final List<String> NAMES =
      List.of(
          "a/b", "a-b", "a", "Z", "z", "\u00E9", "a b", "a/\u00E4%20", "\uFF5E", "\uD83D\uDE00");

  private ShardedTree() {}

  /** Writes {@code count} files into subdirectories of a directory. */
  static void write(Path directory, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      String name = NAMES.get(i % NAMES.size());
      Path file = directory.resolve("d" + i / NAMES.size() + "/" + name + ".json");
      Files.createDirectories(file.getParent());
      Files.writeString(file, document(i));
    }
  }

  private static String document(int i) {
    return switch (i % 7) {
      case 0 -> workflow(START, edge("start", "gone" + i));
      case 1 -> workflow(START + "," + node("x" + i, "WaitNode", "{\"duration\":2000}"));
      case 2 -> workflow(START) + "]";
      case 3 -> "{\"name\":\"package\"}";
      case 4 -> workflow(START + "," + node("<&\">" + i, "NoSuchNode"));
      default -> workflow(START + "," + node("n" + i, "LogNode"), edge("start", "n" + i));
    };
  }

  /** The text of a file. */
  static String text(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8);
  }
}
