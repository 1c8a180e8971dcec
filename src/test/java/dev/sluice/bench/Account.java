package dev.sluice.bench;

import dev.sluice.WorkflowLoader;
import dev.sluice.bench.Meter.Cost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What each {@link Optimisation} saves or costs: the same load with and without it, for documents
 * of several sizes and nodes whose constructors are cheap, medium or heavy; see
 * docs/optimisations.md.
 */
final class Account {

  private static final List<Integer> NODES = List.of(10, 50, 200, 1_000);

  private static final int LOADS = 2_000;

  private final Meter warmUp;
  private final Meter meter;

  /** An account whose measurements take so many seconds each, or run once for 0. */
  Account(double seconds) {
    warmUp = new Meter((long) (seconds * 3e9), 0, Meter.Clock.CPU);
    meter = new Meter(0, (long) (seconds * 1e9), Meter.Clock.CPU);
  }

  /**
   * Measures all and writes a page.
   *
   * @param arguments the page, and seconds for each measurement if not 1
   */
  public static void main(String[] arguments) throws Exception {
    double seconds = arguments.length > 1 ? Double.parseDouble(arguments[1]) : 1;
    Account account = new Account(seconds);
    Map<Integer, Map<String, Map<Optimisation, Double>>> sizes = new LinkedHashMap<>();
    for (int nodes : NODES) {
      sizes.put(nodes, account.measure(BenchDocument.varied(nodes)));
      System.out.println(nodes + " " + sizes.get(nodes));
    }
    PerformancePage page = new PerformancePage(Path.of(arguments[0]));
    page.write("account", tables(sizes));
    page.write("medium", medium());
    System.exit(0); // schedulers of discarded loaders still have threads
  }

  /** How long the file of a medium workflow takes to load as an application loads it. */
  static String medium() throws IOException {
    Path file = Files.createTempFile("medium", ".json");
    List<Double> millis = new ArrayList<>();
    try (WorkflowLoader loader = WorkflowLoader.create()) {
      Files.writeString(file, VariedDocuments.of(50).text());
      for (int i = 0; i < LOADS; i++) {
        long before = System.nanoTime();
        loader.load(file).block();
        millis.add((System.nanoTime() - before) / 1e6);
      }
    } finally {
      Files.delete(file);
    }
    double first = millis.get(0);
    millis.sort(Comparator.naturalOrder());
    return String.format(
        Locale.ROOT,
        "Of %d loads of a file of 50 nodes by one loader, the hop to its thread included, 95 %%"
            + " took at most %.1f ms; the first one of the process, before anything was compiled,"
            + " %.0f ms.%n",
        LOADS,
        millis.get(LOADS * 95 / 100),
        first);
  }

  /** The cost with each optimisation by the cost without it, for each kind of constructor. */
  Map<String, Map<Optimisation, Double>> measure(BenchDocument document) throws Exception {
    Map<String, Task> alone = new LinkedHashMap<>();
    Map<String, Task> helped = new LinkedHashMap<>();
    for (Optimisation optimisation : Optimisation.values()) {
      Map<String, Task> tasks = optimisation.savesWall() ? helped : alone;
      for (String name : List.of(optimisation.with(), optimisation.without())) {
        if (!tasks.containsKey(name)) {
          tasks.put(name, Comparison.prepared(TaskLoader.own(), name, document));
        }
      }
    }
    warmUp.measure(alone);
    warmUp.by(Meter.Clock.WALL).measure(helped);
    Map<String, Map<Optimisation, Double>> tables = new LinkedHashMap<>();
    for (Map.Entry<String, Long> constructor : constructors().entrySet()) {
      alone.values().forEach(task -> task.constructorTakes(constructor.getValue()));
      helped.values().forEach(task -> task.constructorTakes(constructor.getValue()));
      Map<String, Cost> costs = new LinkedHashMap<>(meter.measure(alone));
      costs.putAll(meter.by(Meter.Clock.WALL).measure(helped));
      tables.put(constructor.getKey(), ratios(costs));
    }
    return tables;
  }

  private static Map<Optimisation, Double> ratios(Map<String, Cost> costs) {
    Map<Optimisation, Double> ratios = new EnumMap<>(Optimisation.class);
    for (Optimisation optimisation : Optimisation.values()) {
      ratios.put(
          optimisation,
          costs.get(optimisation.with()).nanos() / costs.get(optimisation.without()).nanos());
    }
    return ratios;
  }

  /** One table for each kind of constructor. */
  static String tables(Map<Integer, Map<String, Map<Optimisation, Double>>> sizes) {
    StringBuilder tables = new StringBuilder();
    for (String constructor : constructors().keySet()) {
      tables.append("\n| ").append(constructor).append(" |");
      sizes.keySet().forEach(nodes -> tables.append(' ').append(nodes).append(" nodes |"));
      tables.append("\n|---|").append("---:|".repeat(sizes.size())).append('\n');
      for (Optimisation optimisation : Optimisation.values()) {
        tables.append("| ").append(optimisation.title()).append(" |");
        sizes
            .values()
            .forEach(
                size ->
                    tables.append(
                        String.format(
                            Locale.ROOT, " %.2f |", size.get(constructor).get(optimisation))));
        tables.append('\n');
      }
    }
    return tables.toString();
  }

  /** What a node's constructor takes, by the name of a table, in nanoseconds. */
  static Map<String, Long> constructors() {
    Map<String, Long> constructors = new LinkedHashMap<>();
    constructors.put("cheap constructors, 100 ns", 100L);
    constructors.put("medium constructors, 10 µs", 10_000L);
    constructors.put("heavy constructors, 1 ms", 1_000_000L);
    return constructors;
  }
}
