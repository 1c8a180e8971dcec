package dev.sluice.registry;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The index of the built-in catalog: which types and migrations there are, and no descriptors. */
final class BuiltInCatalog {

  private final String fingerprint;
  private final SortedMap<String, TypeSource> types = new TreeMap<>();
  private final Map<String, Migration> migrations = new HashMap<>();

  private BuiltInCatalog(String fingerprint) {
    this.fingerprint = fingerprint;
  }

  /** Reads the index anew, so that two registries share no group. */
  static BuiltInCatalog open() {
    String[][] rows = CatalogFile.read(CatalogFile.INDEX);
    try {
      if (!rows[0][1].equals(CatalogFile.VERSION)) {
        throw new IllegalStateException("no such version: " + rows[0][1]);
      }
      BuiltInCatalog catalog = new BuiltInCatalog(rows[0][2]);
      Map<String, CatalogGroup> groups = new HashMap<>();
      for (int i = 1; i < rows.length; i++) {
        String[] row = rows[i];
        if (row[0].equals("type")) {
          catalog.types.put(row[1], groups.computeIfAbsent(row[2], CatalogGroup::new));
        } else {
          Map<String, Object> settings = Map.of(row[3], CatalogValue.decode(row[4]));
          catalog.migrations.put(row[1], new Migration(row[1], row[2], settings));
        }
      }
      return catalog;
    } catch (RuntimeException e) {
      throw Failures.ofCatalog(CatalogFile.INDEX, e);
    }
  }

  /** The source of each built-in type by name. */
  SortedMap<String, TypeSource> types() {
    return Collections.unmodifiableSortedMap(types);
  }

  /** The built-in migrations by the name they replace. */
  Map<String, Migration> migrations() {
    return Collections.unmodifiableMap(migrations);
  }

  /** A hash of all the catalog's resources. */
  String fingerprint() {
    return fingerprint;
  }
}
