package dev.sluice.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.sluice.WorkflowCache;
import dev.sluice.WorkflowLoader;
import dev.sluice.cli.Main;
import dev.sluice.config.Limits;
import dev.sluice.model.WorkflowSchema;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** The rows of the budget that are about threads, memory and whole processes. */
final class ProcessCosts {

  private static final int NODES = 50;
  private static final int LOADS = 20_000;
  private static final int KEPT_NODES = 10_000;
  private static final int KEPT = 10;
  private static final int STARTS = 11;
  private static final int TREE_FILES = 10_000;

  private final double scale;

  /** Costs from so many measurements of the usual ones: 1 for all, 0 for one of each. */
  ProcessCosts(double scale) {
    this.scale = Math.min(1, scale);
  }

  /**
   * Runs the program and writes the CPU time that the process took to a file, in nanoseconds.
   *
   * @param arguments the file, and the program's arguments
   */
  public static void main(String[] arguments) {
    Path file = Path.of(arguments[0]);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  try {
                    Files.writeString(file, String.valueOf(processNanos()));
                  } catch (IOException e) {
                    throw new IllegalStateException(e);
                  }
                }));
    Main.main(List.of(arguments).subList(1, arguments.length).toArray(String[]::new));
  }

  private static long processNanos() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  /** All of them, by row. */
  Map<BudgetRow, String> measure() throws IOException, InterruptedException {
    Map<BudgetRow, String> measured = new EnumMap<>(BudgetRow.class);
    Path folder = Files.createTempDirectory("budget");
    try {
      Path file = Files.write(folder.resolve("chain.json"), ChainDocuments.of(NODES));
      hops(file, measured);
      measured.put(BudgetRow.RETAINED, String.valueOf(retained()));
      measured.put(BudgetRow.START, String.valueOf(start(file)));
      measured.put(BudgetRow.TREE, String.format(Locale.ROOT, "%.1f", tree(folder)));
    } finally {
      delete(folder);
    }
    return measured;
  }

  /** Loads with a hop, by turns with an empty hop and the same work without one. */
  private void hops(Path file, Map<BudgetRow, String> measured) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    try (WorkflowLoader here = WorkflowLoader.builder().scheduler(Schedulers.immediate()).build();
        WorkflowLoader there = WorkflowLoader.create();
        WorkflowLoader caching = WorkflowLoader.builder().cache(WorkflowCache.create()).build()) {
      Mono<Integer> empty = Mono.fromCallable(() -> NODES).subscribeOn(Schedulers.boundedElastic());
      List<Mono<?>> tasks = List.of(empty, here.load(bytes), there.load(bytes), caching.load(file));
      double[][] micros = new double[tasks.size()][times(LOADS)];
      for (int i = 0; i < micros[0].length; i++) {
        for (int task = 0; task < tasks.size(); task++) {
          long began = System.nanoTime();
          tasks.get(task).block();
          micros[task][i] = (System.nanoTime() - began) / 1e3;
        }
      }
      double hop = median(micros[0]);
      measured.put(BudgetRow.HOP, micros(median(micros[2]) - median(micros[1]) - hop));
      measured.put(BudgetRow.HIT_BY_PATH, micros(median(micros[3]) - hop));
    }
  }

  private int times(int usual) {
    return Math.max(1, (int) (scale * usual));
  }

  private static double median(double[] values) {
    double[] second = Arrays.copyOfRange(values, values.length / 2, values.length);
    Arrays.sort(second);
    return second[second.length / 2];
  }

  private static String micros(double value) {
    return String.format(Locale.ROOT, "%.0f", value);
  }

  /** Heap for each node of loaded workflows, in bytes. */
  private long retained() {
    byte[] document = ChainDocuments.of(KEPT_NODES);
    List<WorkflowSchema> kept = new ArrayList<>();
    try (WorkflowLoader loader = WorkflowLoader.builder().limits(Limits.trusted()).build()) {
      loader.load(document).block();
      long before = used();
      for (int i = 0; i < times(KEPT); i++) {
        kept.add(loader.load(document).block());
      }
      long retained = used() - before;
      return retained / kept.stream().mapToLong(workflow -> workflow.nodes().size()).sum();
    }
  }

  private static long used() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  /** The time of a process that loads one file, in milliseconds: the median. */
  private long start(Path file) throws IOException, InterruptedException {
    List<Long> millis = new ArrayList<>();
    for (int i = 0; i < times(STARTS); i++) {
      long began = System.nanoTime();
      run(Main.class, "load", file.toString());
      millis.add((System.nanoTime() - began) / 1_000_000);
    }
    return millis.stream().sorted().toList().get(millis.size() / 2);
  }

  /** The CPU time of a process that validates a tree, in seconds. */
  private double tree(Path folder) throws IOException, InterruptedException {
    Path tree = Files.createDirectory(folder.resolve("tree"));
    byte[] document = ChainDocuments.of(20); // 8 KB
    for (int i = 0; i < times(TREE_FILES); i++) {
      Path directory = Files.createDirectories(tree.resolve("d" + i / 250));
      Files.write(directory.resolve(i + ".json"), document);
    }
    Path nanos = folder.resolve("nanos");
    run(ProcessCosts.class, nanos.toString(), "validate", tree.toString());
    return Long.parseLong(Files.readString(nanos)) / 1e9;
  }

  private static void run(Class<?> main, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + " ended with " + process.exitValue());
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    }
  }
}
