package dev.sluice.bench;

/** What the original's plan of optimisations proposes, each with a load that has it and one not. */
enum Optimisation {
  A1("check while reading, once", "Plain", "CheckedTwice"),
  A2("resolve each type once", "Plain", "ResolvedByNode"),
  A3("load descriptors when needed", "FirstLoad", "AllTypesFirst"),
  A4("keep the registry between loads", "Plain", "FirstLoad"),
  B1("cache, a hit", "CacheHit", "Plain"),
  B1_MISS("cache, a miss", "CacheMiss", "Plain"),
  B2("preload the types of a document in one go", "TypesPreloaded", "FirstLoad"),
  B3("unpack gzip while reading", "Unpacking", "UnpackedFirst"),
  C1("skeleton instead of a load", "Skeleton", "Plain"),
  C2("nodes from the pool", "Pooled", "Plain"),
  C3("nodes by two threads", "TwoThreads", "OneThread");

  private final String title;
  private final String with;
  private final String without;

  Optimisation(String title, String with, String without) {
    this.title = title;
    this.with = AccountTask.class.getName() + "$" + with;
    this.without = AccountTask.class.getName() + "$" + without;
  }

  /** The plan's number and what it is. */
  String title() {
    return name().substring(0, 2) + ", " + title;
  }

  /** The class of the task that has it. */
  String with() {
    return with;
  }

  /** The class of the task that does without. */
  String without() {
    return without;
  }

  /** Whether it saves time by using more than one thread, so that CPU time does not show it. */
  boolean savesWall() {
    return this == C3;
  }
}
