package dev.sluice.render;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A frame around nodes. */
final class Frame extends Block {

  static final int PADDING = 12;

  private static final int TITLE = 26;

  /** Leaves space for lines beside the nodes. */
  private static final int MARGIN = 40;

  /** How far the border of a stored frame is from a node that would stick out. */
  private static final int LEAST_MARGIN = 12;

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

  final String title;

  /** Its colour, which is only ever used as a tint. */
  final String colour;

  /** The nodes in it, as the document lists them. */
  final List<Box> nodes;

  /** Whether the document says where the frame is. */
  final boolean isStored;

  private Frame(String title, String colour, List<Box> nodes, double @Nullable [] place) {
    this.title = title;
    this.colour = colour;
    this.nodes = nodes;
    isStored = place != null;
    if (place != null) {
      x = place[0];
      y = place[1];
      width = place[2];
      height = place[3];
    }
  }

  /** The frames of a document; those that it places are where it says. */
  static List<Frame> of(List<Object> frames, Map<String, Box> boxes) {
    List<Frame> read = new ArrayList<>();
    for (Object frame : frames) {
      if (frame instanceof Map<?, ?> members) {
        String title = members.get("title") instanceof String text ? text : "";
        String colour = colour(members.get("color"));
        read.add(new Frame(title, colour, nodes(members, boxes), place(members)));
      }
    }
    return read;
  }

  private static List<Box> nodes(Map<?, ?> frame, Map<String, Box> boxes) {
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
    return nodes.stream().distinct().toList();
  }

  /** Surrounds these blocks, with space for the title. */
  void surround(Collection<? extends Block> members) {
    x = Double.POSITIVE_INFINITY;
    y = Double.POSITIVE_INFINITY;
    width = 0;
    height = 0;
    members.forEach(member -> x = Math.min(x, member.x - MARGIN));
    members.forEach(member -> y = Math.min(y, member.y - MARGIN - TITLE));
    members.forEach(member -> width = Math.max(width, member.right() + MARGIN - x));
    members.forEach(member -> height = Math.max(height, member.bottom() + MARGIN - y));
  }

  /** Grows where one of these blocks would stick out. */
  void include(Collection<? extends Block> members) {
    double right = right();
    double bottom = bottom();
    for (Block member : members) {
      x = Math.min(x, member.x < x ? member.x - LEAST_MARGIN : x);
      y = Math.min(y, member.y < y ? member.y - LEAST_MARGIN : y);
      right = Math.max(right, member.right() > right() ? member.right() + LEAST_MARGIN : right);
      bottom =
          Math.max(bottom, member.bottom() > bottom() ? member.bottom() + LEAST_MARGIN : bottom);
    }
    width = right - x;
    height = bottom - y;
  }

  /** The width of the longest title that is not shortened. */
  int titleRoom() {
    return (int) width - 2 * PADDING;
  }

  /** The place of the title. */
  Optional<Block> titleText() {
    String shown = TextWidth.fit(title, titleRoom(), Box.TITLE_SIZE, true);
    return shown.isBlank() ? Optional.empty() : Optional.of(new Text(this, shown));
  }

  private static final class Text extends Block {

    Text(Frame frame, String shown) {
      x = frame.x + PADDING;
      y = frame.y + 6;
      width = TextWidth.of(shown, Box.TITLE_SIZE, true);
      height = Box.TITLE_SIZE + 2;
    }
  }

  /** The nodes whose upper left corner is in the frame. */
  List<Box> nodesThatBeginInside() {
    return nodes.stream()
        .filter(box -> x <= box.x && box.x <= right() && y <= box.y && box.y <= bottom())
        .toList();
  }

  private static double @Nullable [] place(Map<?, ?> frame) {
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
