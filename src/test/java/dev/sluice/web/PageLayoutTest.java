package dev.sluice.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Where the parts of the page are: beside each other, on one grid, and with room for their texts.
 */
class PageLayoutTest extends PageSession {

  private static final String FLOW = "branch-audit.json.zst"; // has findings of each severity

  /** The parts that reach into the next one, or out of the window. */
  private static final String OVERLAPS =
      """
      const parts = [...document.querySelectorAll('.bar, #document > *, #switch')]
        .filter((part) => part.checkVisibility())
        .map((part) => [part.id || part.className, part.getBoundingClientRect()])
        .filter(([, box]) => box.height);
      const next = (i) => (i + 1 < parts.length ? parts[i + 1][1].top : innerHeight);
      return parts.filter(([, box], i) => box.bottom > next(i) + 0.5).map(([name]) => name).join();
      """;

  @BeforeAll
  static void writeFiles() throws IOException {
    Files.copy(Path.of("docs", "examples", FLOW), tree.resolve(FLOW));
  }

  @ParameterizedTest
  @ValueSource(ints = {360, 1024, 1440})
  void parts_inEachView_doNotOverlap(int width) {
    show(FLOW, "graph");
    browser.size(width, 640, "light");
    awaitText("#findings", "UNREACHABLE_NODES");
    for (String tab : List.of("Graph", "Nodes", "Source", "Diff", "Timing")) {
      for (String view : List.of("findings", "graph")) {
        browser.run(
            "document.querySelector(`#switch [data-view=${arguments[0]}]`).click();"
                + " document.getElementById('tab' + arguments[1]).click()",
            view,
            tab);
        assertThat(browser.run(OVERLAPS)).as("%s, %s", tab, view).isEqualTo("");
      }
    }
  }

  @Test
  void barsOverListAndPicture_endAtOneHeight() {
    show(FLOW, "graph");

    assertThat(
            browser.run(
                """
                const bottom = (part) => document.querySelector(part).getBoundingClientRect().bottom;
                return bottom('.filters') - bottom('.tools');
                """))
        .isEqualTo(0L);
  }

  @Test
  void toolsBesideTheInspector_areInOneLine() {
    show(FLOW, "graph");
    browser.size(1024, 768, "light");
    browser.run("document.getElementById('inspector').hidden = false");

    assertThat(browser.run("return document.querySelector('.tools').clientHeight")).isEqualTo(40L);
  }

  @Test
  void names_longAndAlikeAtTheirBeginning_showTheirDifferentEnds() {
    assertThat(
            module(
                List.of("list"),
                """
                const box = document.createElement('div');
                box.className = 'rows';
                box.style.cssText = 'width: 260px; height: 300px; flex: none';
                box.append(document.createElement('div'));
                document.body.append(box);
                const made = new list.List(box, () => {});
                const item = (n) => ({ id: String(n), path: `departments/monthly-report-of-the-branch-office-number-${n}.json`, accepted: true });
                made.show([item(1), item(2)]);
                const names = [...box.querySelectorAll('b')];
                const result = names.map((each) => /number-\\d\\.json$/.test(each.textContent) && each.scrollWidth <= each.clientWidth);
                box.remove();
                return result;
                """))
        .isEqualTo(List.of(true, true));
  }
}
