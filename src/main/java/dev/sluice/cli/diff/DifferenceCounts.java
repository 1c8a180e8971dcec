package dev.sluice.cli.diff;

import dev.sluice.diff.Difference;
import dev.sluice.diff.Difference.ConnectionAdded;
import dev.sluice.diff.Difference.ConnectionChanged;
import dev.sluice.diff.Difference.ConnectionRemoved;
import dev.sluice.diff.Difference.KindChanged;
import dev.sluice.diff.Difference.NodeAdded;
import dev.sluice.diff.Difference.NodeChanged;
import dev.sluice.diff.Difference.NodeRemoved;
import dev.sluice.diff.Difference.NodeRenamed;
import dev.sluice.diff.Difference.Part;
import dev.sluice.diff.Difference.PartChanged;
import dev.sluice.diff.ValueChange;
import dev.sluice.diff.WorkflowDiff;
import dev.sluice.output.DifferenceJson;
import dev.sluice.text.Quantity;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Counts of differences by element and kind of change: "1 node added, 1 changed; 2 connections
 * removed".
 */
public final class DifferenceCounts {

  private static final List<String> HOWS = List.of("added", "removed", "changed", "renamed");

  private final Map<What, Map<String, Integer>> counts = new EnumMap<>(What.class);
  private int notCompared;

  /** The kinds of elements, in the order of the summary. */
  private enum What {
    FILE("file", "files"),
    NODE("node", "nodes"),
    CONNECTION("connection", "connections"),
    VARIABLE("variable", "variables"),
    SETTING("setting", "settings"),
    METADATA("metadata member", "metadata members"),
    FRAME("frame", "frames"),
    DOCUMENT("other member", "other members");

    private final String one;
    private final String many;

    What(String one, String many) {
      this.one = one;
      this.many = many;
    }
  }

  /** Adds the differences of two inputs. */
  public void add(Compared compared) {
    Compared.Outcome outcome = compared.outcome();
    notCompared += compared.isNotUnderstood() ? 1 : 0;
    if (outcome instanceof Compared.Workflows workflows) {
      Set<String> counted = new HashSet<>();
      workflows.diff().differences().forEach(difference -> add(difference, counted));
    } else if (outcome instanceof Compared.FileAdded) {
      add(What.FILE, "added");
    } else if (outcome instanceof Compared.FileRemoved) {
      add(What.FILE, "removed");
    } else if (outcome instanceof Compared.FileRenamed) {
      add(What.FILE, "renamed");
    } else if (outcome instanceof Compared.Text && compared.differs()) {
      add(What.FILE, "changed");
    }
  }

  /** Adds a difference; several of the same kind in one variable or other member count once. */
  private void add(Difference difference, Set<String> counted) {
    if (difference instanceof NodeAdded) {
      add(What.NODE, "added");
    } else if (difference instanceof NodeRemoved) {
      add(What.NODE, "removed");
    } else if (difference instanceof NodeChanged) {
      add(What.NODE, "changed");
    } else if (difference instanceof NodeRenamed) {
      add(What.NODE, "renamed");
    } else if (difference instanceof ConnectionAdded) {
      add(What.CONNECTION, "added");
    } else if (difference instanceof ConnectionRemoved) {
      add(What.CONNECTION, "removed");
    } else if (difference instanceof ConnectionChanged) {
      add(What.CONNECTION, "changed");
    } else if (difference instanceof KindChanged) {
      add(What.DOCUMENT, "changed");
    } else if (difference instanceof PartChanged part) {
      List<ValueChange.Step> path = part.change().path();
      String name = path.isEmpty() ? "" : String.valueOf(path.get(0));
      if (counted.add(part.part() + DifferenceJson.how(part.change()) + name)) {
        add(what(part.part()), DifferenceJson.how(part.change()));
      }
    }
  }

  private static What what(Part part) {
    return switch (part) {
      case VARIABLE -> What.VARIABLE;
      case SETTING -> What.SETTING;
      case METADATA -> What.METADATA;
      case FRAME -> What.FRAME;
      case DOCUMENT -> What.DOCUMENT;
    };
  }

  private void add(What what, String how) {
    counts.computeIfAbsent(what, any -> new LinkedHashMap<>()).merge(how, 1, Integer::sum);
  }

  /** The counts as text; "no differences" if there are none. */
  String text() {
    List<String> parts = new ArrayList<>();
    counts.forEach(
        (what, hows) -> {
          List<String> words = new ArrayList<>();
          for (String how : HOWS) {
            int count = hows.getOrDefault(how, 0);
            if (count > 0) {
              String noun = words.isEmpty() ? " " + (count == 1 ? what.one : what.many) : "";
              words.add(count + noun + " " + how);
            }
          }
          parts.add(String.join(", ", words));
        });
    if (notCompared > 0) {
      parts.add(
          notCompared == 1
              ? "1 pair could not be compared as workflows"
              : notCompared + " pairs could not be compared as workflows");
    }
    return parts.isEmpty() ? "no differences" : String.join("; ", parts);
  }

  /** The folded differences of a document as text; empty if there are none. */
  static String folded(WorkflowDiff diff) {
    List<String> parts = new ArrayList<>();
    diff.folded()
        .forEach(
            (fold, differences) -> {
              int count = differences.size();
              parts.add(
                  switch (fold) {
                    case LAYOUT -> layout(differences);
                    case SAVED -> "saved dates";
                    case RUN_STATE -> "run state of " + Quantity.of(count, "node");
                    case SPELLING -> "notation in " + Quantity.of(count, "place");
                  });
            });
    return String.join(", ", parts);
  }

  private static String layout(List<Difference> differences) {
    long nodes = differences.stream().filter(NodeChanged.class::isInstance).count();
    long others = differences.size() - nodes;
    String moved = Quantity.of(nodes, "node") + " moved";
    String geometry = Quantity.of(others, "change") + " of frame geometry";
    return nodes == 0 ? geometry : others == 0 ? moved : moved + ", " + geometry;
  }
}
