package dev.sluice.value;

import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;

/** The positions of certain keys in maps, looked up once for each shape. Not thread-safe. */
public final class ShapePositions {

  /** The maximum number of shapes to remember; documents written by programs have fewer. */
  private static final int MOST = 1 << 10;

  private final String[] wanted;
  private @Nullable IdentityHashMap<String[], int[]> known;
  private String @Nullable [] latestKeys;
  private int[] latest = {};

  /** A lookup of the positions of these keys. */
  public ShapePositions(String... wanted) {
    this.wanted = wanted.clone();
  }

  /** The position of each wanted key in the map, or -1; the array must not be changed. */
  public int[] of(ShapedMap map) {
    String[] keys = map.keys();
    if (keys != latestKeys) {
      latest = find(keys);
      latestKeys = keys;
    }
    return latest;
  }

  private int[] find(String[] keys) {
    IdentityHashMap<String[], int[]> map = known;
    if (map == null) {
      map = new IdentityHashMap<>();
      known = map;
    }
    int[] columns = map.get(keys);
    if (columns == null) {
      columns = new int[wanted.length];
      for (int i = 0; i < wanted.length; i++) {
        columns[i] = ShapedMap.indexOf(keys, wanted[i]);
      }
      if (map.size() < MOST) {
        map.put(keys, columns);
      }
    }
    return columns;
  }
}
