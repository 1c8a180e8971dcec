package dev.sluice.render;

import static dev.sluice.support.Workflows.START;
import static dev.sluice.support.Workflows.chain;
import static dev.sluice.support.Workflows.each;
import static dev.sluice.support.Workflows.edge;
import static dev.sluice.support.Workflows.json;
import static dev.sluice.support.Workflows.node;
import static dev.sluice.support.Workflows.workflow;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.ReadResult;
import dev.sluice.WorkflowLoader;
import dev.sluice.config.Limits;
import dev.sluice.render.WorkflowPicture.Theme;
import dev.sluice.source.ByteSource;
import dev.sluice.support.NastyStrings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

class WorkflowPictureTest {

  private static final Path EXAMPLE = Path.of("docs/examples/overdue-invoices.json");
  private static final WorkflowLoader LOADER =
      WorkflowLoader.builder().limits(Limits.trusted()).build();
  private static final Pattern PLACE =
      Pattern.compile(
          "<g id=\"s\\w{8}-n\\d+\" transform=\"translate\\(([-0-9.]+),([-0-9.]+)\\)\">");

  @AfterAll
  static void close() {
    LOADER.close();
  }

  private static WorkflowPicture picture(ReadResult read) {
    return WorkflowPicture.of(read.definition().orElseThrow(), read.report());
  }

  private static WorkflowPicture picture(String document) {
    return picture(LOADER.tryRead(document.getBytes(UTF_8)).block());
  }

  private static String svg(WorkflowPicture picture) {
    StringBuilder text = new StringBuilder();
    try {
      picture.writeSvg(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static String mermaid(String document) throws IOException {
    StringBuilder text = new StringBuilder();
    picture(document).writeMermaid(text);
    return text.toString();
  }

  private static Document parsed(String svg) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    return factory.newDocumentBuilder().parse(new ByteArrayInputStream(svg.getBytes(UTF_8)));
  }

  private static List<MatchResult> places(String svg) {
    return PLACE.matcher(svg).results().toList();
  }

  /** The pictures in the documentation were written by one JDK, and this test runs on others. */
  @ParameterizedTest
  @EnumSource(
      value = Theme.class,
      names = {"LIGHT", "DARK"})
  void writeSvg_example_hasTheBytesOfThePictureInTheDocumentation(Theme theme) throws IOException {
    ReadResult read = LOADER.tryRead(ByteSource.of(EXAMPLE)).block();

    String name = "overdue-invoices-" + theme.name().toLowerCase(Locale.ROOT) + ".svg";
    assertThat(svg(picture(read).withTheme(theme)))
        .isEqualTo(Files.readString(Path.of("docs/pictures", name)));
  }

  @Test
  void writeSvg_storedPositions_areThoseOfTheNodes() {
    String document =
        json(
            "{'metadata':{'name':'x'},'nodes':{"
                + "'a':{'node_id':'a','node_type':'StartNode','position':[10,-20.25]},"
                + "'b':{'node_id':'b','node_type':'EndNode','position':[400,30]}},"
                + "'connections':["
                + edge("a", "b")
                + "]}");

    assertThat(places(svg(picture(document))).stream().map(at -> at.group(1) + " " + at.group(2)))
        .containsExactly("10 -20.2", "400 30");
    assertThat(places(svg(picture(document).inLayers())).get(0).group(1)).isEqualTo("0");
  }

  /** Only what covers another node moves, and no further than it has to. */
  @Test
  void writeSvg_tidied_movesNodesThatCoverOthers() {
    String[] positions = {"[0,0]", "[20,30]", "[900,0]", "[905,300]", "[1000,0]"};
    String document =
        workflow(
            each(
                    positions.length,
                    i ->
                        json(
                            ",'n%d':{'node_id':'n%d','node_type':'LogNode','position':%s}"
                                .formatted(i, i, positions[i])))
                .substring(1));

    List<double[]> stored = boxes(svg(picture(document)));
    List<double[]> tidied = boxes(svg(picture(document).tidied()));
    assertThat(overlaps(stored)).isEqualTo(2);
    assertThat(overlaps(tidied)).isZero();
    for (int kept : new int[] {0, 2, 3}) {
      assertThat(tidied.get(kept)).isEqualTo(stored.get(kept));
    }
    assertThat(tidied.get(1)[0]).isEqualTo(20); // down, as that is less than to the right
    assertThat(tidied.get(1)[1]).isBetween(60.0, 120.0);
  }

  /** Very many nodes at few places are all apart, in time that is in proportion to their number. */
  @Test
  void writeSvg_tidiedManyAtFewPlaces_areApart() {
    String document =
        workflow(
            each(
                    3_000,
                    i ->
                        json(
                            ",'n%d':{'node_id':'n%d','node_type':'LogNode','position':[%d,0]}"
                                .formatted(i, i, i % 3)))
                .substring(1));

    List<double[]> tidied = boxes(svg(picture(document).tidied().detailed()));

    assertThat(tidied).hasSize(3_000);
    assertThat(overlaps(tidied)).isZero();
  }

  /** Left, top, right and bottom of each node. */
  private static List<double[]> boxes(String svg) {
    Pattern box =
        Pattern.compile(
            "<g id=\"s\\w{8}-n\\d+\""
                + " transform=\"translate\\(([-0-9.]+),([-0-9.]+)\\)\">.*?<rect[^>]*?"
                + " width=\"(\\d+)\" height=\"(\\d+)\"",
            Pattern.DOTALL);
    return box.matcher(svg)
        .results()
        .map(
            match -> {
              double x = Double.parseDouble(match.group(1));
              double y = Double.parseDouble(match.group(2));
              return new double[] {
                x, y, x + Double.parseDouble(match.group(3)), y + Double.parseDouble(match.group(4))
              };
            })
        .toList();
  }

  private static int overlaps(List<double[]> boxes) {
    int count = 0;
    for (int i = 0; i < boxes.size(); i++) {
      for (int j = 0; j < i; j++) {
        double[] a = boxes.get(i);
        double[] b = boxes.get(j);
        count += a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3] ? 1 : 0;
      }
    }
    return count;
  }

  @Test
  void writeSvg_unusablePositions_leadToLayers() {
    for (String position : List.of("[1e300,0]", "[0]", "null", "['a',1]", "[5,5]")) {
      String document =
          json(
              "{'metadata':{'name':'x'},'nodes':{"
                  + "'a':{'node_id':'a','node_type':'StartNode','position':[5,5]},"
                  + "'b':{'node_id':'b','node_type':'EndNode','position':"
                  + position
                  + "}},'connections':["
                  + edge("a", "b")
                  + "]}");

      List<MatchResult> places = places(svg(picture(document)));
      assertThat(Double.parseDouble(places.get(1).group(1)))
          .as(position)
          .isGreaterThan(Double.parseDouble(places.get(0).group(1)) + 160);
    }
  }

  @Test
  void writeSvg_layersOfCyclesAndLongChains_doNotOverlap() {
    for (int steps : new int[] {1, 5, 40, 300}) {
      String document =
          workflow(
              START + each(steps, i -> "," + node("n" + i, "LogNode")),
              each(steps, i -> edge(i == 0 ? "start" : "n" + (i - 1), "n" + i) + ",")
                  + edge("n" + (steps - 1), "n0"),
              each(steps / 3, i -> edge("n" + i, "n" + (i * 7 % steps)) + ",")
                  + edge("start", "n0"));

      assertThatBoxesAreApart(places(svg(picture(document))));
    }
  }

  private static void assertThatBoxesAreApart(List<MatchResult> places) {
    for (int i = 0; i < places.size(); i++) {
      for (int j = i + 1; j < places.size(); j++) {
        double dx = number(places.get(i), 1) - number(places.get(j), 1);
        double dy = number(places.get(i), 2) - number(places.get(j), 2);
        assertThat(Math.abs(dx) >= Box.MOST_WIDTH || Math.abs(dy) >= Box.HEADER + Box.ROW)
            .as("boxes %d and %d", i, j)
            .isTrue();
      }
    }
  }

  private static double number(MatchResult place, int group) {
    return Double.parseDouble(place.group(group));
  }

  @Test
  void writeSvg_findings_areDrawnOnTheirNodes() {
    String svg =
        svg(
            picture(
                workflow(
                    START + "," + node("b", "LgNode") + "," + node("c", "WaitNode", "{\"x\":1}"),
                    edge("start", "b"),
                    edge("b", "gone"))));

    assertThat(svg)
        .contains("<title>b, LgNode (unknown type); error UNKNOWN_NODE_TYPE: ")
        .contains("<title>b.exec_out &gt; gone.exec_in; error ORPHANED_CONNECTION: ")
        .contains(">gone is missing</text>")
        .contains("stroke-dasharray=\"6 4\"")
        .contains("info UNKNOWN_CONFIG_KEY");
  }

  /** Each node that a finding is about shows it; a long message is complete at one place only. */
  @Test
  void writeSvg_findingAboutSeveralNodes_isDrawnOnEach() {
    String few =
        svg(
            picture(
                workflow(
                    START + "," + node("a", "LogNode") + "," + node("b", "LogNode"),
                    edge("a", "b"),
                    edge("b", "a"))));
    assertThat(few).contains("<title>a, LogNode; ").contains("<title>b, LogNode; ");
    assertThat(few.split("warning UNREACHABLE_NODES: No entry point leads to 2 nodes", -1))
        .hasSize(3);

    int count = 900;
    String many =
        svg(
            picture(
                workflow(
                    START + each(count, i -> "," + node("n" + i, "LogNode")),
                    each(count, i -> edge("n" + i, "n" + (i + 1) % count) + ",")
                        + edge("n0", "n1"))));
    assertThat(many.split("warning UNREACHABLE_NODES: No entry point leads to 900 ", -1))
        .hasSize(count + 1);
    assertThat(many.length()).isLessThan(count * 3_000);
  }

  /** Where another node is in its way, a label is below its node. */
  @Test
  void writeSvg_missingEndBesideANode_isLabelledBelow() {
    String node = "'%1$s':{'node_id':'%1$s','node_type':'LogNode','position':%2$s}";
    String nodes = node.formatted("a", "[0,0]") + "," + node.formatted("b", "[200,0]");
    String svg =
        svg(
            picture(
                json(
                    "{'nodes':{"
                        + nodes
                        + "},'connections':["
                        + edge("gone", "b")
                        + ","
                        + edge("lost", "b")
                        + ","
                        + edge("missing", "a")
                        + "]}")));

    assertThat(svg)
        .contains("<path d=\"M200,54H184\"")
        .contains("<text x=\"200\" y=\"82\"")
        .contains("<text x=\"200\" y=\"96\"")
        .contains("<text x=\"-58\" y=\"58\" text-anchor=\"end\"");
  }

  @Test
  void writeSvg_veryLongTitle_isShortenedInTimeInProportion() {
    String frame = "{'title':'" + "x".repeat(500_000) + "','node_ids':['start']}";

    String svg = svg(picture(json("{'nodes':{" + START + "},'frames':[" + frame + "]}")));

    assertThat(svg).contains("xxx…</text>");
  }

  @Test
  void writeSvg_nastyStrings_areTextOnly() throws Exception {
    Set<String> all = new TreeSet<>(NastyStrings.own());
    all.addAll(NastyStrings.known());
    for (String nasty : all) {
      ReadResult read = LOADER.tryRead(NastyStrings.document(nasty).getBytes(UTF_8)).block();
      if (!read.accepted()) {
        continue; // a pattern that is not accepted in any document
      }
      Document svg = parsed(svg(picture(read)));

      NodeList elements = svg.getElementsByTagName("*");
      for (int i = 0; i < elements.getLength(); i++) {
        assertThat(elements.item(i).getNodeName())
            .isIn("svg", "title", "desc", "style", "rect", "text", "g", "path");
      }
    }
  }

  @Test
  void writeSvg_manyNodes_haveNoTextUnlessRequested() {
    WorkflowPicture picture = picture(chain(WorkflowPicture.MOST_DETAILED));

    assertThat(svg(picture)).doesNotContain(">LogNode</text>");
    assertThat(svg(picture.detailed())).contains(">LogNode</text>");
  }

  @Test
  void writeSvg_autoTheme_addsTheDarkColoursAsStyle() {
    String auto = svg(picture(workflow(START)));

    assertThat(auto).contains("@media (prefers-color-scheme:dark){#s").contains("fill=\"#ffffff\"");
    assertThat(svg(picture(workflow(START)).withTheme(Theme.DARK)))
        .doesNotContain("<style>")
        .doesNotContain("#f1f3f6");
  }

  @Test
  void writeSvg_addedStartNode_isNotDrawn() {
    assertThat(svg(picture(workflow(node("a", "LogNode"))))).doesNotContain("__auto_start__");
  }

  @Test
  void writeSvg_emptyWorkflow_isAPicture() throws Exception {
    assertThat(
            parsed(svg(picture(workflow(""))))
                .getElementsByTagName("desc")
                .item(0)
                .getTextContent())
        .startsWith("0 nodes, 0 connections");
  }

  @Test
  void writeSvg_failingTarget_throwsItsFailure() {
    Appendable full =
        new Appendable() {
          @Override
          public Appendable append(CharSequence text) throws IOException {
            throw new IOException("the disk is full");
          }

          @Override
          public Appendable append(CharSequence text, int start, int end) throws IOException {
            throw new IOException("the disk is full");
          }

          @Override
          public Appendable append(char character) throws IOException {
            throw new IOException("the disk is full");
          }
        };

    assertThatThrownBy(() -> picture(workflow(START)).writeSvg(full))
        .isInstanceOf(IOException.class)
        .hasMessage("the disk is full");
  }

  @Test
  void writeMermaid_names_areEscaped() throws IOException {
    String document =
        workflow(
            START
                + ","
                + json("'b':{'node_id':'b','node_type':'IfNode','name':'a#b; <i> | ]'}")
                + ","
                + node("c", "LgNode"),
            edge("start", "b"),
            edge("b", "true", "c", "exec_in"));

    assertThat(mermaid(document).lines())
        .containsSubsequence(
            "flowchart LR",
            "  n0[\"start<br/>StartNode\"]",
            "  n1[\"a#35;b#59; #60;i#62; #124; #93;<br/>IfNode\"]",
            "  n2[\"c<br/>LgNode (unknown type)\"]:::error",
            "  n0 ==> n1",
            "  n1 ==>|\"true\"| n2");
  }

  @Test
  void writeDot_names_areEscaped() throws IOException {
    StringBuilder dot = new StringBuilder();
    picture(
            workflow(
                START + "," + json("'b':{'node_id':'b','node_type':'IfNode','name':'{a|b}'}"),
                edge("start", "b")))
        .writeDot(dot);

    assertThat(dot.toString())
        .contains("n1 [label=\"{<i0> exec_in}|{\\{a\\|b\\}|IfNode}")
        .contains("  n0:o0:e -> n1:i0:w [penwidth=2];");
  }
}
