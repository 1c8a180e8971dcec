package dev.sluice.preview;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** The categories of node types, derived from words in their names; a type may have several. */
final class Categories {

  private static final Map<String, List<String>> WORDS =
      Map.of(
          "Browser", List.of("launchbrowser", "closebrowser", "gotourl", "click", "type"),
          "File", List.of("readfile", "writefile", "filesystem", "csv", "json"),
          "Control", List.of("if", "forloop", "while", "switch", "try"),
          "Data", List.of("setvariable", "getvariable", "transform", "filter"),
          "API", List.of("httprequest", "rest", "graphql", "soap"),
          "Database", List.of("query", "execute", "connect"),
          "UI", List.of("messagebox", "inputdialog", "screenshot"));

  private Categories() {}

  /** The distinct categories of these types, sorted. */
  static List<String> of(Collection<String> types) {
    TreeSet<String> found = new TreeSet<>();
    for (String type : types) {
      String lower = type.toLowerCase(Locale.ROOT);
      WORDS.forEach(
          (category, words) -> {
            if (words.stream().anyMatch(lower::contains)) {
              found.add(category);
            }
          });
    }
    return List.copyOf(found);
  }
}
