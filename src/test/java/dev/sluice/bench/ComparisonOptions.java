package dev.sluice.bench;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The options of a comparison.
 *
 * @param documents names as {@link BenchDocument#named} takes them
 * @param contenders what is measured
 * @param against another build of the library, as {@link TaskLoader#against} takes it
 * @param seconds CPU time for each measurement; 0 runs each task once
 * @param page the page that gets tables and pictures
 * @param growth whether it gets the table of growth, and nothing else
 * @param child whether this process measures one document for another one
 * @param help whether the options are to be listed and nothing measured
 */
record ComparisonOptions(
    List<String> documents,
    List<Contender> contenders,
    Optional<String> against,
    double seconds,
    Optional<Path> page,
    boolean growth,
    boolean child,
    boolean help) {

  static final String HELP =
      """
      Comparison [options] [files.json]
        --nodes 50,1000     sizes of the generated documents; 10,50,200,1000,10000 by default
        --huge              100,000 nodes as well
        --kinds varied      varied, chain or both, which is the default
        --only load,read    contenders by their names, lower case with hyphens; the scan always runs
        --ours              the scan and Sluice only
        --against PATH      another jar or class path whose Sluice is measured beside this one
        --seconds 1         CPU time for each measurement, after a warm-up of three times as much
        --write PAGE        writes tables and pictures into a page: docs/performance.md
        --growth PAGE       measures chains of 10 to 1,000,000 nodes only, and writes how costs grow
      Files are measured after the generated documents, and do not come into a page; with files,
      --nodes is empty by default.\
      """;

  private static final List<Integer> NODES = List.of(10, 50, 200, 1_000, 10_000);
  private static final int HUGE = 100_000;
  private static final List<Integer> GROWING =
      List.of(10, 50, 100, 1_000, 10_000, 100_000, 1_000_000);

  /** Three seconds of warm-up for one that counts. */
  Meter meter() {
    return seconds == 0
        ? Meter.once()
        : new Meter((long) (seconds * 3e9), (long) (seconds * 1e9), Meter.Clock.CPU);
  }

  static ComparisonOptions parse(String[] arguments) {
    Deque<String> left = new ArrayDeque<>(Arrays.asList(arguments));
    List<String> files = new ArrayList<>();
    List<Integer> nodes = null;
    boolean huge = false;
    List<String> kinds = List.of("varied", "chain");
    List<Contender> contenders = List.of(Contender.values());
    Optional<String> against =
        Optional.ofNullable(System.getProperty("against")).filter(path -> !path.isBlank());
    double seconds = 1;
    Optional<Path> page = Optional.empty();
    boolean growth = false;
    boolean child = false;
    boolean help = false;
    while (!left.isEmpty()) {
      String option = left.pop();
      switch (option) {
        case "--nodes" -> nodes = list(left.pop()).stream().map(Integer::valueOf).toList();
        case "--huge" -> huge = true;
        case "--kinds" -> kinds = list(left.pop());
        case "--only" -> contenders = contenders(list(left.pop()));
        case "--ours" ->
            contenders =
                Arrays.stream(Contender.values())
                    .filter(contender -> contender.isOurs() || contender == Contender.SCAN)
                    .toList();
        case "--against" -> against = Optional.of(left.pop());
        case "--seconds" -> seconds = Double.parseDouble(left.pop());
        case "--write" -> page = Optional.of(Path.of(left.pop()));
        case "--growth" -> {
          page = Optional.of(Path.of(left.pop()));
          growth = true;
          kinds = List.of("chain");
          nodes = nodes == null ? GROWING : nodes;
          contenders = contenders(List.of("load", "validate", "skeleton"));
        }
        case "--child" -> child = true;
        case "--help" -> help = true;
        default -> {
          if (option.startsWith("--")) {
            throw new IllegalArgumentException("there is no option " + option + "\n" + HELP);
          }
          files.add(option);
        }
      }
    }
    List<Integer> sizes =
        new ArrayList<>(nodes != null ? nodes : files.isEmpty() ? NODES : List.of());
    if (huge) {
      sizes.add(HUGE);
    }
    List<String> documents = new ArrayList<>();
    for (String kind : kinds) {
      sizes.forEach(size -> documents.add(kind + "-" + size));
    }
    documents.addAll(files);
    return new ComparisonOptions(
        documents, contenders, against, seconds, page, growth, child, help);
  }

  /** The same arguments for a process that measures one document. */
  List<String> childArguments(String document) {
    List<String> arguments =
        new ArrayList<>(List.of("--child", "--seconds", "" + seconds, "--only"));
    arguments.add(String.join(",", contenders.stream().map(ComparisonOptions::label).toList()));
    against.ifPresent(path -> arguments.addAll(List.of("--against", path)));
    arguments.add(document);
    return arguments;
  }

  private static List<String> list(String joined) {
    return List.of(joined.split(",", -1));
  }

  private static List<Contender> contenders(List<String> labels) {
    return Arrays.stream(Contender.values())
        .filter(contender -> contender == Contender.SCAN || labels.contains(label(contender)))
        .toList();
  }

  private static String label(Contender contender) {
    return contender.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
