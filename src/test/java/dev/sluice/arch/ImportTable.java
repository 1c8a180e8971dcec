package dev.sluice.arch;

import static dev.sluice.arch.ThirdParty.CAFFEINE;
import static dev.sluice.arch.ThirdParty.DIFF_UTILS;
import static dev.sluice.arch.ThirdParty.JACKSON;
import static dev.sluice.arch.ThirdParty.MICROMETER;
import static dev.sluice.arch.ThirdParty.NETTY;
import static dev.sluice.arch.ThirdParty.PICOCLI;
import static dev.sluice.arch.ThirdParty.REACTOR;
import static dev.sluice.arch.ThirdParty.REACTOR_TEST;
import static dev.sluice.arch.ThirdParty.SLF4J;
import static dev.sluice.arch.ThirdParty.XML;
import static dev.sluice.arch.ThirdParty.ZSTD;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Who may import whom: one row per package, each importing only rows above it.
 *
 * <p>A package that has no row here may not exist. Change a row only on purpose, and write the
 * reason into docs/design.md.
 */
final class ImportTable {

  /** The name of the base package itself. */
  static final String ROOT = "";

  private static final String[] LEVEL_0 = {"text", "model", "stage", "error", "config"};

  private static final Map<String, Row> ROWS = new LinkedHashMap<>();

  // spotless:off
  static {
    row("value");
    row("column");
    row("digraph");
    // what text quotes prints as value's printable text does
    row("text").imports("value");
    row("stage");
    // what the model prints is safe to log
    row("model").imports("value", "text");
    // a listener sees the context of a load's subscriber; lists of callers are copied by value
    row("config").imports("value", "model").uses(REACTOR);
    row("error").imports("text", "model");
    row("finding").imports(LEVEL_0);

    // flow knows Reactor so that stage need not
    row("flow").imports(LEVEL_0).uses(REACTOR);
    row("file").imports(LEVEL_0);
    row("source").imports(LEVEL_0).imports("flow", "file").uses(REACTOR);
    row("codec").imports(LEVEL_0).uses(ZSTD);
    // json keeps the places of a document in columns
    row("json").imports(LEVEL_0).imports("value", "column").uses(JACKSON);
    row("registry.catalog").imports(LEVEL_0);
    row("registry").imports(LEVEL_0).imports("value", "registry.catalog");
    // a config string may be a JSON array whose elements are ports
    row("types").imports(LEVEL_0).imports("value", "json", "registry");

    row("graph").imports(LEVEL_0).imports("value", "digraph", "types");

    row("record").imports(LEVEL_0).imports("value", "json");
    // preview is another effect of the grammar that record has
    row("preview").imports(LEVEL_0).imports("value", "finding", "json", "record");

    row("pool").imports(LEVEL_0).imports("value");
    row("check")
        .imports(LEVEL_0)
        .imports("value", "column", "digraph", "finding", "types", "record");
    row("assemble")
        .imports(LEVEL_0)
        .imports("value", "column", "finding", "flow", "types", "record", "pool")
        .uses(REACTOR);
    // an edited definition is put together as a load does it
    row("edit")
        .imports(LEVEL_0)
        .imports("value", "finding", "registry", "types", "record", "assemble");
    // a migration is an edit, and reads the fields of a node as record does
    row("migrate").imports(LEVEL_0).imports("value", "registry", "types", "record", "edit");
    // write undoes what record reads, asks it for the fields of a node, and reads numbers as json
    // does
    row("write")
        .imports(LEVEL_0)
        .imports("value", "flow", "source", "file", "codec", "json", "record")
        .uses(REACTOR);
    // what a change prints is safe to log
    row("diff").imports(LEVEL_0).imports("value").uses(DIFF_UTILS);
    // cache weighs what it keeps: value knows which maps share their keys
    row("cache")
        .imports(LEVEL_0)
        .imports("value", "finding", "flow", "source")
        .uses(REACTOR, CAFFEINE);

    row("scan.ignore").imports(LEVEL_0).imports("file");
    // a scan passes over the temporary files of write
    row("scan")
        .imports(LEVEL_0)
        .imports("value", "flow", "file", "write", "scan.ignore")
        .uses(REACTOR);
    row("load").importsAllAbove().uses(REACTOR, SLF4J);
    row(ROOT).importsAllAbove().uses(REACTOR);
    // what tests of hosts need: a host without reactor-test leaves the verifier of events alone
    row("testkit").importsAllAbove().uses(REACTOR, REACTOR_TEST, JACKSON);
    row("metrics").importsAllAbove().uses(REACTOR, MICROMETER);
    // locate reads a document again with the reader of loads
    row("locate").imports(LEVEL_0).imports("flow", "source", "codec", "record").uses(REACTOR);
    row("search.pattern");
    row("lint")
        .imports(LEVEL_0)
        .imports("digraph", "source", "graph", "locate", "search.pattern")
        .uses(REACTOR);
    row("fix").importsAllAbove().uses(REACTOR);
    row("search").importsAllAbove().uses(REACTOR);
    row("stats").imports(LEVEL_0);
    row("render").imports(LEVEL_0).imports("types");
    row("watch").importsAllAbove().uses(REACTOR);
    row("git");
    // program and server write the same JSON, with the document's text escaped for terminals
    row("output").imports(LEVEL_0).imports("diff", "search").uses(JACKSON);
    row("web").importsAllAbove().uses(REACTOR, NETTY, JACKSON, SLF4J);
    row("cli.terminal").imports(LEVEL_0).uses(PICOCLI);
    row("cli.answer").importsAllAbove().uses(REACTOR, PICOCLI, JACKSON);
    row("cli.gate").importsAllAbove().uses(PICOCLI, JACKSON);
    row("cli.report").importsAllAbove().uses(REACTOR, PICOCLI, JACKSON, XML);
    row("cli.diff").importsAllAbove().uses(REACTOR, JACKSON);
    row("cli.convert").importsAllAbove().uses(REACTOR, JACKSON);
    row("cli.fix").importsAllAbove().uses(REACTOR, JACKSON);
    row("cli.git").importsAllAbove().uses(JACKSON);
    row("cli").importsAllAbove().uses(REACTOR, NETTY, PICOCLI, JACKSON);
  }

  // spotless:on

  private ImportTable() {}

  /** What one package may import besides the JDK and JSpecify. */
  static final class Row {
    private final Set<String> ours = new TreeSet<>();
    private final Set<ThirdParty> theirs = new TreeSet<>();

    private Row imports(String... names) {
      for (String name : names) {
        if (!ROWS.containsKey(name)) {
          throw new IllegalStateException("imports must point up the table: " + name);
        }
        ours.add(name);
      }
      return this;
    }

    private Row importsAllAbove() {
      ours.addAll(ROWS.keySet());
      return this;
    }

    private void uses(ThirdParty... libraries) {
      theirs.addAll(Arrays.asList(libraries));
    }

    boolean allowsOurs(String name) {
      return ours.contains(name);
    }

    boolean allowsForeign(String packageName) {
      return ThirdParty.isWithin(packageName, "java")
          || ThirdParty.isWithin(packageName, "org.jspecify.annotations")
          || ThirdParty.isWithin(packageName, "com.fasterxml.jackson.annotation")
          || theirs.stream().anyMatch(library -> library.holds(packageName));
    }
  }

  private static Row row(String name) {
    Row row = new Row();
    ROWS.put(name, row);
    return row;
  }

  static boolean has(String name) {
    return ROWS.containsKey(name);
  }

  static Row of(String name) {
    return ROWS.get(name);
  }

  static Set<String> usersOf(ThirdParty library) {
    return ROWS.entrySet().stream()
        .filter(entry -> entry.getValue().theirs.contains(library))
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
