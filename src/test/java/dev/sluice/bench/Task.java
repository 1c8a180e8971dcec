package dev.sluice.bench;

import java.util.Map;

/**
 * One way to work on a document, measured by {@link Comparison}.
 *
 * <p>A task lives in a class loader of its own with its own copy of every library; this interface
 * is the only type both sides share, so it names nothing but the JDK's types.
 */
public interface Task {

  /** Makes what the work needs; called once, before anything is measured. */
  void prepare(byte[] document) throws Exception;

  /** Sets what the constructor of a host's node takes; for tasks that have a host. */
  default void constructorTakes(long nanos) {}

  /** The work that is measured, all of it on the calling thread. */
  Object run() throws Exception;

  /**
   * What a result of {@link #run} shows of the document, by the names of {@link BenchDocument}: at
   * least one fact, so that a task that computes nothing is found out.
   */
  Map<String, Long> facts(Object result) throws Exception;
}
