package dev.sluice.web;

import static dev.sluice.support.Workflows.START;
import static dev.sluice.support.Workflows.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.support.Workflows;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a page does while files change, other tabs are open, or the server is away. */
class PageLiveTest extends PageSession {

  private static final int FILES = 60;
  private static final String CHANNEL = "new BroadcastChannel('sluice.live /')";

  PageLiveTest() {
    super(message -> message.contains("net::ERR_"));
  }

  @BeforeEach
  void writeFiles() throws IOException {
    for (int i = 0; i < FILES; i++) {
      write("m%02d.json".formatted(i), workflow(START));
    }
  }

  @AfterEach
  void removeFiles() throws IOException {
    browser.open("about:blank");
    try (var files = Files.list(tree)) {
      for (var file : files.toList()) {
        Files.delete(file);
      }
    }
  }

  private static void live(int count) {
    list(count);
    browser.waitFor("the stream", () -> browser.text("#live").equals("Live"));
    browser.waitFor("all", () -> browser.text("#count").equals(count + " workflows"));
  }

  private static void awaitCount(int count) {
    awaitText("#count", count + " workflows");
  }

  @Test
  void rows_thatWouldMoveOthers_waitUntilAskedFor() throws IOException {
    live(FILES);
    write("a.json", workflow(START));

    awaitText("#fresh", "1 new, show");
    awaitCount(FILES + 1);
    assertThat(browser.text("#rows")).doesNotContain("a.json");
    browser.element("#fresh").click();
    awaitText("#rows", "a.json");
    assertThat(browser.element("#fresh").isDisplayed()).isFalse();

    write("z.json", workflow(START)); // below what is on screen
    awaitCount(FILES + 2);
    assertThat(browser.element("#fresh").isDisplayed()).isFalse();
  }

  @Test
  void rows_addedAndRemovedAbove_doNotMoveTheFirstVisibleOne() throws IOException {
    live(FILES);
    browser.run("document.getElementById('rows').scrollTop = 30 * 52 + 7");
    browser.waitFor("the rows", () -> browser.text("#rows").contains("m30.json"));
    String top =
        "return document.getElementById('row-' + arguments[0]).getBoundingClientRect().top";
    Object before = browser.run(top, Library.idOf("m30.json"));

    write("a.json", workflow(START));
    awaitText("#fresh", "1 new, show");
    browser.element("#fresh").click();
    browser.waitFor("no button", () -> !browser.element("#fresh").isDisplayed());
    Files.delete(tree.resolve("m01.json"));
    Files.delete(tree.resolve("m02.json"));
    awaitCount(FILES - 1);

    browser.waitFor(
        () -> browser.run(top, Library.idOf("m30.json")) + " instead of " + before,
        () -> before.equals(browser.run(top, Library.idOf("m30.json"))));
  }

  @Test
  void update_whilePointerIsDown_waitsForItsRelease() {
    live(FILES);
    Object shown =
        browser.await(
            "dispatchEvent(new PointerEvent('pointerdown'));"
                + CHANNEL
                + ".postMessage({ type: 'removed', data: { id: arguments[0], path: 'm00.json' } });"
                + "await new Promise(resolve => setTimeout(resolve, 600));" // two updates long
                + "return document.getElementById('count').textContent",
            Library.idOf("m00.json"));
    assertThat(shown).isEqualTo(FILES + " workflows");

    browser.run("dispatchEvent(new PointerEvent('pointerup'))");
    awaitCount(FILES - 1);
  }

  @Test
  void changes_manyInASecond_updateThePageAtMostFourTimesASecond() {
    live(FILES);
    Object updates =
        browser.await(
            """
            const channel = %s;
            let updates = 0;
            const row = document.getElementById('row-' + arguments[0]);
            new MutationObserver(() => updates++).observe(row, { childList: true, subtree: true, characterData: true });
            for (let batch = 0; batch < 10; batch++) {
              for (let i = 0; i < 500; i++) {
                channel.postMessage({ type: 'changed', data: { id: arguments[0], path: 'm00.json', modified: '1',
                  accepted: true, nodeCount: 1, errors: 1 + batch * 500 + i } });
              }
              await new Promise(resolve => setTimeout(resolve, 100));
            }
            while (!row.textContent.includes('5,000 errors')) await new Promise(requestAnimationFrame);
            return updates;
            """
                .formatted(CHANNEL),
            Library.idOf("m00.json"));

    assertThat((long) updates).isBetween(2L, 8L);
  }

  @Test
  void file_brokenAndRepaired_keepsItsPictureAndLosesItsBanner() throws IOException {
    live(FILES);
    browser.run("location.hash = '#/w/' + arguments[0] + '/graph'", Library.idOf("m00.json"));
    browser.waitFor("the node", () -> drawnNodes() == 1);
    write("m00.json", "{\"nodes\":{]");
    awaitText("#banner", "The last picture is shown.");
    assertThat(drawnNodes()).isEqualTo(1);

    write("m00.json", Workflows.chain(2));
    browser.waitFor("the repaired picture", () -> drawnNodes() == 3);
    assertThat(browser.text("#banner")).doesNotContain("not accepted");

    browser.element("#tabDiff").click();
    browser.element("#diffWith option[value=seen]").click();
    awaitText("#panelDiff", "Added (2)");
  }

  @Test
  void server_thatComesBack_isFoundAndWhatChangedIsShown() throws IOException {
    live(FILES);
    int port = server.port();
    stopServer();
    awaitText("#lost", "Connection lost at ");
    assertThat(browser.text("#lost")).contains("trying again in ", "may be out of date", "Try now");
    assertThat(browser.text("#live")).isEqualTo("Not live");
    assertThat(browser.text("#rows")).contains("m00.json");
    Files.delete(tree.resolve("m00.json"));
    write("z.json", workflow(START));

    startServer(port);

    browser.waitFor("the server", () -> browser.text("#live").equals("Live"));
    assertThat(browser.element("#lost").isDisplayed()).isFalse();
    browser.waitFor("the list", () -> !browser.text("#rows").contains("m00.json"));
    awaitCount(FILES);
  }

  @Test
  void tabs_several_shareOneStream() throws IOException {
    live(FILES);
    List<String> tabs = new ArrayList<>(List.of(browser.tab()));
    for (int i = 0; i < 3; i++) {
      browser.newTab();
      tabs.add(browser.tab());
      live(FILES);
    }
    String locks =
        "const { held, pending } = await navigator.locks.query();"
            + "return held.length + ' ' + pending.length";
    assertThat(browser.await(locks)).isEqualTo("1 3");
    write("z.json", workflow(START));
    for (String tab : tabs) {
      browser.toTab(tab);
      awaitCount(FILES + 1);
    }

    browser.toTab(tabs.remove(0));
    browser.closeTab();
    browser.toTab(tabs.get(0));
    browser.waitFor("another reader", () -> "1 2".equals(browser.await(locks)));
    write("zz.json", workflow(START));
    for (String tab : tabs) {
      browser.toTab(tab);
      awaitCount(FILES + 2);
    }
    while (tabs.size() > 1) {
      browser.toTab(tabs.remove(0));
      browser.closeTab();
    }
    browser.toTab(tabs.get(0));
  }

  /** The tab that reads may be frozen by the browser, and then says nothing. */
  @Test
  void tab_thatHearsNothing_asksTheServerItself() throws IOException {
    browser.before(
        """
        if (navigator.locks) navigator.locks.request = () => new Promise(() => {});
        const interval = globalThis.setInterval;
        globalThis.setInterval = (action, time) => interval(action, time / 100);
        const now = Date.now;
        const start = now();
        Date.now = () => start + (now() - start) * 1000;
        """);
    list(FILES);
    browser.waitFor("an answer", () -> browser.text("#live").equals("Live"));
    write("z.json", workflow(START));

    awaitCount(FILES + 1);
  }
}
