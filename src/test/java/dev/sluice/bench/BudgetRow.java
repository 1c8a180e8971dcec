package dev.sluice.bench;

import dev.sluice.bench.Meter.Cost;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** The rows of the performance budget, with the figures that were agreed on beforehand. */
enum BudgetRow {
  LOAD(
      "full load of a chain, one buffer: 50 / 1,000 / 10,000 nodes, by the scan",
      "4.9 / 4.8 / 4.6 | 2.2 / 1.6 / 1.4 | 1.5 / 1.1 / 0.85",
      Contender.LOAD,
      Contender.SCAN,
      "chain-50 chain-1000 chain-10000"),
  LOAD_VARIED(
      "the same of varied documents: 50 / 200 / 1,000",
      "5.6 / 6.2 / 7.4 | 2.2 / 2.0 / 2.0 | 1.5 / 1.3 / 1.3",
      Contender.LOAD,
      Contender.SCAN,
      "varied-50 varied-200 varied-1000"),
  CHUNKS(
      "from a publisher in chunks of 16 KiB: chain of 1,000",
      "6.0 | 2.0 | 1.3",
      Contender.CHUNKS,
      Contender.SCAN,
      "chain-1000"),
  VALIDATE(
      "validate: chain / varied document of 1,000",
      "4.2 / 6.6 | 1.5 / 1.9 | 0.95 / 1.2",
      Contender.VALIDATE,
      Contender.SCAN,
      "chain-1000 varied-1000"),
  SKELETON(
      "skeleton: chain of 1,000 / 10,000, varied document of 50 / 1,000",
      "1.44 / 1.38 / 2.6 / 1.8 | 1.0 / 0.8 / 1.2 / 1.0 | 0.5 / 0.4 / 0.6 / 0.5",
      Contender.SKELETON,
      Contender.SCAN,
      "chain-1000 chain-10000 varied-50 varied-1000"),
  DATABIND(
      "full load of a chain by databind records, which check nothing: 50 / 1,000 / 10,000",
      "2.5 / 2.4 / 2.4 | 1.15 / 0.8 / 0.8 | 0.8 / 0.55 / 0.55",
      Contender.LOAD,
      Contender.DATABIND_RECORDS,
      "chain-50 chain-1000 chain-10000"),
  HOP("hop of a warm load of 50 nodes beyond an empty hop, µs", "– | 12 | 7", ""),
  RETAINED("heap that is kept for a node, definition and node, bytes", "910 | 600 | 400", ""),
  ALLOCATION(
      "allocation of a load of 50 nodes, KB",
      "130 | 60 | 40",
      Contender.LOAD,
      Contender.LOAD,
      "chain-50"),
  WRITING(
      "writing by databind's writing of the same maps: chain of 1,000",
      "1.5 | 1.1 | 0.8",
      Contender.WRITE,
      Contender.DATABIND_WRITE,
      "chain-1000"),
  HIT("hit by bytes, 50 nodes, µs", "9-13 | 10 | 8", Contender.HIT, Contender.HIT, "chain-50"),
  HIT_BY_PATH("hit by path beyond an empty hop, 50 nodes, µs", "– | 10 | 6", ""),
  TREE("validate 10,000 files of 8 KB, CPU time of the process, s", "6.2 | 2.5 | 1.2", ""),
  LARGE(
      "validate 400 MB, CPU time of the library / heap",
      "3.6 s / 256 MB | 2.5 s / 160 MB | 1.5 s / 96 MB",
      "see [large documents](#large-documents)"),
  START("cold `load` of one file, plain JVM, ms", "380 | 300 | 200", ""),
  GROWTH("exponent from 50 to 100,000 nodes beyond the scan's", "+0.01 | +0.01 | 0", "see below"),
  HOSTILE(
      "hostile document by a plain one of equal size, worst kind",
      "16 | 5 | 3",
      "see [hostile documents](#hostile-documents)");

  private static final double BYTES_IN_A_KB = 1_000;

  private final String title;
  private final List<String> figures;
  private final Contender measured;
  private final Contender unit;
  private final List<String> documents;
  private final String elsewhere;

  BudgetRow(String title, String figures, Contender measured, Contender unit, String documents) {
    this(title, figures, measured, unit, List.of(documents.split(" ")), "");
  }

  BudgetRow(String title, String figures, String elsewhere) {
    this(title, figures, Contender.LOAD, Contender.LOAD, List.of(), elsewhere);
  }

  BudgetRow(
      String title,
      String figures,
      Contender measured,
      Contender unit,
      List<String> documents,
      String elsewhere) {
    this.title = title;
    this.figures = Arrays.stream(figures.split("\\|")).map(String::strip).toList();
    this.measured = measured;
    this.unit = unit;
    this.documents = documents;
    this.elsewhere = elsewhere;
  }

  String title() {
    return title;
  }

  String before() {
    return figures.get(0);
  }

  String must() {
    return figures.get(1);
  }

  String aim() {
    return figures.get(2);
  }

  /** The documents whose costs give the figures; empty if another measurement does. */
  List<String> documents() {
    return documents;
  }

  /** Where the figure is if this measurement does not give it. */
  String elsewhere() {
    return elsewhere;
  }

  /** The figure of one document, if what it needs was measured. */
  OptionalDouble figure(Map<String, Cost> costs) {
    Cost cost = costs.get(measured.title());
    Cost by = costs.get(unit.title());
    if (cost == null || by == null) {
      return OptionalDouble.empty();
    }
    return switch (this) {
      case ALLOCATION -> OptionalDouble.of(cost.allocated() / BYTES_IN_A_KB);
      case HIT -> OptionalDouble.of(cost.nanos() / 1_000);
      default -> OptionalDouble.of(cost.nanos() / by.nanos());
    };
  }
}
