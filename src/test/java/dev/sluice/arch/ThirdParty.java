package dev.sluice.arch;

import java.util.List;

/** A library that some package may use. */
enum ThirdParty {
  REACTOR("reactor.core", "reactor.util", "org.reactivestreams"),
  REACTOR_TEST("reactor.test"),
  NETTY("reactor.netty", "io.netty"),
  JACKSON("com.fasterxml.jackson.core"),
  ZSTD("com.github.luben.zstd"),
  CAFFEINE("com.github.benmanes.caffeine"),
  DIFF_UTILS("com.github.difflib"),
  SLF4J("org.slf4j"),
  MICROMETER("io.micrometer"),
  PICOCLI("picocli"),
  /** Part of the JDK, but a module of its own that a library has no use for. */
  XML("javax.xml");

  private final List<String> roots;

  ThirdParty(String... roots) {
    this.roots = List.of(roots);
  }

  boolean holds(String packageName) {
    return roots.stream().anyMatch(root -> isWithin(packageName, root));
  }

  static boolean isWithin(String packageName, String root) {
    return packageName.equals(root) || packageName.startsWith(root + ".");
  }
}
