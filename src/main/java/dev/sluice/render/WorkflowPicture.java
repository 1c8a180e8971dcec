package dev.sluice.render;

import dev.sluice.model.ValidationReport;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.render.Scene.Placement;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;

/**
 * A picture of a workflow; immutable.
 *
 * <p>A picture depends only on the definition, the findings and the options, and has the same bytes
 * on every JDK. Nodes and connections that the loader added are not drawn. Texts of the document
 * are escaped, and shortened to the available space; the whole text is in the {@code title} of its
 * element. The SVG has no scripts, links or external resources, so it can be shown as an image or
 * within a page.
 *
 * <p>Nodes are drawn at their positions in the document. If a position is missing, not finite,
 * beyond a million, or the same for all nodes, they are placed in layers from left to right
 * instead. A frame at its stored place grows as far as nodes that begin in it would stick out. Time
 * and memory are roughly proportional to the size of the definition.
 */
public final class WorkflowPicture {

  /**
   * The maximum number of nodes for which an SVG has texts and ports, unless {@link #detailed} is
   * used.
   */
  public static final int MOST_DETAILED = 2_000;

  /** The maximum number of connections that Mermaid draws unless it is configured otherwise. */
  public static final int MOST_MERMAID_CONNECTIONS = 500;

  private final WorkflowDefinition definition;
  private final ValidationReport report;
  private final Theme theme;
  private final Placement placement;
  private final boolean allPorts;
  private final boolean detailed;

  /** The colours of an SVG. */
  public enum Theme {
    /** Light; dark if the viewer prefers dark colours and supports style sheets. */
    AUTO,
    LIGHT,
    DARK
  }

  private WorkflowPicture(
      WorkflowDefinition definition,
      ValidationReport report,
      Theme theme,
      Placement placement,
      boolean allPorts,
      boolean detailed) {
    this.definition = definition;
    this.report = report;
    this.theme = theme;
    this.placement = placement;
    this.allPorts = allPorts;
    this.detailed = detailed;
  }

  /** A picture without findings. */
  public static WorkflowPicture of(WorkflowDefinition definition) {
    return of(definition, ValidationReport.CLEAN);
  }

  /**
   * A picture with findings, which are drawn on their nodes and connections: in {@link Theme#AUTO},
   * with stored positions and the ports that are used.
   *
   * @param report of the same document
   */
  public static WorkflowPicture of(WorkflowDefinition definition, ValidationReport report) {
    return new WorkflowPicture(
        Objects.requireNonNull(definition, "definition"),
        Objects.requireNonNull(report, "report"),
        Theme.AUTO,
        Placement.STORED,
        false,
        false);
  }

  /** The same picture in other colours. */
  public WorkflowPicture withTheme(Theme theme) {
    Objects.requireNonNull(theme, "theme");
    return new WorkflowPicture(definition, report, theme, placement, allPorts, detailed);
  }

  /**
   * The same picture with nodes in layers, whether or not they have positions. The nodes of a frame
   * are placed together, so no other node is in the frame. A node in two frames, neither of which
   * contains the other, is placed in the smaller one.
   */
  public WorkflowPicture inLayers() {
    return new WorkflowPicture(definition, report, theme, Placement.LAYERS, allPorts, detailed);
  }

  /**
   * The same picture with nodes at their positions, except those that would cover others: they are
   * moved to the right or down, as little as possible. Frames are moved with their nodes, and other
   * nodes are moved out of them.
   */
  public WorkflowPicture tidied() {
    return new WorkflowPicture(definition, report, theme, Placement.TIDY, allPorts, detailed);
  }

  /** The same picture with all ports of nodes, including those without a connection. */
  public WorkflowPicture withAllPorts() {
    return new WorkflowPicture(definition, report, theme, placement, true, detailed);
  }

  /**
   * The same picture with texts and ports even if there are more than {@value #MOST_DETAILED}
   * nodes.
   */
  public WorkflowPicture detailed() {
    return new WorkflowPicture(definition, report, theme, placement, allPorts, true);
  }

  /**
   * Why the nodes are placed in layers although they are to be drawn at their stored positions, as
   * a clause that names a node; empty if they are drawn as requested, or if no node has a position.
   */
  public Optional<String> reasonForLayers() {
    boolean stored =
        definition.nodes().values().stream().anyMatch(node -> node.position().isPresent());
    return placement == Placement.LAYERS || !stored
        ? Optional.empty()
        : Scene.whyNotAsStored(definition);
  }

  /**
   * How many nodes have to move for no node to cover another in part: 0 unless nodes are drawn at
   * their stored positions. {@link #tidied} moves them apart.
   */
  public int overlaps() {
    return placement == Placement.STORED ? scene().overlaps() : 0;
  }

  /**
   * Writes an SVG on the calling thread.
   *
   * @throws IOException if the target throws it
   */
  public void writeSvg(Appendable target) throws IOException {
    Objects.requireNonNull(target, "target");
    Scene scene = scene();
    boolean texts = detailed || scene.boxes.size() <= MOST_DETAILED;
    new SvgPicture(scene, theme, texts, target).write();
  }

  /**
   * Writes a flowchart for Mermaid, which computes its own layout. Its default limits are {@value
   * #MOST_MERMAID_CONNECTIONS} connections and 50,000 characters.
   *
   * @throws IOException if the target throws it
   */
  public void writeMermaid(Appendable target) throws IOException {
    new MermaidText(scene(), Objects.requireNonNull(target, "target")).write();
  }

  /**
   * Writes a graph for Graphviz, with the positions of the nodes.
   *
   * @throws IOException if the target throws it
   */
  public void writeDot(Appendable target) throws IOException {
    new DotText(scene(), Objects.requireNonNull(target, "target")).write();
  }

  private Scene scene() {
    return new Scene(definition, report, allPorts, placement);
  }

  /** The name and the number of nodes, safe to log. */
  @Override
  public String toString() {
    return "WorkflowPicture[" + definition + "]";
  }
}
