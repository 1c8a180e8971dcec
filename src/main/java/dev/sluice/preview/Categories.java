package dev.sluice.preview;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
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
      if (found.size() == WORDS.size()) {
        break;
      }
      addTo(found, type.toLowerCase(Locale.ROOT));
    }
    return List.copyOf(found);
  }

  private static void addTo(Set<String> found, String type) {
    for (Map.Entry<String, List<String>> category : WORDS.entrySet()) {
      for (String word : category.getValue()) {
        if (type.contains(word)) {
          found.add(category.getKey());
          break;
        }
      }
    }
  }
}
