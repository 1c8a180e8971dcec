package dev.sluice.value;

import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Where certain keys stand in maps of alike shape, found out once for each shape; for one thread.
 */
public final class Columns {

  /** Shapes remembered at most; a document with more is not written by a machine. */
  private static final int MOST = 1 << 10;

  private final String[] wanted;
  private final IdentityHashMap<String[], int[]> known = new IdentityHashMap<>();
  private String @Nullable [] latestKeys;
  private int[] latest = {};

  /** The columns of these keys. */
  public Columns(String... wanted) {
    this.wanted = wanted.clone();
  }

  /** For each key wanted its position in the map, or -1; to be read only. */
  public int[] of(ShapedMap map) {
    String[] keys = map.keys();
    if (keys != latestKeys) {
      latest = find(keys);
      latestKeys = keys;
    }
    return latest;
  }

  private int[] find(String[] keys) {
    int[] columns = known.get(keys);
    if (columns == null) {
      columns = new int[wanted.length];
      for (int i = 0; i < wanted.length; i++) {
        columns[i] = ShapedMap.indexOf(keys, wanted[i]);
      }
      if (known.size() < MOST) {
        known.put(keys, columns);
      }
    }
    return columns;
  }
}
