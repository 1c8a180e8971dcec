package dev.sluice.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.support.Workflows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the page does once, and not each time or later than it could. */
class PageWorkTest extends PageSession {

  private static final Path PAGE = Path.of("src/main/resources/dev/sluice/web/page");

  @BeforeAll
  static void writeFiles() throws IOException {
    write("a.json", Workflows.chain(3));
  }

  @Test
  void list_isRequestedOnceAndBeforeTheModulesRun() {
    list(1);

    browser.waitFor(
        "the answer",
        () ->
            (boolean)
                browser.run(
                    "return performance.getEntriesByType('resource').some((each)"
                        + " => each.name.endsWith('api/workflows'))"));
    assertThat(
            browser.run(
                """
                const { domInteractive } = performance.getEntriesByType('navigation')[0];
                return performance.getEntriesByType('resource')
                  .filter((each) => each.name.endsWith('api/workflows'))
                  .map((each) => each.startTime < domInteractive);
                """))
        .isEqualTo(List.of(true));
    assertThat(browser.run("return globalThis.early === undefined")).isEqualTo(true);
  }

  @Test
  void names_thatArriveBeforeTheModules_areShownIfTheyAreReadAsTheyAre() throws IOException {
    browser.open(address + "help/UNKNOWN_PORT"); // a page without modules
    browser.run(
        """
        const rows = document.createElement('div');
        rows.id = 'rows';
        document.body.append(rows);
        const line = (t, path) => JSON.stringify({ t, path }) + '\\n';
        const text = line('item', 'a.json') + line('unreadable', 'b.json') + line('item', 'c/größe 1.json')
          + line('item', 'd\\u202e.json') + line('item', 'e.json');
        globalThis.fetch = () => Promise.resolve(new Response(text));
        """);

    browser.run(Files.readString(PAGE.resolve("early.js")));

    browser.waitFor("two names", () -> browser.elements("#rows .row").size() == 2);
    assertThat(
            browser.run(
                "return [...document.querySelectorAll('#rows b')].map((each) => each.textContent)"))
        .isEqualTo(List.of("a.json", "c/größe 1.json"));
  }

  @Test
  void list_shownByItsModule_replacesTheNamesBeforeIt() {
    assertThat(
            module(
                List.of("list"),
                """
                const box = document.createElement('div');
                for (const className of ['spacer', 'row early']) box.append(Object.assign(document.createElement('div'), { className }));
                const made = new list.List(box, () => {});
                made.paint();
                const before = box.querySelectorAll('.early').length;
                made.show([]);
                return [before, box.querySelectorAll('.early').length];
                """))
        .isEqualTo(List.of(1L, 0L));
  }

  @Test
  void list_firstRows_areShownBeforeMoreIsRead() {
    browser.before(
        """
        const real = globalThis.fetch;
        const line = (n) => `{"t":"item","id":"${String(n).padStart(22, 'A')}","path":"${n}.json","modified":"1","accepted":true,"nodeCount":1}\\n`;
        globalThis.fetch = (path, options) => {
          if (path !== 'api/workflows') return real(path, options);
          let pulled = 0;
          return Promise.resolve(new Response(new ReadableStream({
            pull(controller) {
              pulled++;
              if (pulled === 40) {
                globalThis.rowsBeforeTheEnd = document.querySelectorAll('.row').length;
                controller.enqueue(new TextEncoder().encode('{"t":"end"}\\n'));
                controller.close();
              } else controller.enqueue(new TextEncoder().encode(line(pulled)));
            },
          }, { highWaterMark: 0 })));
        };
        """);
    list(39);

    assertThat((long) browser.run("return globalThis.rowsBeforeTheEnd")).isPositive();
  }

  /** Sizing the nodes takes longest of all that precedes a picture. */
  @Test
  void picture_changedSeveralTimesBeforeAFrame_isSizedOnce() {
    assertThat(
            module(
                List.of("stage", "model"),
                """
                const area = document.createElement('div');
                area.append(...['canvas', 'div', 'canvas'].map((name) => document.createElement(name)));
                document.body.append(area);
                const ignore = () => {};
                const shown = new stage.Stage(area, { onSelect: ignore, onOpenFinding: ignore, onView: ignore, onZoom: ignore });
                const read = new model.Model();
                let sized = 0;
                read.index = () => {
                  sized++;
                  model.Model.prototype.index.call(read);
                };
                const node = (id, x) => ({ id, type: 'T', placeholder: true, position: [x, 0], config: {} });
                read.take({ t: 'nodes', nodes: [node('a', 0)] });
                shown.show(read, false);
                read.take({ t: 'nodes', nodes: [node('b', 900)] });
                shown.refresh(true);
                read.take({ t: 'connections', connections: [['a', 'exec_out', 'b', 'exec_in']] });
                shown.refresh(true);
                const early = sized;
                await new Promise(requestAnimationFrame);
                await new Promise(requestAnimationFrame);
                area.remove();
                return [early, sized, shown.extent.w > 900, read.nodes.get('b').ports.inputs.length];
                """))
        .isEqualTo(List.of(0L, 1L, true, 1L));
  }

  @Test
  void edges_ofWholeWorkflow_areLinkedOnce() {
    assertThat(
            module(
                List.of("stage", "model"),
                """
                const area = document.createElement('div');
                area.append(...['canvas', 'div', 'canvas'].map((name) => document.createElement(name)));
                const ignore = () => {};
                const shown = new stage.Stage(area, { onSelect: ignore, onOpenFinding: ignore, onView: ignore, onZoom: ignore });
                const read = new model.Model();
                let linked = 0;
                read.index = () => {
                  linked++;
                  model.Model.prototype.index.call(read);
                };
                const node = (id, x) => ({ id, type: 'T', placeholder: true, position: [x, 0], config: {} });
                read.take({ t: 'nodes', nodes: [node('a', 0), node('b', 900)] });
                read.take({ t: 'connections', connections: [['a', 'exec_out', 'b', 'exec_in']] });
                read.take({ t: 'loaded', kind: 'workflow' });
                shown.show(read, false);
                shown.settle();
                shown.select(read.nodes.get('a'));
                shown.settle();
                const whole = linked;
                read.take({ t: 'connections', connections: [['b', 'exec_out', 'a', 'exec_in']] });
                shown.settle();
                return [whole, linked, read.nodes.get('a').in.length];
                """))
        .isEqualTo(List.of(1L, 2L, 1L));
  }

  /** Curves take most of the time of a picture that shows thousands of them. */
  @Test
  void edges_thatAreShortOnScreenAndLeadForward_areLines() {
    assertThat(
            module(
                List.of("geometry", "paint"),
                """
                const node = (x, y) => ({ at: [x, y], w: 200, h: 80, ports: { inputs: [{ name: 'in' }], outputs: [{ name: 'out' }] } });
                const drawn = (from, to, k) => {
                  const edge = { from, to, sourcePort: 'out', targetPort: 'in' };
                  geometry.route(edge);
                  let way;
                  const c = { moveTo() {}, lineTo: () => (way = 'line'), bezierCurveTo: () => (way = 'curve') };
                  paint.traceEdge(c, edge, k);
                  return way;
                };
                const [a, b] = [node(0, 0), node(300, 200)];
                return [drawn(a, b, 0.1), drawn(a, b, 0.5), drawn(b, a, 0.1), drawn(a, a, 0.1)];
                """))
        .isEqualTo(List.of("line", "curve", "curve", "curve"));
  }

  @Test
  void source_ofManyLines_hasAFewTextsThatAreMarkedInTheirMiddle() {
    assertThat(
            module(
                List.of("source"),
                """
                const root = document.createElement('div');
                document.body.append(root);
                const shown = new source.Source(root);
                const text = Array.from({ length: 2000 }, (_, i) => `"line ${i + 1}"`).join('\\n');
                shown.show(text);
                shown.reveal(1234, 1);
                const texts = [...root.querySelectorAll('pre')].flatMap((pre) => [...pre.childNodes]);
                const result = [
                  texts.filter((node) => node.nodeType === Node.TEXT_NODE).length,
                  texts.map((node) => node.textContent).join('') === text,
                  [...CSS.highlights.get('place')].join(),
                  root.querySelector('.marked').style.top,
                ];
                root.remove();
                return result;
                """))
        .isEqualTo(List.of(4L, true, "\"line 1234\"", "4660px"));
  }

  @Test
  void camera_askedForBeforeAFrame_showsWhatHasChanged() {
    assertThat(
            module(
                List.of("stage", "model"),
                """
                const area = document.createElement('div');
                area.append(...['canvas', 'div', 'canvas'].map((name) => document.createElement(name)));
                area.style.cssText = 'width: 400px; height: 300px';
                document.body.append(area);
                const ignore = () => {};
                const shown = new stage.Stage(area, { onSelect: ignore, onOpenFinding: ignore, onView: ignore, onZoom: ignore });
                const read = new model.Model();
                read.take({ t: 'nodes', nodes: [{ id: 'a', type: 'T', placeholder: true, position: [5000, 0], config: {} }] });
                shown.show(read, false);
                const { x } = shown.camera;
                area.remove();
                return x > 4000;
                """))
        .isEqualTo(true);
  }

  /** Counting from one cell to the next never ends where numbers are further apart than cells. */
  @Test
  void positions_beyondAllCells_areFound() {
    assertThat(
            module(
                List.of("geometry"),
                """
                const grid = new geometry.Grid();
                const box = (x, y) => ({ x, y, w: 200, h: 80 });
                grid.add('far', box(1e300, -1e300));
                grid.add('near', box(0, 0));
                return [...grid.within(box(1e300, -1e300)), ...grid.within(box(0, 0))];
                """))
        .asInstanceOf(InstanceOfAssertFactories.LIST)
        .contains("far", "near");
  }

  /** The places of a part are not those of the file, and the connections may arrive after it. */
  @Test
  void layout_ofNodesBeforeTheirConnections_isMadeAnew() {
    assertThat(
            module(
                List.of("model"),
                """
                const read = new model.Model();
                const node = (id) => ({ id, type: 'T', placeholder: true, config: {} });
                read.take({ t: 'nodes', nodes: ['a', 'b', 'c'].map(node) });
                read.layout();
                read.take({ t: 'connections', connections: [['a', 'exec_out', 'b', 'exec_in'], ['b', 'exec_out', 'c', 'exec_in']] });
                read.take({ t: 'loaded', kind: 'workflow' });
                return [read.laidOut, ...[...read.nodes.values()].map((each) => each.at[0])];
                """))
        .isEqualTo(List.of(true, 0L, 320L, 640L));
  }

  @Test
  void numbers_haveTheirDigitsInGroups() {
    assertThat(module(List.of("dom"), "return [0, 999, 1000, 1234567].map(dom.grouped).join(' ')"))
        .isEqualTo("0 999 1,000 1,234,567");
  }
}
