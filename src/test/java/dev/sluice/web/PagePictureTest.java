package dev.sluice.web;

import static dev.sluice.support.Workflows.edge;
import static dev.sluice.support.Workflows.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.support.Workflows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

/** The picture, the source and the search within a workflow. */
class PagePictureTest extends PageSession {

  private static final String MARKED =
      "return [...(CSS.highlights.get('place') ?? [])].map(String).join()";

  @BeforeAll
  static void writeFiles() throws IOException {
    Files.copy(Path.of("docs", "examples", "overdue-invoices.json"), tree.resolve("invoices.json"));
    write("wide.json", placed(1_000, 320));
    write("two.json", placed(2, 400));
    write(
        "places.json",
        "{\r\n\t\"metadata\": {\"name\": \"x\"},\r\n\t\"nodes\": {\"a\": {\"node_id\": \"a\","
            + " \"name\": \"\uD83D\uDE00e\u0301\\t\", \"node_type\": \"NoSuchNode\","
            + " \"config\": {}}},\r\n\t\"connections\": []\r\n}");
    write("line.json", placed(30, 400));
    write("long.json", placed(30, 400).replace(",", ",\n").replace("LogNode\"", "LogNode\"\n\n"));
  }

  /** A chain of nodes with positions. */
  private static String placed(int count, int by) {
    String nodes =
        IntStream.range(0, count)
            .mapToObj(
                i ->
                    json(
                        "'n%d':{'node_id':'n%d','node_type':'LogNode','position':[%d,%d],'config':{'message':'step %d'}}"
                            .formatted(i, i, i % 40 * by, i / 40 * 200, i)))
            .collect(Collectors.joining(","));
    return Workflows.workflow(
        nodes,
        IntStream.range(1, count)
            .mapToObj(i -> edge("n" + (i - 1), "n" + i))
            .toArray(String[]::new));
  }

  @Test
  void camera_fitted_showsBoxesOfAnySpread() {
    assertThat(
            module(
                List.of("camera"),
                """
                const size = { w: 900, h: 600 };
                return [10, 1e3, 1e5, 1e6].every((spread) => {
                  const { x, y, k } = camera.fitted({ x: -spread, y: 5, w: 2 * spread, h: spread }, size);
                  const inside = (wx, wy) => (wx - x) * k >= 0 && (wx - x) * k <= size.w && (wy - y) * k >= 0 && (wy - y) * k <= size.h;
                  return k <= 1 && inside(-spread, 5) && inside(spread, 5 + spread);
                });
                """))
        .isEqualTo(true);
  }

  @Test
  void camera_zoomed_keepsThePointUnderThePointer() {
    assertThat(
            module(
                List.of("camera"),
                """
                const box = { x: 0, y: 0, w: 5000, h: 5000 };
                let view = { x: 12, y: -7, k: 0.4 };
                const at = ({ x, y, k }) => [x + 333 / k, y + 222 / k];
                const before = at(view);
                let worst = 0;
                for (const k of [0.6, 3, 9, 0.2, 0.0001]) {
                  view = camera.zoomed(view, k, 333, 222, box, { w: 900, h: 600 });
                  worst = Math.max(worst, ...at(view).map((v, i) => Math.abs(v - before[i]) * view.k));
                }
                return worst < 1 && view.k === 0.05;
                """))
        .isEqualTo(true);
  }

  @Test
  void pinch_withFingersOnNodes_zooms() {
    show("two.json", "graph");
    browser.waitFor("the nodes", () -> drawnNodes() == 3);
    double before = zoom();
    Map<?, ?> area =
        (Map<?, ?>)
            browser.run(
                "const box = document.querySelector('#proxies"
                    + " [role=option]').getBoundingClientRect();return { x: box.x + box.width / 2,"
                    + " y: box.y + box.height / 2 }");
    double x = ((Number) area.get("x")).doubleValue();
    double y = ((Number) area.get("y")).doubleValue();

    browser.devTools(
        "Emulation.setTouchEmulationEnabled", Map.of("enabled", true, "maxTouchPoints", 5));
    touch("touchStart", x - 10, y, x + 10, y);
    touch("touchMove", x - 40, y, x + 40, y);
    touch("touchMove", x - 80, y, x + 80, y);
    browser.devTools(
        "Input.dispatchTouchEvent", Map.of("type", "touchEnd", "touchPoints", List.of()));

    browser.waitFor(() -> before + " and " + zoom(), () -> zoom() > before * 1.5);
    assertThat(browser.text("#inspector h1")).isEmpty();
  }

  private static void touch(String type, double x1, double y1, double x2, double y2) {
    browser.devTools(
        "Input.dispatchTouchEvent",
        Map.of(
            "type",
            type,
            "touchPoints",
            List.of(Map.of("x", x1, "y", y1, "id", 1), Map.of("x", x2, "y", y2, "id", 2))));
  }

  private static double zoom() {
    return Double.parseDouble(browser.text("#zoom").replace(" %", ""));
  }

  @Test
  void ports_ofEachKind_differInGrey() {
    assertThat(
            module(
                List.of("paint"),
                """
                const kinds = ['exec', 'text', 'number', 'boolean', 'list', 'dict', 'any', 'handle'];
                const pictures = kinds.map((kind) => {
                  const c = new OffscreenCanvas(16, 16).getContext('2d');
                  c.fillStyle = c.strokeStyle = '#000';
                  c.lineWidth = 2;
                  paint.drawPort(c, kind, 8, 8, 5);
                  return c.getImageData(0, 0, 16, 16).data.filter((_, i) => i % 4 === 3);
                });
                const same = [];
                pictures.forEach((a, i) => pictures.forEach((b, j) => {
                  const difference = a.reduce((sum, value, at) => sum + Math.abs(value - b[at]), 0) / 255;
                  if (i < j && difference < 8) same.push([kinds[i], kinds[j], difference]);
                }));
                return JSON.stringify(same);
                """))
        .isEqualTo("[]");
  }

  @Test
  void edges_backwardAndToItself_runUnderTheirNodes() {
    assertThat(
            module(
                List.of("geometry"),
                """
                const node = (x, y) => ({ at: [x, y], w: 200, h: 80, ports: { inputs: [{ name: 'in' }], outputs: [{ name: 'out' }] } });
                const [a, b] = [node(0, 0), node(600, 0)];
                const edge = (from, to) => ({ from, to, sourcePort: 'out', targetPort: 'in' });
                const depth = (e) => Math.max(...geometry.curve(e).map(([, y]) => y));
                const [back, self, ahead] = [edge(b, a), edge(a, a), edge(a, b)].map(depth);
                const dangling = geometry.curve({ from: a, to: null, sourcePort: 'out' });
                const middle = geometry.distanceTo(geometry.curve(edge(a, b)), 400, 50);
                const far = geometry.distanceTo(geometry.curve(edge(a, b)), 400, 90);
                return back > 80 && self > 80 && ahead < 80 && dangling[3][0] > 200 && middle < 0.5 && far > 39;
                """))
        .isEqualTo(true);
  }

  /** Connections that are easily lost: at the middle of each, something is drawn and can be hit. */
  @Test
  void connections_danglingBackwardOwnOrParallel_areSeenAndHit() throws IOException {
    String ports =
        IntStream.range(0, 500)
            .mapToObj(i -> edge("a", "port_" + i, "b", "port_" + i))
            .collect(Collectors.joining(","));
    String same = String.join(",", Collections.nCopies(500, edge("a", "exec_out", "b", "exec_in")));
    write(
        "odd.json",
        Workflows.workflow(
            at("a", 0, 0)
                + ","
                + at("b", 900, 0)
                + ","
                + at("c", 0, -400)
                + ","
                + at("d", 900, -400),
            same,
            ports,
            edge("d", "exec_out", "c", "exec_in"),
            edge("c", "exec_out", "c", "exec_in"),
            edge("d", "exec_out", "nowhere", "exec_in")));
    show("odd.json", "graph?v=-100,-600,0.5");

    Object missed =
        module(
            List.of("model", "geometry"),
            """
            const text = await (await fetch('api/workflows/' + location.hash.slice(4, 26))).text();
            const made = new model.Model();
            for (const line of text.split('\\n')) if (line) made.take(JSON.parse(line));
            made.index();
            for (const node of made.nodes.values()) geometry.shape(node, false);
            const list = document.getElementById('proxies');
            const box = list.getBoundingClientRect();
            const c = document.getElementById('canvas');
            const pixels = new OffscreenCanvas(8, 8).getContext('2d', { willReadFrequently: true });
            const missed = [];
            let at = [-100, -600]; // the corner of the picture, half a pixel for each unit
            let seen = 0;
            for (const edge of made.edges.filter((each) => each.times)) {
              const [x, y] = geometry.middleOf(geometry.curve(edge));
              const to = [x - box.width, y - box.height];
              list.dispatchEvent(new WheelEvent('wheel', { deltaX: (to[0] - at[0]) / 2, deltaY: (to[1] - at[1]) / 2, bubbles: true, cancelable: true }));
              at = to;
              list.dispatchEvent(new PointerEvent('pointermove', { clientX: box.x + box.width / 2, clientY: box.y + box.height / 2, bubbles: true }));
              const wanted = edge.sourcePort + ' → ' + (edge.to?.title ?? 'nowhere (does not exist)') + ', ' + edge.targetPort + (edge.times > 1 ? ' (500 times)' : '');
              if (!list.title.endsWith(wanted)) missed.push(wanted + ' | ' + list.title);
              if (seen++ % 50 && edge.sourcePort.startsWith('port_')) continue; // a frame for each would take long
              await new Promise(requestAnimationFrame);
              await new Promise(requestAnimationFrame);
              pixels.drawImage(c, c.width / 2 - 4, c.height / 2 - 4, 8, 8, 0, 0, 8, 8);
              const { data } = pixels.getImageData(0, 0, 8, 8);
              if (new Set(Array.from({ length: 64 }, (_, i) => data.slice(4 * i, 4 * i + 3).join())).size < 2) missed.push(wanted + ' is not drawn');
            }
            return seen + ' of them, missed: ' + missed.join('; ');
            """);

    assertThat(missed).isEqualTo("506 of them, missed: "); // two lead from the added start
  }

  private static String at(String id, int x, int y) {
    return json(
        "'%s':{'node_id':'%s','node_type':'LogNode','position':[%d,%d],'config':{}}"
            .formatted(id, id, x, y));
  }

  @Test
  void click_onConnection_selectsItsSource() {
    show("two.json", "graph");
    browser.waitFor("the nodes", () -> drawnNodes() == 3);

    browser.run(
        """
        const [a, b] = ['n0', 'n1'].map((name) => document.querySelector(`#proxies [aria-label^="${name},"]`).getBoundingClientRect());
        const at = { clientX: (a.right + b.left) / 2, clientY: a.top + 50 * arguments[0], button: 0, buttons: 1, pointerId: 1, bubbles: true };
        const list = document.getElementById('proxies');
        list.setPointerCapture = () => {};
        list.dispatchEvent(new PointerEvent('pointerdown', at));
        list.dispatchEvent(new PointerEvent('pointerup', at));
        """,
        zoom() / 100);

    awaitText("#inspector h1", "n0");
  }

  @Test
  void minimap_ofLargeWorkflow_showsItAndLeadsThere() {
    show("wide.json", "graph");
    browser.element("#zoomIn").click();
    browser.element("#zoomIn").click();
    browser.waitFor("the minimap", () -> browser.element("#minimap").isDisplayed());
    String drawn =
        """
        const map = document.getElementById('minimap');
        return map.getContext('2d').getImageData(0, 0, map.width, map.height).data.filter((v, i) => i % 4 === 3 && v > 0).length;
        """;
    browser.waitFor("nodes", () -> (long) browser.run(drawn) > 1_000);
    String before = browser.address();

    browser.element("#minimap").click();

    browser.waitFor("another view", () -> !browser.address().equals(before));
  }

  @Test
  void badges_ofSmallPictures_showAllFindings() {
    assertThat(
            module(
                List.of("paint"),
                """
                const nodes = Array.from({ length: 500 }, (_, i) => ({ at: [i * 37, i * 11], w: 200, findings: i % 3 ? [{ severity: 'WARNING' }] : [] }));
                const groups = paint.clusters(nodes, 0.02);
                const all = groups.reduce((sum, each) => sum + each.findings.length, 0);
                return all === nodes.filter((each) => each.findings.length).length && groups.length < 60;
                """))
        .isEqualTo(true);
  }

  @Test
  void names_ofSmallPictures_areShownWithoutTouching() {
    assertThat(
            module(
                List.of("paint"),
                """
                const c = new OffscreenCanvas(900, 600).getContext('2d');
                const nodes = Array.from({ length: 900 }, (_, i) => ({ at: [(i % 30) * 300, Math.floor(i / 30) * 200], title: 'Node ' + i }));
                return [0.2, 0.1, 0.05, 0.001].map((k) => paint.drawNames(c, { canvas: '#fff', text: '#000' }, nodes, k, () => true)).every((count) => count >= 1 && count <= 60);
                """))
        .isEqualTo(true);
  }

  @Test
  void title_thatIsLong_isCutToItsNode() {
    assertThat(
            module(
                List.of("paint"),
                """
                const c = new OffscreenCanvas(10, 10).getContext('2d');
                c.font = '600 13px sans-serif';
                return [180, 40, 12].every((width) => c.measureText(paint.cut(c, 'W'.repeat(256), width)).width <= width);
                """))
        .isEqualTo(true);
  }

  @Test
  void positions_missingOrEqual_areLaidOutApart() {
    assertThat(
            module(
                List.of("model"),
                """
                const distinct = (position) => {
                  const made = new model.Model();
                  made.take({ t: 'nodes', nodes: Array.from({ length: 30 }, (_, i) => ({ id: 'n' + i, type: 'T', config: {}, position })) });
                  made.take({ t: 'connections', connections: Array.from({ length: 29 }, (_, i) => ['n' + i, 'exec_out', 'n' + (i + 1), 'exec_in']) });
                  made.take({ t: 'loaded', kind: 'workflow' });
                  return new Set([...made.nodes.values()].map((node) => node.at.join())).size;
                };
                return [distinct(undefined), distinct([5, 5]), distinct([null, 1])].join();
                """))
        .isEqualTo("30,30,30");
  }

  @ParameterizedTest
  @ValueSource(strings = {"read_invoices", "Read open", "ForLoop", "overdue", "{{"})
  void find_byIdNameTypeConfigOrVariable_stepsAndRestoresTheView(String text) {
    show("invoices.json", "graph");
    browser.waitFor("the nodes", () -> drawnNodes() == 10);
    String before = browser.text("#zoom");

    browser.element("#find").sendKeys(text);
    browser.waitFor(
        () -> "hits, not " + browser.run("return document.getElementById('hits').value"),
        () ->
            String.valueOf(browser.run("return document.getElementById('hits').value"))
                .matches("\\d+"));
    browser.element("#find").sendKeys(Keys.ENTER);
    browser.waitFor(
        "the first",
        () ->
            String.valueOf(browser.run("return document.getElementById('hits').value"))
                .startsWith("1/"));
    browser.element("#zoomIn").click();
    browser.element("#find").sendKeys(Keys.ESCAPE);

    browser.waitFor("the view", () -> browser.text("#zoom").equals(before));
    assertThat(browser.run("return document.activeElement.id")).isEqualTo("proxies");
  }

  @Test
  void source_place_isRightAfterAstralAndCombiningCharacters() {
    show("places.json", "graph");
    awaitText("#findings", "UNKNOWN_NODE_TYPE");
    browser.element("#findings td button[aria-label*=UNKNOWN_NODE_TYPE]").click();
    browser.element("#tabSource").click();

    browser.waitFor("the value", () -> "\"NoSuchNode\"".equals(browser.run(MARKED)));
  }

  /** The colours of a row depend on where the rows before it have ended: within a string or not. */
  @Test
  void source_ofLongLine_hasColoursThatReachFromRowToRow() {
    assertThat(
            module(
                List.of("source"),
                """
                const root = document.createElement('div');
                root.style.cssText = 'position: fixed; inset: 0; display: flex; z-index: 9';
                document.body.append(root);
                const shown = new source.Source(root);
                shown.show(`{"key": "${'long '.repeat(100)}", "other": 12}`);
                const texts = (name) => [...CSS.highlights.get(name)].map(String);
                while (!texts('number').length) await new Promise(requestAnimationFrame);
                const found = [texts('key').join(), texts('number').join(), texts('string').join(''), texts('string').length];
                root.remove(); // which empties the ranges
                return found;
                """))
        .isEqualTo(List.of("\"key\",\"other\"", "12", '"' + "long ".repeat(100) + '"', 4L));
  }

  @ParameterizedTest
  @ValueSource(strings = {"line.json", "invoices.json", "places.json", "long.json"})
  void source_copied_isTheTextOfTheFile(String file) throws IOException {
    show(file, "source?L=1");
    awaitText(".source", "node_type");

    Object copied =
        browser.await(
            """
            const source = document.querySelector('.source');
            getSelection().selectAllChildren(source);
            const copied = {}; // what a clipboard does to line breaks depends on the system
            const clipboardData = { setData: (type, text) => (copied[type] = text) };
            source.dispatchEvent(Object.assign(new Event('copy'), { clipboardData }));
            const file = await (await fetch(arguments[0])).text();
            return copied['text/plain'] === file ? file.length : JSON.stringify(copied);
            """,
            "api/workflows/" + Library.idOf(file) + "/source");
    assertThat(copied).isEqualTo((long) Files.readString(tree.resolve(file)).length());
  }

  @Test
  void address_ofLine_marksIt() {
    show("places.json", "source?L=2&C=3");

    browser.waitFor(
        "the mark",
        () ->
            "metadata".equals(String.valueOf(browser.run(MARKED)).replace("\"", ""))
                || "m".equals(browser.run(MARKED)));
    assertThat(browser.address()).contains("L=2&C=3");
  }

  @Test
  void differences_ofMovedNodes_areOneLine() throws IOException {
    write("moved.json", placed(100, 400));
    write("moved-from.json", placed(100, 300));
    show("moved-from.json", "diff?with=" + Library.idOf("moved.json"));

    awaitText("#panelDiff", "Nothing changes except:");
    assertThat(browser.text("#panelDiff")).contains("parts moved or laid out differently");
    assertThat(browser.elements("#panelDiff .differences li")).isEmpty();
    browser.element(".steps [aria-pressed]").click();
    assertThat(browser.element(".steps [aria-pressed]").getDomAttribute("aria-pressed"))
        .isEqualTo("true");
  }

  /** What only one of the workflows has is in the picture of both, and the keys go there. */
  @Test
  void differences_haveOnePictureOfBoth() throws IOException {
    write("old.json", Workflows.workflow(at("a", 0, 0) + "," + at("b", 400, 0), edge("a", "b")));
    write(
        "new.json",
        Workflows.workflow(
            at("a", 0, 0).replace("{}", "{\"message\":\"x\"}")
                + ","
                + at("c", 400, 300).replace("LogNode", "WaitNode"),
            edge("a", "c")));
    show("old.json", "diff?with=" + Library.idOf("new.json"));

    awaitText("#panelDiff", "Rewired (2)");
    browser.waitFor(
        "a picture of three nodes",
        () -> browser.elements("#panelDiff .proxies [role=option]").size() >= 3);
    assertThat(colours("#panelDiff canvas", "ok", "error", "warn")).isEqualTo("true,true,true");
    List<String> walked = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      browser.element("#panelDiff .more").sendKeys("n");
      walked.add(browser.text("#panelDiff .current .link"));
    }
    assertThat(walked).containsExactlyInAnyOrder("a", "b", "c");
    browser.element("#panelDiff .more").sendKeys("p");
    assertThat(browser.text("#panelDiff .current .link")).isEqualTo(walked.get(1));
  }

  /** Whether a canvas has pixels of some colours of the style sheet. */
  private static Object colours(String canvas, String... names) {
    return browser.run(
        """
        const canvas = document.querySelector(arguments[0]);
        const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
        const found = new Set();
        for (let i = 0; i < data.length; i += 4) found.add(data.slice(i, i + 3).join());
        const probe = document.body.appendChild(document.createElement('span'));
        return arguments[1].map((name) => {
          probe.style.color = `var(--${name})`;
          return found.has(getComputedStyle(probe).color.match(/\\d+/g).join());
        }).join();
        """,
        canvas,
        List.of(names));
  }
}
