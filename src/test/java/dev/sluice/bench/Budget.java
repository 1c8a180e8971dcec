package dev.sluice.bench;

import dev.sluice.bench.Meter.Cost;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The performance budget as a table: for each row the figures at its beginning, what must be
 * reached, the aim, and what was measured.
 *
 * @param costs for each document, the cost of each contender by its title
 * @param process what was measured in and around a process, by row
 */
record Budget(Map<String, Map<String, Cost>> costs, Map<BudgetRow, String> process) {

  /** The table; a cell is empty where its document or contender was not measured. */
  String table() {
    StringBuilder table =
        new StringBuilder(
            "| | at the beginning | must | aim | measured |\n|---|---|---|---|---|\n");
    for (BudgetRow row : BudgetRow.values()) {
      table.append("| ").append(row.title()).append(" | ").append(row.before()).append(" | ");
      table.append(row.must()).append(" | ").append(row.aim()).append(" | ");
      table.append(measured(row)).append(" |\n");
    }
    return table.toString();
  }

  private String measured(BudgetRow row) {
    if (row.documents().isEmpty()) {
      return process.getOrDefault(row, row.elsewhere());
    }
    List<String> cells = new ArrayList<>();
    for (String document : row.documents()) {
      OptionalDouble figure =
          Optional.ofNullable(costs.get(document)).map(row::figure).orElse(OptionalDouble.empty());
      cells.add(figure.isPresent() ? format(figure.getAsDouble()) : "–");
    }
    return String.join(" / ", cells);
  }

  private static String format(double figure) {
    return String.format(Locale.ROOT, figure < 10 ? "%.2f" : "%.0f", figure);
  }

  /**
   * How the cost of a node grows with the document: nanoseconds a node, and the exponent from the
   * smallest to the largest one, where 1 is proportional growth.
   */
  String growth() {
    List<String> chains =
        costs.keySet().stream().filter(document -> document.startsWith("chain-")).toList();
    if (chains.size() < 2) {
      return "";
    }
    StringBuilder table = new StringBuilder("| ns a node |");
    chains.forEach(chain -> table.append(' ').append(nodes(chain)).append(" nodes |"));
    table.append(" exponent |\n|---|").append("---:|".repeat(chains.size() + 1)).append('\n');
    for (Contender contender : Contender.values()) {
      List<String> measured =
          chains.stream().filter(chain -> costs.get(chain).containsKey(contender.title())).toList();
      if (measured.size() < 2 || !(contender.isOurs() || contender == Contender.SCAN)) {
        continue;
      }
      table.append("| ").append(contender.title()).append(" |");
      for (String chain : chains) {
        Cost cost = costs.get(chain).get(contender.title());
        table.append(cost == null ? " |" : " " + format(cost.nanos() / nodes(chain)) + " |");
      }
      String first = measured.get(0);
      String last = measured.get(measured.size() - 1);
      double times = nanos(last, contender) / nanos(first, contender);
      double exponent = Math.log(times) / Math.log((double) nodes(last) / nodes(first));
      table.append(String.format(Locale.ROOT, " %.3f |%n", exponent));
    }
    return table.toString();
  }

  private double nanos(String document, Contender contender) {
    return costs.get(document).get(contender.title()).nanos();
  }

  private static int nodes(String document) {
    return Integer.parseInt(document.substring(document.indexOf('-') + 1));
  }
}
