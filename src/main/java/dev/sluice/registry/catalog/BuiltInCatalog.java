package dev.sluice.registry.catalog;

import dev.sluice.model.Migration;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** The index of the built-in catalog: the names of types and migrations, without the types. */
public final class BuiltInCatalog {

  private final String fingerprint;
  private final Map<String, TypeSource> types = new LinkedHashMap<>(1024);
  private final Map<String, Migration> migrations = new HashMap<>();

  private BuiltInCatalog(String fingerprint) {
    this.fingerprint = fingerprint;
  }

  /** Reads the index; each call returns a new one, so that registries do not share groups. */
  public static BuiltInCatalog open() {
    String[] lines = CatalogFile.lines(CatalogFile.INDEX);
    try {
      String[] header = CatalogFile.fields(lines[0]);
      if (!header[1].equals(CatalogFile.VERSION)) {
        throw new IllegalStateException("unknown version: " + header[1]);
      }
      BuiltInCatalog catalog = new BuiltInCatalog(header[2]);
      // Startup waits for this, so it does not split every line and uses no lambda: the first one
      // in a process takes time.
      Map<String, CatalogGroup> groups = new HashMap<>();
      for (int i = 1; i < lines.length; i++) {
        if (lines[i].startsWith(CatalogFile.TYPE)) {
          catalog.type(lines[i], groups);
        } else {
          catalog.migration(CatalogFile.fields(lines[i]));
        }
      }
      return catalog;
    } catch (RuntimeException e) {
      throw CatalogFile.failure(CatalogFile.INDEX, e);
    }
  }

  private void type(String line, Map<String, CatalogGroup> groups) {
    int nameStart = CatalogFile.TYPE.length();
    int nameEnd = line.indexOf('\t', nameStart);
    String category = line.substring(nameEnd + 1);
    CatalogGroup group = groups.get(category);
    if (group == null) {
      group = new CatalogGroup(category);
      groups.put(category, group);
    }
    types.put(line.substring(nameStart, nameEnd), group);
  }

  private void migration(String[] fields) {
    Map<String, Object> settings = Map.of(fields[3], CatalogValue.decode(fields[4]));
    migrations.put(fields[1], new Migration(fields[1], fields[2], settings));
  }

  /** The source of each built-in type, in the order of their names. */
  public Map<String, TypeSource> types() {
    return Collections.unmodifiableMap(types);
  }

  /** The built-in migrations by the name they replace. */
  public Map<String, Migration> migrations() {
    return Collections.unmodifiableMap(migrations);
  }

  /** A hash of all the catalog's resources. */
  public String fingerprint() {
    return fingerprint;
  }
}
