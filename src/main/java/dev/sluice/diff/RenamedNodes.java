package dev.sluice.diff;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The new ids of renamed nodes, and how many of the values that name them have the new id too. */
final class RenamedNodes {

  /** The part of a template up to its end; an id is what precedes a dot. */
  private static final Pattern TEMPLATE = Pattern.compile("\\{\\{\\s*([^{}]+)");

  /** Longer ids are not searched for in templates: this bounds the time for many dots. */
  private static final int LONGEST_ID = 1000;

  private final Map<String, String> renamed = new LinkedHashMap<>();
  private final Map<String, Integer> following = new HashMap<>();

  /** Records that a node has another id in the second definition. */
  void rename(String before, String after) {
    renamed.put(before, after);
  }

  /** The new ids, by old id. */
  Map<String, String> all() {
    return renamed;
  }

  /** The id in the second definition. */
  String idOf(String before) {
    return renamed.getOrDefault(before, before);
  }

  /** Counts a value that names the node and has the new id in the second definition. */
  void follow(String before) {
    if (renamed.containsKey(before)) {
      following.merge(before, 1, Integer::sum);
    }
  }

  /** How many values follow the renamed node. */
  int following(String before) {
    return following.getOrDefault(before, 0);
  }

  /** The text with the new ids in templates, or the new id if the text is the id of a node. */
  String renamed(String text) {
    if (renamed.isEmpty()) {
      return text;
    }
    String whole = renamed.get(text);
    if (whole != null) {
      return whole;
    }
    return text.contains("{{") ? templatesRenamed(text, false) : text;
  }

  /** Whether the second text is the first with the new ids; if so, the references are counted. */
  boolean follows(String before, String after) {
    if (renamed.isEmpty() || !renamed(before).equals(after)) {
      return false;
    }
    if (renamed.containsKey(before)) {
      follow(before);
    } else {
      templatesRenamed(before, true);
    }
    return true;
  }

  private String templatesRenamed(String text, boolean counts) {
    StringBuilder result = new StringBuilder();
    Matcher template = TEMPLATE.matcher(text);
    int copied = 0;
    while (template.find()) {
      String content = template.group(1);
      String id = idIn(content);
      if (!id.isEmpty()) {
        if (counts) {
          follow(id);
        }
        int start = template.start(1);
        result.append(text, copied, start).append(idOf(id));
        copied = start + id.length();
      }
    }
    return result.append(text, copied, text.length()).toString();
  }

  /** The renamed id that the content of a template begins with; ids may contain dots. */
  private String idIn(String content) {
    for (int dot = content.lastIndexOf('.', LONGEST_ID);
        dot > 0;
        dot = content.lastIndexOf('.', dot - 1)) {
      String id = content.substring(0, dot);
      if (renamed.containsKey(id)) {
        return id;
      }
    }
    return "";
  }
}
