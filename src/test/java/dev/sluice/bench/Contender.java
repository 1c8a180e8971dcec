package dev.sluice.bench;

import java.util.Optional;

/** What is compared: the unit, what Sluice does, and other libraries. */
enum Contender {
  SCAN("token scan", "ScanTask", "com.fasterxml.jackson.core.JsonFactory"),
  LOAD("load", "SluiceTask$Load", ""),
  CHUNKS("load, 16 KiB chunks", "SluiceTask$Chunks", ""),
  READ("read", "SluiceTask$Read", ""),
  VALIDATE("validate", "SluiceTask$Validate", ""),
  SKELETON("skeleton", "SluiceTask$Skeleton", ""),
  HIT("cache hit", "SluiceTask$Hit", ""),
  WRITE("write", "SluiceTask$Write", ""),
  DATABIND_RECORDS(
      "databind records", "DatabindTask$Records", "com.fasterxml.jackson.databind.ObjectMapper"),
  DATABIND_TREE(
      "databind tree", "DatabindTask$Tree", "com.fasterxml.jackson.databind.ObjectMapper"),
  DATABIND_WRITE(
      "databind write", "DatabindTask$Write", "com.fasterxml.jackson.databind.ObjectMapper"),
  FASTJSON_RECORDS("fastjson2 records", "FastjsonTask$Records", "com.alibaba.fastjson2.JSON"),
  FASTJSON_TREE("fastjson2 tree", "FastjsonTask$Tree", "com.alibaba.fastjson2.JSON"),
  DSL_JSON("dsl-json tree", "DslJsonTask", "com.dslplatform.json.DslJson"),
  SIMDJSON("simdjson-java", "SimdjsonTask", "org.simdjson.SimdJsonParser");

  private static final String VECTORS = "jdk.incubator.vector";

  private final String title;
  private final String taskClass;
  private final String library;

  Contender(String title, String taskClass, String library) {
    this.title = title;
    this.taskClass = "dev.sluice.bench." + taskClass;
    this.library = library;
  }

  /** What tables call it. */
  String title() {
    return title;
  }

  /** The class that does the work. */
  String taskClass() {
    return taskClass;
  }

  /** Whether this is Sluice's own work. */
  boolean isOurs() {
    return library.isEmpty();
  }

  /** Why this process cannot run it; empty if it can. */
  Optional<String> missing() {
    if (this == SIMDJSON && ModuleLayer.boot().findModule(VECTORS).isEmpty()) {
      return Optional.of("needs JDK 24 and the module " + VECTORS);
    }
    if (!isOurs() && !isOnClassPath(library)) {
      return Optional.of("its library is not on the class path");
    }
    return isOnClassPath(taskClass)
        ? Optional.empty()
        : Optional.of("it is compiled only with the profile bench");
  }

  private static boolean isOnClassPath(String name) {
    return Contender.class.getClassLoader().getResource(name.replace('.', '/') + ".class") != null;
  }
}
