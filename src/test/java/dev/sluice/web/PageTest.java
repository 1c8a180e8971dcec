package dev.sluice.web;

import static dev.sluice.support.Workflows.START;
import static dev.sluice.support.Workflows.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.support.NastyStrings;
import dev.sluice.support.Workflows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;

/** The page in a real browser, on a tree of examples, faulty files and many small ones. */
class PageTest extends PageSession {

  private static final int SMALL_FILES = 300;

  @BeforeAll
  static void writeFiles() throws IOException {
    for (String example : List.of("overdue-invoices.json", "branch-audit.json.zst")) {
      Files.copy(Path.of("docs", "examples", example), tree.resolve(example));
    }
    Files.writeString(tree.resolve("broken.json"), "{\n  \"nodes\": {\n    \"a\": {\"node_id\":");
    Files.writeString(tree.resolve("large.json"), Workflows.chain(1_000));
    Files.writeString(tree.resolve("names.json"), nastyNames());
    Path many = Files.createDirectory(tree.resolve("many"));
    for (int i = 0; i < SMALL_FILES; i++) {
      Files.writeString(many.resolve("flow-%03d.json".formatted(i)), workflow(START));
    }
  }

  /** A workflow whose nodes have each nasty string as id, name and config. */
  private static String nastyNames() {
    return Stream.concat(NastyStrings.known().stream(), NastyStrings.own().stream())
        .distinct()
        .map(NastyStrings::quoted)
        .map(
            text ->
                "%s: {\"node_id\": %s, \"node_type\": \"LogNode\", \"name\": %s, \"config\": {\"message\": %s}}"
                    .formatted(text, text, text, text))
        .collect(Collectors.joining(",\n", "{\"nodes\": {\n", "}, \"connections\": []}"));
  }

  private void list() {
    list(305);
  }

  private void open(String file) {
    list();
    browser.element("#query").sendKeys(file);
    browser.waitFor("one row", () -> browser.text("#count").startsWith("1 of "));
    browser.element(".row").click();
    browser.waitFor("the findings", () -> browser.text("#findings").contains("error"));
    browser.waitFor("the title", () -> browser.text("#title").endsWith(file));
  }

  @Test
  void list_manyFiles_keepsOnlyTheRowsOnScreenAsElements() {
    list();

    assertThat(browser.elements(".row")).hasSizeBetween(10, 60);
    browser.element("#rows").sendKeys(Keys.END);
    browser.waitFor("the last row", () -> browser.text("#rows").contains("overdue-invoices.json"));
    assertThat(browser.elements(".row")).hasSizeBetween(10, 60);
  }

  @Test
  void search_text_isInTheAddressAndRestoredByReloading() {
    open("overdue-invoices.json");

    browser.open(browser.address());

    browser.waitFor("one row", () -> browser.text("#count").equals("1 of 305 workflows"));
    browser.waitFor("the nodes", () -> drawnNodes() == 10);
  }

  @Test
  void picture_walkedByKeys_showsEachNodeInTheInspector() {
    open("overdue-invoices.json");
    browser.waitFor("the nodes", () -> drawnNodes() == 10);

    browser.element("#proxies").sendKeys(Keys.HOME);
    browser.waitFor("start", () -> browser.text("#inspector h1").equals("start"));
    browser.element("#proxies").sendKeys(Keys.ARROW_RIGHT);
    browser.waitFor("next", () -> browser.text("#inspector h1").equals("Read open invoices"));
    assertThat(browser.address()).contains("n=read_invoices");
    browser.element("#proxies").sendKeys(Keys.BACK_SPACE);
    browser.waitFor("back", () -> browser.text("#inspector h1").equals("start"));
  }

  @Test
  void picture_thousandNodes_fitsAndKeepsFewElements() {
    open("large.json");

    browser.waitFor("the nodes", () -> drawnNodes() == 64);
    assertThat(browser.run("return document.querySelectorAll('#stage *').length"))
        .isEqualTo(64L + 3);
  }

  @Test
  void findings_row_leadsToTheNodeAndToTheMarkedValue() {
    open("branch-audit.json.zst");
    browser.waitFor("the findings", () -> browser.text("#findings").contains("UNKNOWN_NODE_TYPE"));

    browser.element("#findings td button[aria-label*=UNKNOWN_NODE_TYPE]").click();
    browser.waitFor("the node", () -> browser.text("#inspector h1").equals("title_13"));
    browser.element("#tabSource").click();

    browser.waitFor(
        "the marked value",
        () ->
            "\"ExtractTxtNode\""
                .equals(
                    browser.run(
                        "return [...(CSS.highlights.get('place') ?? [])].map(String).join()")));
  }

  @Test
  void inspector_secretsInListsAndObjects_areHidden() {
    list();

    assertThat(
            browser.run(
                """
                return import(new URL('inspector.js', document.baseURI)).then(({ isSecret }) => [
                  isSecret('api_key', { value: 'a' }),
                  isSecret('passwords', ['a']),
                  isSecret('auth', { basic: { password: 'a' } }),
                  isSecret('max_tokens', 100),
                  isSecret('password', '{{password}}'),
                  isSecret('list', ['a']),
                ].join());
                """))
        .isEqualTo("true,true,true,false,false,false");
  }

  @Test
  void source_ofBrokenFile_isShownWithItsFinding() {
    open("broken.json");
    browser.waitFor("the banner", () -> browser.text("#banner").contains("not accepted"));

    browser.element("#tabSource").click();

    browser.waitFor("the text", () -> browser.text(".source").contains("\"nodes\": {"));
    assertThat(browser.text("#findings")).contains("TRUNCATED");
  }

  @Test
  void names_nasty_areShownAsTextInAllViews() {
    open("names.json");
    browser.waitFor("the nodes", () -> drawnNodes() > 0);

    browser.element("#proxies").sendKeys(Keys.END);
    browser.element("#tabNodes").click();
    browser.waitFor("the nodes", () -> browser.text("#panelNodes").contains("nodes in flow order"));
    browser.element("#tabSource").click();
    browser.waitFor("the text", () -> browser.text(".source").contains("node_type"));

    assertThat(browser.run("return document.querySelectorAll('script, img, iframe').length"))
        .isEqualTo(3L); // those of the page
  }

  @Test
  void find_configValue_dimsTheOthersAndSelectsTheHit() {
    open("overdue-invoices.json");
    browser.waitFor("the nodes", () -> drawnNodes() == 10);

    browser.element("#find").sendKeys("overdue");
    browser.waitFor("hits", () -> !browser.element("#hits").getText().isEmpty());
    browser.element("#find").sendKeys(Keys.ENTER);

    browser.waitFor("the first hit", () -> browser.element("#hits").getText().startsWith("1/"));
    assertThat(browser.address()).contains("n=");
  }

  @Test
  void file_thatChanges_isReloadedWithItsViewAndKeptWhileItIsBroken() throws IOException {
    list();
    browser.waitFor("the stream", () -> browser.text("#live").equals("Live"));
    Path file = tree.resolve("a-live.json");

    Files.writeString(file, Workflows.chain(1));
    browser.waitFor("the new row", () -> browser.text("#count").equals("306 workflows"));
    open306("a-live.json");
    browser.waitFor("the nodes", () -> drawnNodes() == 2);
    browser.element("#proxies").sendKeys(Keys.HOME);
    browser.element("#zoomIn").click();
    browser.waitFor("a larger picture", () -> browser.text("#zoom").equals("125 %"));

    Files.writeString(file, Workflows.chain(2));
    browser.waitFor("the changed picture", () -> drawnNodes() == 3);
    assertThat(browser.text("#zoom")).isEqualTo("125 %");
    assertThat(browser.text("#inspector h1")).isEqualTo("start");

    Files.writeString(file, "{\"nodes\":{]");
    browser.waitFor(
        "the reason", () -> browser.text("#banner").endsWith("The last picture is shown."));
    assertThat(browser.text("#findings")).contains("MALFORMED_JSON");
    assertThat(drawnNodes()).isEqualTo(3);

    Files.delete(file);
    browser.waitFor(
        "the removal", () -> browser.text("#banner").startsWith("This file was removed"));
    browser.waitFor("no row", () -> browser.text("#count").equals("0 of 305 workflows"));
    assertThat(drawnNodes()).isEqualTo(3);
  }

  private void open306(String file) {
    browser.element("#query").sendKeys(file);
    browser.waitFor("one row", () -> browser.text("#count").equals("1 of 306 workflows"));
    browser.element(".row").click();
    browser.waitFor("the title", () -> browser.text("#title").endsWith(file));
  }

  @Test
  void differences_toAnotherWorkflow_areListedInGroups() throws IOException {
    Path other = tree.resolve("overdue-changed.json");
    try {
      Files.writeString(
          other,
          Files.readString(tree.resolve("overdue-invoices.json"))
              .replace("Read open invoices", "Read all invoices"));
      browser.size(1440, 900, "light").open(address);
      browser.waitFor("the list", () -> browser.text("#count").equals("306 workflows"));
      open306("overdue-invoices.json");
      browser.element("#tabDiff").click();
      browser.element("#diffFilter").sendKeys("changed");
      browser
          .element("#diffWith option[value='" + Library.idOf("overdue-changed.json") + "']")
          .click();

      browser.waitFor("a group", () -> browser.text("#panelDiff").contains("Changed (1)"));
      assertThat(browser.text(".differences"))
          .contains("name: \"Read open invoices\" → \"Read all invoices\"");
      assertThat(browser.violations()).isEmpty();
      browser.element(".differences button").click();
      browser.waitFor("the node", () -> browser.text("#inspector h1").startsWith("Read "));
    } finally {
      Files.delete(other);
    }
  }

  @Test
  void query_withOperator_listsHitsOfTheServerThatLeadToTheirNodes() {
    list();
    browser.element("#query").sendKeys("id:read_invoices name:Read*");

    browser.waitFor("the hit", () -> browser.text("#count").equals("1 match in 1 file"));
    assertThat(browser.text(".row")).contains("Read open invoices", "overdue-invoices.json");
    browser.element(".row").click();
    browser.waitFor("the node", () -> browser.text("#inspector h1").equals("Read open invoices"));
  }

  @Test
  void query_thatIsWrong_isShownWithItsPlace() throws IOException {
    list();
    browser.element("#query").sendKeys("type:LogNode (id:a");

    browser.waitFor("the message", () -> browser.text("#listState").contains("column"));
    assertThat(browser.text(".wrong")).startsWith("type:LogNode (id:a\n").endsWith("^");
    assertThat(browser.violations()).isEmpty();
    assertThat(browser.console()).singleElement().asString().contains("400");
  }

  @ParameterizedTest
  @CsvSource({
    "1440, light",
    "1440, dark",
    "1024, light",
    "1024, dark",
    "360, light",
    "360, dark",
  })
  void page_atEachWidthAndTheme_hasNoViolationsOfAxe(int width, String theme) throws IOException {
    open("branch-audit.json.zst");
    browser.size(width, 800, theme);
    browser.element("#proxies").sendKeys(Keys.HOME);

    assertThat(browser.violations()).isEmpty();
    assertThat(browser.run("return document.documentElement.scrollWidth")).isEqualTo((long) width);
    for (String tab : List.of("tabNodes", "tabSource", "tabDiff", "tabTiming")) {
      browser.run("document.getElementById(arguments[0]).click()", tab);
      assertThat(browser.violations()).isEmpty();
    }
  }
}
