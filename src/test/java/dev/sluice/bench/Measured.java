package dev.sluice.bench;

import dev.sluice.bench.BarPicture.Bar;
import dev.sluice.bench.BarPicture.Kind;
import dev.sluice.bench.Meter.Cost;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What was measured on documents of one kind, as tables and pictures.
 *
 * @param costs for each document, in the order of columns, the cost of each contender by its title
 */
record Measured(Map<String, Map<String, Cost>> costs) {

  /** The results of each kind of generated document: what its name begins with. */
  static Map<String, Measured> byKind(Map<String, Map<String, Cost>> all) {
    Map<String, Measured> kinds = new LinkedHashMap<>();
    all.forEach(
        (document, costs) ->
            kinds
                .computeIfAbsent(
                    document.substring(0, document.indexOf('-')),
                    kind -> new Measured(new LinkedHashMap<>()))
                .costs
                .put(document, costs));
    return kinds;
  }

  /** Markdown: the ratios to the scan, and below them what a run allocates. */
  String tables() {
    return table("CPU time by the token scan's", (cost, unit) -> cost.nanos() / unit.nanos(), 2)
        + "\n"
        + table("KB allocated", (cost, unit) -> cost.allocated() / 1_000, 0);
  }

  private String table(String caption, ToValue value, int digits) {
    StringBuilder table = new StringBuilder("| " + caption + " |");
    costs.keySet().forEach(document -> table.append(' ').append(document).append(" |"));
    table.append("\n|---|").append("---:|".repeat(costs.size())).append('\n');
    for (Contender contender : Contender.values()) {
      List<String> cells =
          costs.values().stream()
              .map(
                  column ->
                      Optional.ofNullable(column.get(contender.title()))
                          .map(cost -> value.of(cost, unit(column)))
                          .map(ratio -> String.format(Locale.ROOT, "%." + digits + "f", ratio))
                          .orElse(""))
              .toList();
      if (cells.stream().anyMatch(cell -> !cell.isEmpty())) {
        String title = contender.isOurs() ? "**" + contender.title() + "**" : contender.title();
        table.append("| ").append(title).append(" | ");
        table.append(String.join(" | ", cells)).append(" |\n");
      }
    }
    return table.toString();
  }

  /** One picture for each document: the ratios as bars. */
  Map<String, BarPicture> pictures() {
    Map<String, BarPicture> pictures = new LinkedHashMap<>();
    costs.forEach(
        (document, column) -> {
          List<Bar> bars = new ArrayList<>();
          Arrays.stream(Contender.values())
              .filter(contender -> column.containsKey(contender.title()))
              .forEach(
                  contender ->
                      bars.add(
                          new Bar(
                              contender.title(),
                              column.get(contender.title()).nanos() / unit(column).nanos(),
                              kind(contender))));
          pictures.put(
              document,
              new BarPicture(document + ": CPU time, the token scan of the same bytes is 1", bars));
        });
    return pictures;
  }

  private static Kind kind(Contender contender) {
    return contender == Contender.SCAN ? Kind.UNIT : contender.isOurs() ? Kind.OURS : Kind.OTHER;
  }

  private static Cost unit(Map<String, Cost> column) {
    return column.get(Contender.SCAN.title());
  }

  /** A cell of a table from a cost and the scan's. */
  @FunctionalInterface
  private interface ToValue {
    double of(Cost cost, Cost unit);
  }
}
