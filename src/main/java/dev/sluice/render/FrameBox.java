package dev.sluice.render;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A frame around nodes.
 *
 * @param title its title
 * @param colour its colour, which is only ever used as a tint
 * @param nodes the boxes in it, as the document lists them
 */
record FrameBox(
    String title, String colour, List<Box> nodes, double x, double y, double width, double height) {

  static final int TITLE = 26;

  private static final int MARGIN = 20;
  private static final double LARGEST = 1e6;
  private static final Pattern HEX = Pattern.compile("#[0-9a-fA-F]{6}");
  private static final String USUAL = "#6b7683";

  private static final Map<String, String> NAMED =
      Map.of(
          "blue", "#0b6fd6",
          "green", "#1a8d56",
          "red", "#c21c2c",
          "orange", "#d97706",
          "yellow", "#ca9a04",
          "purple", "#7c3aed",
          "pink", "#d6409f",
          "teal", "#0d9488",
          "gray", USUAL,
          "grey", USUAL);

  /**
   * The frames of a document.
   *
   * @param stored whether nodes are at their stored positions; if not, frames are drawn around them
   */
  static List<FrameBox> of(List<Object> frames, Map<String, Box> boxes, boolean stored) {
    List<FrameBox> drawn = new ArrayList<>();
    for (Object frame : frames) {
      if (frame instanceof Map<?, ?> members) {
        of(members, boxes, stored).ifPresent(drawn::add);
      }
    }
    return drawn;
  }

  private static Optional<FrameBox> of(Map<?, ?> frame, Map<String, Box> boxes, boolean stored) {
    List<Box> nodes = new ArrayList<>();
    Object ids =
        frame.get("node_ids") instanceof List<?> ? frame.get("node_ids") : frame.get("nodes");
    if (ids instanceof List<?> list) {
      for (Object id : list) {
        Box box = id instanceof String text ? boxes.get(text) : null;
        if (box != null) {
          nodes.add(box);
        }
      }
    }
    String title = frame.get("title") instanceof String text ? text : "";
    String colour = colour(frame.get("color"));
    double[] place = stored ? stored(frame) : null;
    if (place != null) {
      return Optional.of(
          new FrameBox(title, colour, nodes, place[0], place[1], place[2], place[3]));
    }
    return nodes.isEmpty() ? Optional.empty() : Optional.of(around(title, colour, nodes));
  }

  private static FrameBox around(String title, String colour, List<Box> nodes) {
    double left = Double.MAX_VALUE;
    double top = Double.MAX_VALUE;
    double right = -Double.MAX_VALUE;
    double bottom = -Double.MAX_VALUE;
    for (Box box : nodes) {
      left = Math.min(left, box.x);
      top = Math.min(top, box.y);
      right = Math.max(right, box.right());
      bottom = Math.max(bottom, box.bottom());
    }
    return new FrameBox(
        title,
        colour,
        nodes,
        left - MARGIN,
        top - MARGIN - TITLE,
        right - left + 2 * MARGIN,
        bottom - top + 2 * MARGIN + TITLE);
  }

  private static double @Nullable [] stored(Map<?, ?> frame) {
    double[] at = pair(frame.get("position"), frame.get("x"), frame.get("y"));
    double[] size = pair(frame.get("size"), frame.get("width"), frame.get("height"));
    if (at == null || size == null || size[0] <= 0 || size[1] <= 0) {
      return null;
    }
    return new double[] {at[0], at[1], size[0], size[1]};
  }

  private static double @Nullable [] pair(
      @Nullable Object list, @Nullable Object first, @Nullable Object second) {
    if (list instanceof List<?> values && values.size() == 2) {
      return pair(null, values.get(0), values.get(1));
    }
    if (first instanceof Number a && second instanceof Number b) {
      double x = a.doubleValue();
      double y = b.doubleValue();
      return Math.abs(x) <= LARGEST && Math.abs(y) <= LARGEST ? new double[] {x, y} : null;
    }
    return null;
  }

  private static String colour(@Nullable Object value) {
    if (!(value instanceof String text)) {
      return USUAL;
    }
    String name = text.toLowerCase(Locale.ROOT);
    return HEX.matcher(name).matches() ? name : NAMED.getOrDefault(name, USUAL);
  }
}
