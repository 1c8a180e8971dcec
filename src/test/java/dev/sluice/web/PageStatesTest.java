package dev.sluice.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.support.Workflows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Each state of the page says what is the matter, why, and what to do. */
class PageStatesTest extends PageSession {

  /** Answers of the server that differ from what it would send, by a part of the address. */
  private static final String REPLACED =
      """
      const real = globalThis.fetch;
      globalThis.fetch = (path, options) => {
        const other = globalThis.replaced?.[String(path).split('?')[0]];
        return other ? other(path, options, real) : real(path, options);
      };
      const text = (body, status = 200, type = 'application/x-ndjson') =>
        Promise.resolve(new Response(body, { status, headers: { 'content-type': type } }));
      const problem = (status, code, detail) =>
        text(JSON.stringify({ status, code, detail }), status, 'application/problem+json');
      """;

  private static final String FLOW = Library.idOf("flow.json");

  PageStatesTest() {
    super(message -> message.contains("the server responded with a status of 4"));
  }

  @BeforeAll
  static void writeFiles() throws IOException {
    write("flow.json", Workflows.chain(3));
    write("large.json", Workflows.chain(1_200));
    write("empty.json", "{\"nodes\": {}, \"connections\": []}");
  }

  private static void replacing(String answers) {
    browser.before(REPLACED + "globalThis.replaced = {" + answers + "};");
  }

  @Test
  void list_whileScanning_showsTheCountSoFarAndPlaceholders() {
    replacing(
        """
        'api/workflows': () => Promise.resolve(new Response(new ReadableStream({
          start(controller) {
            globalThis.foundOne = () => controller.enqueue(new TextEncoder().encode(
              '{"t":"item","id":"AAAAAAAAAAAAAAAAAAAAAA","path":"one.json","modified":"1","accepted":true,"nodeCount":1}\\n'));
          },
        })))\
        """);
    visit("");

    browser.waitFor("placeholders", () -> !browser.elements("#rows.waiting").isEmpty());
    browser.run("globalThis.foundOne()");
    awaitText("#count", "1 workflow …");
    assertThat(browser.elements("#rows.waiting")).isEmpty();
  }

  @Test
  void list_thatEndsEarly_keepsItsRowsAndOffersToTryAgain() throws IOException {
    replacing(
        """
        'api/workflows': (path, options, real) => {
          if (globalThis.healed) return real(path, options);
          return text('{"t":"item","id":"AAAAAAAAAAAAAAAAAAAAAA","path":"cut.json","modified":"1","accepted":true,"nodeCount":1}\\n');
        }\
        """);
    visit("");

    awaitText("#listState", "The list is incomplete: The response of the server ended early.");
    awaitText("#rows", "cut.json");
    assertThat(browser.violations()).isEmpty();
    browser.run("globalThis.healed = true");
    browser.element("#listState button").click();
    awaitText("#count", "3 workflows");
    awaitText("#rows", "flow.json");
  }

  @Test
  void list_ofEmptyDirectory_saysWhatWasLookedAt() {
    replacing(
        """
        'api/workflows': () => text('{"t":"listed","count":0,"total":0,"skipped":{"FOREIGN":214}}\\n{"t":"end"}\\n')\
        """);
    visit("");

    awaitText(
        "#listState", "There are no workflows in this directory, but 214 other files.Look again");
  }

  @Test
  void list_withoutHit_offersToClearTheFilters() {
    list(3);
    browser.element("#query").sendKeys("nothing-like-this");

    awaitText("#listState", "No workflow matches the filters.");
    browser.element("#listState button").click();
    awaitText("#count", "3 workflows");
  }

  @Test
  void page_withoutToken_saysWhereTheLinkIs() {
    replacing(
        """
        'api/workflows': () => problem(401, 'UNAUTHORIZED', 'The token is missing or wrong'),
        'api/events': () => problem(401, 'UNAUTHORIZED', 'The token is missing or wrong')\
        """);
    visit("");

    awaitText("#listState", "open the link that sluice serve printed");
    assertThat(browser.text("#count")).isEmpty();
    awaitText("#live", "Not live: the token is missing");
  }

  @Test
  void workflow_withoutNodes_saysSo() {
    show("empty.json", "graph");

    awaitText("#banner", "This workflow has no nodes.");
  }

  @Test
  void workflow_overALimit_saysWhichAndHowToRaiseIt() {
    visit("#/w/" + Library.idOf("large.json") + "/graph");

    awaitText("#banner", "over the limit nodes of 1000");
    assertThat(browser.text("#banner")).contains("Start sluice serve with --limits trusted");
    awaitText("#findings", "LIMIT_EXCEEDED");
    browser.waitFor("what could be read", () -> drawnNodes() > 0);
    assertThat(browser.elements("#findings tbody tr")).hasSize(1);
  }

  /** A frame is drawn between two batches of nodes. */
  @Test
  void minimap_nodesThatArriveAfterTheLayout_areDrawnOnceTheyHaveAPlace() {
    visit("");
    Object drawn =
        module(
            List.of("minimap"),
            """
            const map = document.createElement('canvas');
            map.style.cssText = 'width: 100px; height: 100px';
            document.body.append(map);
            map.getContext('2d', { willReadFrequently: true });
            const colour = { bg: '#fff', edge: '#f00', accent: '#fff' };
            const extent = { x: 0, y: 0, w: 92, h: 92 };
            const late = { findings: [], at: null, w: 40, h: 40 };
            const nodes = new Map([['a', { findings: [], at: [0, 0], w: 40, h: 40 }], ['b', late]]);
            const model = { nodes, findings: [] };
            const isRed = (x, y) => map.getContext('2d').getImageData(x, y, 1, 1).data[0] === 255;
            const seen = [];
            for (const at of [null, [50, 50]]) {
              late.at = at;
              minimap.drawMinimap(map, colour, model, extent, extent);
              seen.push(isRed(20, 20), isRed(70, 70));
            }
            map.remove();
            return seen.join();
            """);

    assertThat(drawn).isEqualTo("true,false,true,true");
  }

  @Test
  void workflow_thatIsGone_leadsBackToTheList() {
    visit("#/w/AAAAAAAAAAAAAAAAAAAAAA/graph");

    awaitText("#banner", "This workflow is no longer in the directory. Back to the list");
    awaitText("#findings", "0 errors"); // no document is at fault
    browser.element("#banner button").click();
    assertThat(browser.address()).endsWith("#/");
    assertThat(browser.run("return document.activeElement.id")).isEqualTo("rows");
  }

  @Test
  void workflow_changedWhileRead_offersToTryAgain() {
    replacing(
        """
        'api/workflows/%s': (path, options, real) => {
          if (globalThis.healed) return real(path, options);
          return text('{"t":"error","problem":{"status":404,"code":"CHANGED_WHILE_READING","detail":"changed"}}\\n');
        }\
        """
            .formatted(FLOW));
    visit("#/w/" + FLOW + "/graph");

    awaitText("#banner", "The file was changed while it was read.");
    browser.run("globalThis.healed = true");
    browser.element("#banner button").click();
    browser.waitFor("the nodes", () -> drawnNodes() == 4);
  }

  @Test
  void workflow_whoseAnswerEndsEarly_offersToTryAgain() {
    replacing(
        """
        'api/workflows/%s': () => {
          delete globalThis.replaced['api/workflows/%s'];
          return text('{"t":"header","metadata":{"name":"cut"}}\\n');
        }\
        """
            .formatted(FLOW, FLOW));
    visit("#/w/" + FLOW + "/graph");

    awaitText("#banner", "The response of the server ended early. Try again");
    browser.element("#banner button").click();
    browser.waitFor("the nodes", () -> drawnNodes() == 4);
    awaitText("#banner", "The file has no usable positions");
  }

  @Test
  void address_ofUnknownNode_opensTheWorkflowAndNamesIt() {
    show("flow.json", "graph?n=nothing");

    awaitText("#banner", "There is no node \"nothing\" in this workflow.");
  }

  @Test
  void file_thatIsNotAWorkflow_isReportedWithHelp() throws IOException {
    list(3);
    Path file = Files.writeString(folder.resolve("other.json"), "[1, 2]");
    browser.run(
        "HTMLInputElement.prototype.click = function () { window.chosen = this;"
            + " document.body.append(this); }");
    browser.element("#validate").click();
    browser.element("body > input").sendKeys(file.toString());

    awaitText("#dialog", "This file is not accepted");
    awaitText("#dialog", "1 finding");
    assertThat(browser.element("#dialog a.helpLink").getDomAttribute("href")).startsWith("help/");
    assertThat(browser.violations()).isEmpty();
  }

  @Test
  void help_ofFinding_isAPageOfItsOwn() throws IOException {
    visit("#/w/" + Library.idOf("large.json") + "/graph");
    awaitText("#findings", "LIMIT_EXCEEDED");
    String first = browser.tab();
    String href = browser.element("#findings a.helpLink").getDomAttribute("href");
    browser.newTab();
    browser.open(address + href);

    assertThat(browser.text("h1")).isEqualTo("LIMIT_EXCEEDED");
    assertThat(browser.violations()).isEmpty();
    browser.closeTab();
    browser.toTab(first);
  }

  @Test
  void comparison_thatTakesLong_canBeCancelled() {
    replacing(
        """
        'api/workflows/%s/diff': (path, options) => new Promise((resolve, reject) =>
          options.signal.addEventListener('abort', () => reject(options.signal.reason)))\
        """
            .formatted(FLOW));
    show("flow.json", "diff?with=head");

    awaitText("#panelDiff", "Comparing…Cancel");
    browser.element("#panelDiff .more button").click();
    awaitText("#panelDiff", "The comparison was cancelled.Compare again");
  }

  @Test
  void comparison_overItsLimit_isAPartialListThatSaysSo() throws IOException {
    replacing(
        """
        'api/workflows/%s/diff': () => text(JSON.stringify({ complete: false, other: { nodes: [], positions: {} },
          differences: [{ kind: 'NODE_REMOVED', id: 'n1', type: 'LogNode' }] }))\
        """
            .formatted(FLOW));
    show("flow.json", "diff?with=head");

    awaitText("#panelDiff", "Comparing took too long, so this list is incomplete");
    awaitText("#panelDiff", "Removed (1)");
    assertThat(browser.violations()).isEmpty();
  }

  @Test
  void comparison_withVersionThatIsMissing_saysWhy() {
    show("flow.json", "diff?with=head");

    awaitText("#panelDiff", "git has no committed version of this file");
    assertThat(browser.address()).contains("with=head");
  }

  @Test
  void timing_ofWorkflow_isAWaterfallWithWords() throws IOException {
    show("flow.json", "timing");

    awaitText("#panelTiming", "Last loads of this workflow");
    assertThat(browser.text("#panelTiming"))
        .contains(
            "Picture", "Decompress", "Parse", "Check", "Assemble", "Create nodes", "Read and wait");
    assertThat(browser.text("#panelTiming")).contains("The slowest");
    assertThat(browser.violations()).isEmpty();
  }

  @Test
  void timing_ofCacheHit_saysSoInWords() {
    replacing(
        """
        'api/workflows/%s/timing': () => text(JSON.stringify({ measured: true, loads: [{ operation: 'READ',
          ending: 'ACCEPTED', began: '2026-01-01T00:00:00Z', micros: 20, storedBytes: 0, documentBytes: 0,
          cached: true, stages: [{ stage: 'REST', micros: 20 }] }] }))\
        """
            .formatted(FLOW));
    show("flow.json", "timing");

    awaitText("#panelTiming caption", "Definition, from the cache · 0.02 ms");
    assertThat(browser.elements("#panelTiming .share.cached")).hasSize(1);
  }

  @Test
  void browser_thatIsOld_isSaidSo() {
    browser.before("CSS.supports = () => false;");
    visit("");

    assertThat(browser.element(".oldBrowser").isDisplayed()).isTrue();
  }

  @Test
  void page_withoutScript_saysWhereTheDataIs() {
    browser.devTools("Emulation.setScriptExecutionDisabled", Map.of("value", true));
    try {
      visit("");
      assertThat(browser.element("noscript").getText()).contains("api/workflows");
    } finally {
      browser.devTools("Emulation.setScriptExecutionDisabled", Map.of("value", false));
    }
  }
}
