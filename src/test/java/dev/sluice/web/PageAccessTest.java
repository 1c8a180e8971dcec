package dev.sluice.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.support.Workflows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

/** The page for people with a keyboard, a screen reader, a finger, other colours, or paper. */
class PageAccessTest extends PageSession {

  private static final String FLOW = "branch-audit.json.zst";

  @BeforeAll
  static void writeFiles() throws IOException {
    Files.copy(Path.of("docs", "examples", FLOW), tree.resolve(FLOW));
  }

  private static void open() {
    show(FLOW, "graph");
    browser.waitFor("the nodes", () -> drawnNodes() > 5);
  }

  @Test
  void keyboard_throughThePage_showsTheFocusEverywhere() {
    open();
    browser.run("document.querySelector('.skip').focus()");

    for (int i = 0; i < 30; i++) {
      browser.type(Keys.TAB);
      Object outline =
          browser.run(
              "const at = document.activeElement; const style = getComputedStyle(at);"
                  + "return at === document.body || parseFloat(style.outlineWidth) >= 2"
                  + " && style.outlineStyle !== 'none' ? '' : at.outerHTML.slice(0, 200)");
      assertThat(outline).isEqualTo("");
    }
  }

  @Test
  void keys_fromFindingToNodeToSourceAndBack() {
    open();
    browser.element("#proxies").sendKeys("e");
    browser.waitFor("a finding", () -> browser.address().contains("f="));
    browser.waitFor("its node", () -> browser.address().contains("n="));

    browser.element("#proxies").sendKeys("s");
    browser.waitFor("the source", () -> browser.element(".source").isDisplayed());
    browser.element(".source").sendKeys("g");
    browser.waitFor("the graph", () -> browser.element("#proxies").isDisplayed());
  }

  @Test
  void keys_thatAreLetters_canBeSwitchedOff() {
    open();
    browser.run("localStorage.setItem('sluice.letters', 'off')");
    try {
      browser.element("#rows").sendKeys("/");
      browser.element("#rows").sendKeys("e");
      assertThat(browser.run("return document.activeElement.id")).isEqualTo("rows");
      assertThat(browser.address()).doesNotContain("f=");
    } finally {
      browser.run("localStorage.removeItem('sluice.letters')");
    }
    browser.element("#rows").sendKeys("/");
    assertThat(browser.run("return document.activeElement.id")).isEqualTo("query");
  }

  @Test
  void nodes_forScreenReaders_sayWhatTheyAreAndWhereTheyLead() {
    open();
    browser.element("#proxies").sendKeys(Keys.HOME);
    browser.element("#proxies").sendKeys(Keys.ARROW_RIGHT);
    browser.waitFor("a node", () -> browser.address().contains("n="));

    String name =
        (String)
            browser.run(
                "const list = document.getElementById('proxies');return"
                    + " document.getElementById(list.getAttribute('aria-activedescendant')).ariaLabel");
    assertThat(name).matches("(?s).+, \\w+, \\d+ of \\d+(, .+)?, from .+, to .+");
  }

  /** The tree that the browser gives to screen readers has each node with what is said of it. */
  @Test
  void nodes_inTheAccessibilityTree_areOptionsOfAListWithTheirNamesAndNumbers() {
    open();
    browser.element("#proxies").sendKeys(Keys.HOME);
    browser.waitFor("a node", () -> browser.address().contains("n="));

    List<Map<?, ?>> options =
        browser.accessibility().stream().filter(each -> "option".equals(role(each))).toList();
    List<String> names =
        options.stream().map(PageAccessTest::nameOf).filter(name -> name.contains(" of ")).toList();
    assertThat(names).hasSize((int) drawnNodes());
    assertThat(names)
        .allMatch(name -> name.matches("(?s).+, \\w+, \\d+ of 200(, .+)?"))
        .contains("wait_01, WaitForElementNode, 5 of 200, from visit_01, to title_01 and table_01");
    assertThat(browser.accessibility())
        .filteredOn(each -> "listbox".equals(role(each)))
        .extracting(PageAccessTest::nameOf)
        .contains("Workflows", "Nodes in flow order");
  }

  /** Each node is reached from the first by the keys of the flow alone. */
  @Test
  void flow_walkedByArrows_reachesEachNodeThatConnectionsLeadTo() throws IOException {
    write(
        "branches.json",
        Workflows.workflow(
            Workflows.START
                + Workflows.each(6, i -> "," + Workflows.node("n" + i, "LogNode", "{}")),
            Workflows.edge("start", "n0"),
            Workflows.edge("start", "n1"),
            Workflows.edge("start", "n2"),
            Workflows.edge("n0", "n1"), // also a branch of the start
            Workflows.edge("n1", "n3"),
            Workflows.edge("n1", "n4"),
            Workflows.edge("n2", "n5"),
            Workflows.edge("n5", "n2"))); // leads back
    show("branches.json", "graph");
    browser.waitFor("the nodes", () -> drawnNodes() == 7);
    browser.element("#proxies").sendKeys(Keys.HOME);
    browser.waitFor("a node", () -> browser.address().contains("n="));
    Object reached =
        browser.await(
            """
            const list = document.getElementById('proxies');
            const now = () => document.getElementById(list.getAttribute('aria-activedescendant'))?.ariaLabel;
            const press = async (key) => {
              list.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
              await new Promise(requestAnimationFrame);
              await new Promise(requestAnimationFrame);
              return now();
            };
            const seen = new Set();
            const walk = async (name) => {
              if (seen.has(name)) return;
              seen.add(name);
              let at = await press('ArrowRight');
              for (const tried = new Set(); at !== name && !tried.has(at); at = await press('ArrowDown')) {
                tried.add(at);
                await walk(at);
                if (now() !== at) throw new Error(`at ${now()} and not back at ${at}`);
              }
              if (at !== name && (await press('ArrowLeft')) !== name) throw new Error(`${now()} before ${at}, not ${name}`);
            };
            await walk(now());
            return [...seen].map((label) => label.split(', ')[0]).sort().join();
            """);
    assertThat(reached).isEqualTo("n0,n1,n2,n3,n4,n5,start");
  }

  private static Object role(Map<?, ?> node) {
    return ((Map<?, ?>) node.get("role")).get("value");
  }

  private static String nameOf(Map<?, ?> node) {
    return String.valueOf(((Map<?, ?>) node.get("name")).get("value"));
  }

  @ParameterizedTest
  @ValueSource(ints = {360, 1024})
  void targets_ofFingers_areLargeEnough(int width) {
    browser.devTools(
        "Emulation.setTouchEmulationEnabled", Map.of("enabled", true, "maxTouchPoints", 5));
    open();
    browser.size(width, 800, "light");
    browser.waitFor(
        "a coarse pointer",
        () -> (boolean) browser.run("return matchMedia('(pointer: coarse)').matches"));
    for (String view : List.of("list", "graph", "findings")) {
      browser.run("document.querySelector(`#switch [data-view=${arguments[0]}]`).click()", view);
      Object small =
          browser.run(
              "return [...document.querySelectorAll('button, select, input, a[href]')].filter(each"
                  + " => {const box = each.getBoundingClientRect();return each.checkVisibility() &&"
                  + " box.width > 2 && box.x >= 0 && (box.height < 43.5 || box.width < 43.5)"
                  + " }).map(each => each.outerHTML.slice(0, 120)).join('; ')");
      assertThat(small).as(view).isEqualTo("");
      assertThat(browser.run("return document.documentElement.scrollWidth"))
          .isEqualTo((long) width);
    }
  }

  @Test
  void print_fromDark_isLightAndHasThePictureTheFindingsAndAllNodes() {
    open();
    browser.size(1440, 900, "dark");
    browser.run("globalThis.print = () => (globalThis.printed = true)");
    browser.element("#print").click();
    browser.waitFor(
        "the dialog", () -> Boolean.TRUE.equals(browser.run("return globalThis.printed")));
    browser.media("print", Map.of("prefers-color-scheme", "dark"));

    assertThat((long) browser.run("return document.querySelector('#printed img').naturalWidth"))
        .isPositive();
    assertThat(browser.run("return getComputedStyle(document.body).backgroundColor"))
        .isEqualTo("rgb(255, 255, 255)");
    assertThat(browser.run("return getComputedStyle(document.body).color"))
        .isEqualTo("rgb(27, 31, 36)");
    for (String shown : List.of("#title", "#printed img", "#printed .nodes", "#findings table")) {
      assertThat(browser.element(shown).isDisplayed()).as(shown).isTrue();
    }
    for (String hidden : List.of(".bar", "#library", "#canvas", "#print", "#tabs")) {
      assertThat(browser.element(hidden).isDisplayed()).as(hidden).isFalse();
    }
    long nodes =
        (long) browser.run("return document.querySelectorAll('#printed .nodes > li').length");
    assertThat(nodes).isGreaterThan(10);
  }

  @Test
  void colours_forcedOrOfMoreContrast_areThoseOfTheSystem() {
    open();
    String hairline =
        "return getComputedStyle(document.querySelector('.titlebar')).borderBottomColor";
    Object usual = browser.run(hairline);

    browser.media("", Map.of("prefers-contrast", "more", "prefers-color-scheme", "light"));
    assertThat(browser.run(hairline)).isNotEqualTo(usual).isEqualTo("rgb(129, 139, 152)");
    browser.media("", Map.of("forced-colors", "active"));
    assertThat(browser.run("return matchMedia('(forced-colors: active)').matches")).isEqualTo(true);
    assertThat(
            module(
                List.of("paint"),
                "const own = paint.colours(); return own.text !== own.canvas && own.text ==="
                    + " own.muted"))
        .isEqualTo(true);
  }

  @Test
  void theme_isSetBeforeTheFirstPaint() throws IOException {
    String page = Files.readString(Path.of("src/main/resources/dev/sluice/web/page/index.html"));

    assertThat(page.indexOf("<script src=\"theme.js\">"))
        .isBetween(0, page.indexOf("<link rel=\"stylesheet\""));
  }

  /** Every pair of colours of the style sheet in which one is read or seen on the other. */
  @Test
  void tokens_inBothThemes_haveEnoughContrast() throws IOException {
    String css = Files.readString(Path.of("src/main/resources/dev/sluice/web/page/app.css"));
    for (int theme = 1; theme <= 2; theme++) {
      for (String ground :
          List.of("bg", "surface", "canvas", "node", "mark", "added", "removed", "changed")) {
        assertContrast(css, theme, "text", ground, 4.5);
      }
      for (String ground : List.of("bg", "surface", "canvas", "node")) {
        for (String text : List.of("muted", "accent", "error", "warn", "ok")) {
          assertContrast(css, theme, text, ground, 4.5);
        }
      }
      for (String ground : List.of("bg", "mark")) {
        for (String text : List.of("s-key", "s-string", "s-number", "s-word")) {
          assertContrast(css, theme, text, ground, 4.5);
        }
      }
      for (String kind :
          List.of("exec", "any", "text", "number", "boolean", "list", "dict", "handle")) {
        assertContrast(css, theme, "p-" + kind, "node", 3);
        assertContrast(css, theme, "p-" + kind, "canvas", 3);
      }
      for (String tint :
          List.of(
              "control", "browser", "desktop", "data", "file", "integration", "system", "error")) {
        assertContrast(css, theme, "text", "t-" + tint, 4.5);
        assertContrast(css, theme, "muted", "t-" + tint, 4.5);
      }
      assertContrast(css, theme, "border", "bg", 3);
      assertContrast(css, theme, "edge", "canvas", 3);
      assertContrast(css, theme, "onAccent", "accent", 4.5);
    }
  }

  private static void assertContrast(
      String css, int theme, String text, String ground, double least) {
    double one = luminance(colour(css, theme, text));
    double other = luminance(colour(css, theme, ground));
    double ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    assertThat(ratio)
        .as("%s on %s, %s", text, ground, theme == 1 ? "light" : "dark")
        .isGreaterThanOrEqualTo(least);
  }

  private static int colour(String css, int theme, String name) {
    Matcher token =
        Pattern.compile("--" + name + ": light-dark\\(#(\\w{6}), #(\\w{6})\\)").matcher(css);
    assertThat(token.find()).as(name).isTrue();
    return Integer.parseInt(token.group(theme), 16);
  }

  /** The relative luminance of WCAG 2. */
  private static double luminance(int colour) {
    double[] weights = {0.0722, 0.7152, 0.2126};
    double sum = 0;
    for (int i = 0; i < 3; i++) {
      double part = (colour >> (8 * i) & 0xFF) / 255.0;
      sum += weights[i] * (part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4));
    }
    return sum;
  }
}
