package dev.sluice.search;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A field that a condition of a query can name. */
enum Field {
  TYPE(Scope.NODE, Path.NONE),
  DECLARED(Scope.NODE, Path.NONE),
  CATEGORY(Scope.NODE, Path.NONE),
  ID(Scope.NODE, Path.NONE),
  NAME(Scope.NODE, Path.NONE),
  CONFIG(Scope.NODE, Path.OPTIONAL),
  TEXT(Scope.NODE, Path.NONE),
  PORT(Scope.CONNECTION, Path.NONE),
  FROM(Scope.CONNECTION, Path.NONE),
  TO(Scope.CONNECTION, Path.NONE),
  CONN(Scope.CONNECTION, Path.NONE),
  FINDING(Scope.FINDING, Path.NONE),
  SEVERITY(Scope.FINDING, Path.NONE),
  VAR(Scope.DOCUMENT, Path.OPTIONAL),
  SETTING(Scope.DOCUMENT, Path.REQUIRED),
  META(Scope.DOCUMENT, Path.REQUIRED),
  FRAME(Scope.DOCUMENT, Path.NONE),
  KIND(Scope.DOCUMENT, Path.NONE),
  FILE(Scope.DOCUMENT, Path.NONE),
  NODES(Scope.DOCUMENT, Path.NONE),
  CONNECTIONS(Scope.DOCUMENT, Path.NONE);

  private final Scope scope;
  private final Path path;

  Field(Scope scope, Path path) {
    this.scope = scope;
    this.path = path;
  }

  /** What a condition is about; a query searches for the first of these that occurs in it. */
  enum Scope {
    NODE,
    CONNECTION,
    FINDING,
    DOCUMENT
  }

  /** Whether names follow the field after a dot. */
  enum Path {
    NONE,
    OPTIONAL,
    REQUIRED
  }

  Scope scope() {
    return scope;
  }

  Path path() {
    return path;
  }

  /** Whether it is a count: the number of nodes or connections of the document. */
  boolean isCount() {
    return this == NODES || this == CONNECTIONS;
  }

  /** Whether its values can be compared by size. */
  boolean isComparable() {
    return isCount() || path != Path.NONE;
  }

  /** The name in queries. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<Field> named(String label) {
    return Arrays.stream(values()).filter(field -> field.label().equals(label)).findFirst();
  }

  static List<String> labels() {
    return Arrays.stream(values()).map(Field::label).toList();
  }
}
