package dev.sluice.value;

import java.util.AbstractMap;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An unmodifiable view of a map that it takes over: the creator guarantees that neither the map nor
 * a value in it changes any more.
 *
 * <p>A map can remember the object it was created from. This distinguishes a value that was derived
 * from a document from one that a program has set. Null values are allowed.
 *
 * @param <V> the values
 */
public final class FrozenMap<V> extends AbstractMap<String, V> implements Frozen {

  private final Map<String, V> entries;
  private final @Nullable Object origin;

  private FrozenMap(Map<String, V> entries, @Nullable Object origin) {
    this.entries = entries;
    this.origin = origin;
  }

  /** A map over these entries. */
  public static <V> FrozenMap<V> over(Map<String, V> entries) {
    return new FrozenMap<>(entries, null);
  }

  /** A map over these entries, which were created from {@code origin}. */
  public static <V> FrozenMap<V> over(Map<String, V> entries, Object origin) {
    return new FrozenMap<>(entries, origin);
  }

  /** Whether the entries are those of a {@link WideMap}, which takes less memory than others. */
  public boolean isWide() {
    return entries instanceof WideMap;
  }

  /**
   * A map of the same keys to other values, one for each in the same order; it shares the keys of
   * an {@link IdMap}.
   */
  public static <W> Map<String, W> withValues(Map<String, ?> map, List<W> others) {
    if (map instanceof FrozenMap<?> frozen && frozen.entries instanceof IdMap<?> ids) {
      return ids.withValues(others);
    }
    IdMap<W> keyed = new IdMap<>();
    Iterator<W> values = others.iterator();
    for (String key : map.keySet()) {
      keyed.put(key, values.next());
    }
    return keyed;
  }

  /** A map of the same keys to what a function gives for each value, in the same order. */
  public static <V, W> Map<String, W> mapped(Map<String, V> map, Function<V, W> function) {
    if (map instanceof FrozenMap<V> frozen && frozen.entries instanceof IdMap<V> ids) {
      return ids.mapped((id, value) -> function.apply(value));
    }
    IdMap<W> mapped = new IdMap<>();
    map.forEach((id, value) -> mapped.put(id, function.apply(value)));
    return mapped;
  }

  /** The object the map was created from, or null. */
  public @Nullable Object origin() {
    return origin;
  }

  @Override
  public @Nullable V get(@Nullable Object key) {
    return entries.get(key);
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return entries.containsKey(key);
  }

  @Override
  public int size() {
    return entries.size();
  }

  @Override
  public void forEach(BiConsumer<? super String, ? super V> action) {
    entries.forEach(action);
  }

  @Override
  public Collection<V> values() {
    return Collections.unmodifiableCollection(entries.values());
  }

  @Override
  public Set<Map.Entry<String, V>> entrySet() {
    return Collections.unmodifiableMap(entries).entrySet();
  }
}
