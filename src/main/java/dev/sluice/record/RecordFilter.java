package dev.sluice.record;

/**
 * Which nodes and connections of a document are wanted. Where a reader can, it passes over the
 * bytes of the others and makes no records of them; their syntax is still checked.
 */
public interface RecordFilter {

  /** Whether a node of a map is wanted; those of a list have no key, and are always read. */
  boolean node(String key);

  /** Whether a connection is wanted. */
  boolean connection(long index);
}
