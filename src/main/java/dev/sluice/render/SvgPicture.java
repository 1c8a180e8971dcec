package dev.sluice.render;

import dev.sluice.model.Connection;
import dev.sluice.model.DataType;
import dev.sluice.model.Finding;
import dev.sluice.model.Port;
import dev.sluice.model.Severity;
import dev.sluice.render.Scene.DrawnConnection;
import dev.sluice.render.WorkflowPicture.Theme;
import dev.sluice.text.Quantity;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Draws a scene as SVG. */
final class SvgPicture {

  private static final double MARGIN = 32;
  private static final double CAPTION = 56;
  private static final double LEAST_WIDTH = 360;
  private static final int CAPTION_SIZE = 16;

  /** The maximum length of a message that is in the title of several elements. */
  private static final int MOST_REPEATED = 200;

  private static final int PADDING = 12;
  private static final String FONT = "Helvetica,Arial,'Liberation Sans','DejaVu Sans',sans-serif";

  private final Scene scene;
  private final Theme theme;
  private final boolean texts;
  private final Markup out;
  private final String id;
  private final Router router;
  private final IdentityHashMap<DrawnConnection, ConnectionPath> paths = new IdentityHashMap<>();
  private final IdentityHashMap<DrawnConnection, MissingEnd> missingEnds = new IdentityHashMap<>();
  private final IdentityHashMap<Finding, String> findingTitles = new IdentityHashMap<>();

  private double left = Double.MAX_VALUE;
  private double top = Double.MAX_VALUE;
  private double right = -Double.MAX_VALUE;
  private double bottom = -Double.MAX_VALUE;

  SvgPicture(Scene scene, Theme theme, boolean texts, Appendable target) {
    this.scene = scene;
    this.theme = theme;
    this.texts = texts;
    this.out = new Markup(target);
    this.router = new Router(obstacles(scene));
    this.id = "s" + scene.definition.fingerprint().substring(0, 8);
  }

  /** What connections should not run behind: the nodes and the titles of frames. */
  private static Obstacles obstacles(Scene scene) {
    List<Block> blocks = new ArrayList<>(scene.boxes.values());
    scene.frames.forEach(frame -> frame.titleText().ifPresent(blocks::add));
    return new Obstacles(blocks);
  }

  void write() throws IOException {
    measure();
    double width = Math.max(right - left + 2 * MARGIN, LEAST_WIDTH);
    double height = bottom - top + 2 * MARGIN + CAPTION;
    double x = left - MARGIN;
    double y = top - MARGIN - CAPTION;
    out.raw("<svg xmlns=\"http://www.w3.org/2000/svg\" id=\"")
        .raw(id)
        .raw("\" role=\"img\" width=\"");
    out.number(width).raw("\" height=\"").number(height).raw("\" viewBox=\"");
    out.number(x).raw(" ").number(y).raw(" ").number(width).raw(" ").number(height);
    out.raw("\" font-family=\"" + FONT + "\" font-size=\"11\">\n");
    String name = scene.definition.metadata().name();
    out.element("title", name).element("desc", summary()).raw("\n");
    writeStyle();
    out.raw("<rect x=\"").number(x).raw("\" y=\"").number(y).raw("\" width=\"").number(width);
    out.raw("\" height=\"").number(height).raw("\"" + fill(Palette.CANVAS) + "/>\n");
    int room = (int) (width - 2 * MARGIN);
    writeText(left, y + MARGIN, name, room, CAPTION_SIZE, true, Palette.TEXT);
    writeText(left, y + MARGIN + 20, summary(), room, Box.TYPE_SIZE, false, Palette.MUTED);
    for (Frame frame : scene.frames) {
      writeFrame(frame);
    }
    for (DrawnConnection drawn : scene.connections) {
      writeConnection(drawn);
    }
    for (Frame frame : scene.frames) {
      writeText(
          frame.x + Frame.PADDING,
          frame.y + 18,
          frame.title,
          frame.titleRoom(),
          Box.TITLE_SIZE,
          true,
          Palette.TEXT);
    }
    for (Box box : scene.boxes.values()) {
      writeBox(box);
    }
    out.raw("</svg>\n");
  }

  private void measure() {
    for (Box box : scene.boxes.values()) {
      cover(box.x, box.y, box.right(), box.bottom());
    }
    for (Frame frame : scene.frames) {
      cover(frame.x, frame.y, frame.right(), frame.bottom());
    }
    Map<Box, Integer> below = new HashMap<>();
    List<Box> boxes = List.copyOf(scene.boxes.values());
    for (DrawnConnection drawn : scene.connections) {
      Box source = drawn.source();
      Box target = drawn.target();
      Connection connection = drawn.connection();
      if (source != null && target != null) {
        ConnectionPath path =
            router.route(source, connection.sourcePort(), target, connection.targetPort());
        paths.put(drawn, path);
        cover(path.left(), path.top(), path.right(), path.bottom());
      } else if (source != null || target != null) {
        Box box = source != null ? source : Objects.requireNonNull(target);
        int labels = below.getOrDefault(box, 0);
        MissingEnd end = MissingEnd.of(connection, source, target, boxes, labels);
        below.put(box, end.isLabelledBelow() ? labels + 1 : labels);
        missingEnds.put(drawn, end);
        cover(end.left(), end.y(), end.right(), end.labelY() + 4);
      }
    }
    if (left > right) {
      cover(0, 0, 0, 0);
    }
  }

  private void cover(double x, double y, double endX, double endY) {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, endX);
    bottom = Math.max(bottom, endY);
  }

  private String summary() {
    StringBuilder text = new StringBuilder();
    text.append(Quantity.of(scene.boxes.size(), "node"));
    text.append(", ").append(Quantity.of(scene.connections.size(), "connection"));
    List<Finding> all = scene.findings();
    for (Severity severity : Severity.values()) {
      long found = all.stream().filter(finding -> finding.severity() == severity).count();
      if (found > 0) {
        text.append(", ").append(Quantity.of(found, severity.name().toLowerCase(Locale.ROOT)));
      }
    }
    return text.toString();
  }

  /** Presentation attributes have the colours of one theme; a style sheet adds the other one. */
  private void writeStyle() throws IOException {
    if (theme != Theme.AUTO) {
      return;
    }
    out.raw("<style>@media (prefers-color-scheme:dark){");
    for (Palette colour : Palette.values()) {
      out.raw("#" + id + " ." + colour.fillClass() + "{fill:" + colour.dark() + "}");
      out.raw("#" + id + " ." + colour.strokeClass() + "{stroke:" + colour.dark() + "}");
    }
    out.raw("}</style>\n");
  }

  private String colour(Palette colour) {
    return theme == Theme.DARK ? colour.dark() : colour.light();
  }

  private String fill(Palette colour) {
    return " class=\"" + colour.fillClass() + "\" fill=\"" + colour(colour) + "\"";
  }

  private String stroke(Palette colour) {
    return " class=\"" + colour.strokeClass() + "\" stroke=\"" + colour(colour) + "\"";
  }

  private String both(Palette fill, Palette stroke) {
    return " class=\""
        + fill.fillClass()
        + " "
        + stroke.strokeClass()
        + "\" fill=\""
        + colour(fill)
        + "\" stroke=\""
        + colour(stroke)
        + "\"";
  }

  private void writeText(
      double x, double y, String text, int room, int size, boolean bold, Palette colour)
      throws IOException {
    String line = text.replace('\n', ' ').replace('\r', ' ').replace('\t', ' ');
    String shown = TextWidth.fit(line, room, size, bold);
    out.raw("<text x=\"").number(x).raw("\" y=\"").number(y).raw("\" font-size=\"" + size + "\"");
    out.raw((bold ? " font-weight=\"600\"" : "") + fill(colour) + ">").text(shown).raw("</text>\n");
  }

  private void writeFrame(Frame frame) throws IOException {
    out.raw("<rect x=\"").number(frame.x).raw("\" y=\"").number(frame.y).raw("\" width=\"");
    out.number(frame.width).raw("\" height=\"").number(frame.height).raw("\" rx=\"8\" fill=\"");
    out.raw(frame.colour + "\" fill-opacity=\"0.12\" stroke=\"" + frame.colour);
    out.raw("\" stroke-opacity=\"0.5\"/>\n");
  }

  private void writeConnection(DrawnConnection drawn) throws IOException {
    ConnectionPath path = paths.get(drawn);
    MissingEnd end = missingEnds.get(drawn);
    Box source = drawn.source();
    Box target = drawn.target();
    if (path != null && source != null && target != null) {
      DataType type = source.outputType(drawn.connection().sourcePort());
      Optional<Severity> worst = worst(drawn.findings());
      boolean exec = type == DataType.EXEC;
      Palette colour = worst.map(Palette::of).orElse(exec ? Palette.EDGE : Palette.of(type));
      out.raw("<path d=\"").raw(path.text()).raw("\" fill=\"none\"" + stroke(colour));
      out.raw(exec ? " stroke-width=\"2\"" : " stroke-width=\"1.5\"");
      out.raw(!exec && Router.isBack(source, target) ? " stroke-dasharray=\"5 3\">" : ">");
      out.element("title", connectionTitle(drawn)).raw("</path>\n");
    } else if (end != null) {
      writeMissingEnd(drawn, end);
    }
  }

  private void writeMissingEnd(DrawnConnection drawn, MissingEnd end) throws IOException {
    out.raw("<g>").element("title", connectionTitle(drawn));
    out.raw("<path d=\"M" + Markup.text(end.from()) + "," + Markup.text(end.y()));
    out.raw("H" + Markup.text(end.to()));
    out.raw("\" fill=\"none\"" + stroke(Palette.ERROR) + " stroke-dasharray=\"6 4\"/>");
    String corner = Markup.text(end.to() - 4) + "," + Markup.text(end.y() - 4);
    String other = Markup.text(end.to() - 4) + "," + Markup.text(end.y() + 4);
    out.raw("<path d=\"M" + corner + "l8,8M" + other + "l8,-8\" fill=\"none\"");
    out.raw(stroke(Palette.ERROR) + " stroke-width=\"2\"/>");
    out.raw("<text x=\"").number(end.labelX()).raw("\" y=\"").number(end.labelY());
    out.raw("\"" + (end.alignsRight() ? " text-anchor=\"end\"" : "") + fill(Palette.ERROR));
    out.raw(">").text(end.label()).raw("</text></g>\n");
  }

  private String connectionTitle(DrawnConnection drawn) {
    Connection connection = drawn.connection();
    return connection.sourceNode()
        + "."
        + connection.sourcePort()
        + " > "
        + connection.targetNode()
        + "."
        + connection.targetPort()
        + lines(drawn.findings());
  }

  private String lines(List<Finding> findings) {
    StringBuilder lines = new StringBuilder();
    for (Finding finding : findings) {
      lines.append(findingTitles.computeIfAbsent(finding, SvgPicture::title));
    }
    return lines.toString();
  }

  /** A finding in the title of an element; shortened if it is in the titles of many. */
  private static String title(Finding finding) {
    String message = finding.message();
    boolean isShort = message.length() <= MOST_REPEATED || finding.related().size() < 2;
    return "; "
        + finding.severity().name().toLowerCase(Locale.ROOT)
        + ' '
        + finding.code()
        + ": "
        + (isShort ? message : message.substring(0, cut(message)) + '…');
  }

  private static int cut(String message) {
    return Character.isHighSurrogate(message.charAt(MOST_REPEATED - 1))
        ? MOST_REPEATED - 1
        : MOST_REPEATED;
  }

  private static Optional<Severity> worst(List<Finding> findings) {
    return findings.stream().map(Finding::severity).min(Comparator.naturalOrder());
  }

  private void writeBox(Box box) throws IOException {
    out.raw("<g id=\"" + id + "-n" + box.number + "\" transform=\"translate(");
    out.number(box.x).raw(",").number(box.y).raw(")\">");
    out.element("title", box.title + ", " + box.type + lines(box.findings)).raw("\n");
    Optional<Severity> worst = worst(box.findings);
    Palette border = worst.map(Palette::of).orElse(Palette.BORDER);
    Palette tint = Palette.ofCategory(box.node.type().category());
    String size = Markup.text(box.width) + "\" height=\"" + Markup.text(box.height);
    String frame = "<rect width=\"" + size + "\" rx=\"6\"";
    out.raw(frame + fill(texts ? Palette.NODE : tint) + "/>\n");
    if (texts) {
      writeHeader(box, tint);
      writePorts(box, box.inputs, box.outputs, false);
      writePorts(box, box.outputs, box.inputs, true);
    }
    out.raw(frame + " fill=\"none\"" + stroke(border));
    out.raw(worst.isPresent() ? " stroke-width=\"2.5\"" : " stroke-width=\"1\"");
    out.raw(box.node.isPlaceholder() ? " stroke-dasharray=\"6 4\"/>\n" : "/>\n");
    if (worst.isPresent()) {
      writeBadge(box, worst.get());
    }
    out.raw("</g>\n");
  }

  private void writeHeader(Box box, Palette tint) throws IOException {
    int width = (int) box.width;
    out.raw("<path d=\"M0,40V6A6,6 0 0 1 6,0H" + (width - 6) + "A6,6 0 0 1 " + width);
    out.raw(",6V40Z\"" + fill(tint) + "/>\n");
    int badge = box.findings.isEmpty() ? 0 : box.findings.size() > 1 ? 46 : 24;
    int room = width - 2 * PADDING;
    writeText(PADDING, 17, box.title, room - badge, Box.TITLE_SIZE, true, Palette.TEXT);
    writeText(PADDING, 32, box.type, room, Box.TYPE_SIZE, false, Palette.MUTED);
  }

  private void writePorts(Box box, List<Port> ports, List<Port> opposite, boolean areOutputs)
      throws IOException {
    int width = (int) box.width;
    for (int i = 0; i < ports.size(); i++) {
      Port port = ports.get(i);
      double y = Box.HEADER + Box.ROW * i + Box.ROW / 2 + 4;
      Palette colour = Palette.of(port.dataType());
      out.raw("<path transform=\"translate(" + (areOutputs ? width : 0) + ",");
      out.number(y).raw(")\" d=\"" + PortShape.of(port.dataType()) + "\"");
      boolean ring = port.dataType() == DataType.ANY;
      out.raw(both(ring ? Palette.NODE : colour, ring ? colour : Palette.NODE));
      out.raw(" stroke-width=\"" + (ring ? "2" : "1") + "\"/>\n");
      if (isLabelled(port)) {
        boolean shared = i < opposite.size() && isLabelled(opposite.get(i));
        int room = shared ? width / 2 - PADDING - 4 : width - 2 * PADDING;
        String label = TextWidth.fit(port.name(), room, Box.PORT_SIZE, false);
        out.raw("<text x=\"" + (areOutputs ? width - PADDING : PADDING) + "\" y=\"");
        out.number(y + 3.5).raw("\" font-size=\"" + Box.PORT_SIZE + "\"");
        out.raw((areOutputs ? " text-anchor=\"end\"" : "") + fill(Palette.MUTED) + ">");
        out.text(label).raw("</text>\n");
      }
    }
  }

  private static boolean isLabelled(Port port) {
    return !port.isUsualExec();
  }

  private void writeBadge(Box box, Severity severity) throws IOException {
    Palette colour = Palette.of(severity);
    String shape =
        switch (severity) {
          case ERROR -> "M-3.3,-8H3.3L8,-3.3V3.3L3.3,8H-3.3L-8,3.3V-3.3Z";
          case WARNING -> "M0,-8L8.5,7H-8.5Z";
          case INFO -> "M-7,-7H7V7H-7Z";
        };
    String glyph =
        switch (severity) {
          case ERROR -> "M-3,-3L3,3M-3,3L3,-3";
          case WARNING -> "M0,-3V2M0,4V5.4";
          case INFO -> "M0,-1V4.5M0,-4.5V-3";
        };
    out.raw(
        "<g transform=\"translate(" + Markup.text(box.width - 18) + ",14)\"><path d=\"" + shape);
    out.raw("\"" + fill(colour) + "/><path d=\"" + glyph + "\" fill=\"none\"");
    out.raw(stroke(Palette.ON_SEVERITY) + " stroke-width=\"2\"/>");
    if (texts && box.findings.size() > 1) {
      String count = box.findings.size() > 99 ? "99+" : String.valueOf(box.findings.size());
      out.raw("<text x=\"-11\" y=\"3.5\" text-anchor=\"end\" font-size=\"10\" font-weight=\"600\"");
      out.raw(fill(colour) + ">").raw(count).raw("</text>");
    }
    out.raw("</g>\n");
  }

  /** The shapes of ports, which distinguish types even without colour. */
  static final class PortShape {

    private PortShape() {}

    /** The shape of a type around the origin, as the data of an SVG path. */
    static String of(DataType type) {
      return switch (type) {
        case EXEC -> "M-4,-5L5,0L-4,5Z";
        case STRING -> "M-4.5,0A4.5,4.5 0 1 1 4.5,0A4.5,4.5 0 1 1 -4.5,0Z";
        case NUMBER, INTEGER, FLOAT -> "M0,-5.5L5.5,0L0,5.5L-5.5,0Z";
        case BOOLEAN -> "M-5,2.5A5,5 0 0 1 5,2.5Z";
        case LIST -> "M-4.5,-4.5H4.5V4.5H-4.5Z";
        case DICT -> "M-5.5,0L-2.7,-4.7H2.7L5.5,0L2.7,4.7H-2.7Z";
        case ANY -> "M-4,0A4,4 0 1 1 4,0A4,4 0 1 1 -4,0Z";
        default -> "M0,-5.5L5.2,-1.7L3.2,4.5H-3.2L-5.2,-1.7Z";
      };
    }
  }
}
