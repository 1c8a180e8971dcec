package dev.sluice.bench;

import dev.sluice.bench.Meter.Cost;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Measures Sluice, other builds of it and other libraries on the same bytes; see
 * docs/performance.md.
 */
final class Comparison {

  /** Without compilation in the background, which a busy machine would put off for minutes. */
  private static final List<String> JVM =
      List.of(
          "-Xms1g",
          "-Xmx1g",
          "-Xmn512m",
          "-XX:+AlwaysPreTouch",
          "-XX:+UseSerialGC",
          "-XX:-BackgroundCompilation");

  /** Documents that need a larger heap. */
  private static final String MILLIONS = "(varied|chain)-\\d{7,}";

  private static final String AGAINST = "against: ";

  private final ComparisonOptions options;

  Comparison(ComparisonOptions options) {
    this.options = options;
  }

  /** Measures what the arguments say; {@code --help} lists them. */
  public static void main(String[] arguments) throws Exception {
    ComparisonOptions options = ComparisonOptions.parse(arguments);
    if (options.help()) {
      System.out.println(ComparisonOptions.HELP);
    } else if (options.child()) {
      new Comparison(options)
          .measure(BenchDocument.named(options.documents().get(0)))
          .forEach(
              (name, cost) ->
                  System.out.println(
                      String.join(
                          "\t",
                          name,
                          String.valueOf(cost.nanos()),
                          String.valueOf(cost.spread()),
                          String.valueOf(cost.allocated()))));
    } else {
      new Comparison(options).run();
    }
  }

  private void run() throws IOException, InterruptedException {
    Map<String, Map<String, Cost>> generated = new LinkedHashMap<>();
    Set<String> measured = new HashSet<>();
    for (String document : options.documents()) {
      Map<String, Cost> costs = forked(document);
      measured.addAll(costs.keySet());
      System.out.println(lines(document, costs));
      if (BenchDocument.isGenerated(document)) {
        generated.put(document, costs);
      }
    }
    for (Contender contender : options.contenders()) {
      if (!measured.contains(contender.title())) {
        String why = contender.missing().orElse("it cannot run in the processes that measure");
        System.out.println(contender.title() + " was not measured: " + why);
      }
    }
    if (options.page().isPresent()) {
      write(new PerformancePage(options.page().get()), generated);
    }
  }

  private void write(PerformancePage page, Map<String, Map<String, Cost>> costs)
      throws IOException, InterruptedException {
    if (options.growth()) {
      page.write("growth", new Budget(costs, Map.of()).growth());
      return;
    }
    page.write(Measured.byKind(costs));
    if (page.has("budget")) {
      Map<BudgetRow, String> process = new ProcessCosts(options.seconds()).measure();
      page.write("budget", new Budget(costs, process).table());
    }
  }

  /**
   * Measures all that can run on a document in this process.
   *
   * @throws IllegalStateException a task computes something else than the document holds
   */
  Map<String, Cost> measure(BenchDocument document) throws Exception {
    Map<String, Task> tasks = new LinkedHashMap<>();
    for (Contender contender : options.contenders()) {
      if (contender.missing().isEmpty()) {
        tasks.put(contender.title(), prepared(TaskLoader.own(), contender.taskClass(), document));
        if (contender.isOurs() && options.against().isPresent()) {
          String name = AGAINST + contender.title();
          try {
            tasks.put(
                name,
                prepared(
                    TaskLoader.against(options.against().get()), contender.taskClass(), document));
          } catch (LinkageError e) {
            System.err.println(name + " cannot run: " + e);
          }
        }
      }
    }
    return options.meter().measure(tasks);
  }

  /** A task in this loader that has shown that it computes what the document holds. */
  static Task prepared(TaskLoader loader, String className, BenchDocument document)
      throws Exception {
    Task task = loader.task(className);
    prove(task, document);
    return task;
  }

  /**
   * Prepares a task and runs it.
   *
   * @throws IllegalStateException it computes something else than the document holds
   */
  static void prove(Task task, BenchDocument document) throws Exception {
    task.prepare(document.bytes());
    task.run();
    require(task.getClass().getName(), document, task.facts(task.run()));
  }

  /** Fails where what a task shows is nothing, or not what the document holds. */
  static void require(String title, BenchDocument document, Map<String, Long> facts) {
    if (facts.isEmpty()) {
      throw new IllegalStateException(title + " shows nothing of " + document.name());
    }
    facts.forEach(
        (fact, value) -> {
          Long held = document.facts().get(fact);
          if (!value.equals(held)) {
            throw new IllegalStateException(
                title
                    + (" finds " + value + " as " + fact + " of " + document.name())
                    + (", which holds " + held));
          }
        });
  }

  /** Measures in a process of its own, whose compiler has seen no other document. */
  private Map<String, Cost> forked(String document) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(options.seconds() == 0 ? List.of() : JVM);
    command.addAll(modern());
    if (document.matches(MILLIONS)) {
      command.addAll(List.of("-Xmx6g", "-Xmn2g"));
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(Comparison.class.getName());
    command.addAll(options.childArguments(document));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    Map<String, Cost> costs = new LinkedHashMap<>();
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] cells = line.split("\t", -1);
        costs.put(
            cells[0],
            new Cost(
                Double.parseDouble(cells[1]),
                Double.parseDouble(cells[2]),
                Double.parseDouble(cells[3])));
      }
    }
    if (process.waitFor() != 0) {
      throw new IOException("measuring " + document + " failed, see above");
    }
    return costs;
  }

  /** Modules and accesses that newer JDKs want to be asked for. */
  private static List<String> modern() {
    return Runtime.version().feature() < 24
        ? List.of()
        : List.of(
            "--add-modules=jdk.incubator.vector",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");
  }

  /** All costs of one document, for the terminal. */
  private static String lines(String document, Map<String, Cost> costs) {
    Cost unit = costs.get(Contender.SCAN.title());
    StringBuilder lines = new StringBuilder(document + "\n");
    costs.forEach(
        (name, cost) -> {
          lines.append(
              String.format(
                  Locale.ROOT,
                  "  %-32s %10.2f us  ratio %6.2f  p75/p25 %.2f  %9.1f KB",
                  name,
                  cost.nanos() / 1_000,
                  cost.nanos() / unit.nanos(),
                  cost.spread(),
                  cost.allocated() / 1_000));
          Cost other = costs.get(AGAINST + name);
          if (other != null) {
            lines.append(
                String.format(Locale.ROOT, "  x%.2f of the other", cost.nanos() / other.nanos()));
          }
          lines.append('\n');
        });
    return lines.toString();
  }
}
