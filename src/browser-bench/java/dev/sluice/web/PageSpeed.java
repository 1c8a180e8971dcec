package dev.sluice.web;

import static dev.sluice.support.Workflows.START;
import static dev.sluice.support.Workflows.edge;
import static dev.sluice.support.Workflows.json;
import static dev.sluice.support.Workflows.workflow;

import dev.sluice.WorkflowLoader;
import dev.sluice.config.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.openqa.selenium.TimeoutException;
import reactor.netty.DisposableServer;

/** Times of the page in a real browser, in milliseconds, measured by the page itself. */
final class PageSpeed {

  private static final int FILES = 10_000;

  /** Notes when the first row and the last count are on screen, and tasks that take long. */
  private static final String WATCH =
      """
      globalThis.seen = { long: [] };
      new PerformanceObserver((list) => seen.long.push(...list.getEntries().map((each) => each.duration))).observe({ type: 'longtask', buffered: true });
      const look = () => {
        if (!seen.row && document.querySelector('.row')) seen.row = performance.now();
        if (!seen.all && document.getElementById('count')?.textContent.startsWith(arguments0)) seen.all = performance.now();
        requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
      """;

  /** Frames while the wheel turns over the picture; ctrl zooms. */
  private static final String FRAMES =
      """
      const [ctrlKey] = arguments;
      const list = document.getElementById('proxies');
      const box = list.getBoundingClientRect();
      const times = [];
      let last = await new Promise(requestAnimationFrame);
      for (let i = 0; i < 90; i++) {
        const back = Math.floor(i / 15) % 2 ? 1 : -1;
        list.dispatchEvent(new WheelEvent('wheel', { deltaX: ctrlKey ? 0 : 25 * back, deltaY: 15 * back, ctrlKey, clientX: box.x + 300, clientY: box.y + 200, bubbles: true, cancelable: true }));
        const now = await new Promise(requestAnimationFrame);
        times.push(now - last);
        last = now;
      }
      times.sort((a, b) => a - b);
      return times[Math.floor(times.length * 0.95)].toFixed(1);
      """;

  private static final String PAINT = "performance.getEntriesByName('first-contentful-paint')[0]";

  private static final String SINCE_ARRIVAL =
      "return Math.round(seen.row - performance.getEntriesByType('navigation')[0].responseEnd)";

  private PageSpeed() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Files.createTempDirectory("sluice-page");
    Path tree = Files.createDirectories(folder.resolve("tree"));
    for (int i = 0; i < FILES; i++) {
      Path file = tree.resolve("d%03d/flow-%05d.json".formatted(i / 100, i));
      Files.createDirectories(file.getParent());
      Files.writeString(file, workflow(START));
    }
    Files.writeString(tree.resolve("n1000.json"), placed(1_000));
    Files.writeString(tree.resolve("n5000.json"), placed(5_000));
    Files.writeString(tree.resolve("text.json"), text(44_000));
    try (WorkflowLoader loader = WorkflowLoader.builder().limits(Limits.trusted()).build();
        Chromium browser =
            new Chromium(Files.createDirectory(folder.resolve("profile")), Level.OFF)) {
      DisposableServer server =
          BrowserServer.of(WorkflowBrowser.builder(loader, tree).limits(Limits.trusted()).build())
              .bind()
              .block();
      measure(browser, "http://127.0.0.1:" + server.port() + "/", tree);
      server.disposeNow();
    } finally {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(each);
        }
      }
    }
  }

  private static void measure(Chromium browser, String address, Path tree) throws IOException {
    browser.size(1440, 900, "light");
    for (int run = 0; run < 3; run++) { // what the browser itself takes on this machine
      browser.open(address + "help/UNKNOWN_PORT");
      patiently(
          browser, "a paint", () -> (boolean) browser.run("return " + PAINT + " !== undefined"));
      print(
          "first paint of a page of text",
          browser.run("return Math.round(" + PAINT + ".startTime)"));
    }
    browser.before(WATCH.replace("arguments0", "'10,003 workflows'"));
    for (int run = 0; run < 3; run++) {
      browser.size(1440, 900, "light").open(address);
      patiently(browser, "rows", () -> !browser.elements(".row").isEmpty());
      print("first names", browser.run("return Math.round(seen.row)"));
      print("first names after the page has arrived", browser.run(SINCE_ARRIVAL));
      patiently(
          browser,
          "all rows",
          () -> (boolean) browser.run("return globalThis.seen?.all !== undefined"));
      print("whole list", browser.run("return Math.round(seen.all)"));
      print("longest task", browser.run("return Math.round(Math.max(0, ...seen.long))"));
    }
    print(
        "filter",
        browser.await(
            """
            const start = performance.now();
            const query = document.getElementById('query');
            query.value = 'flow-0123';
            query.dispatchEvent(new Event('input'));
            while (!document.getElementById('count').textContent.startsWith('10 of')) await new Promise(requestAnimationFrame);
            const time = Math.round(performance.now() - start);
            query.value = '';
            query.dispatchEvent(new Event('input'));
            return time;
            """));
    for (List<?> each : List.of(List.of("n1000.json", 1_000), List.of("n5000.json", 5_000))) {
      String id = Library.idOf((String) each.get(0));
      for (int run = 0; run < 3; run++) {
        browser.open(address + "#/");
        patiently(
            browser,
            "the list",
            () -> (boolean) browser.run("return globalThis.seen?.all !== undefined"));
        print(
            each.get(1) + " nodes drawn",
            browser.await(
                """
                const start = performance.now();
                location.hash = '#/w/' + arguments[0] + '/graph';
                while (document.querySelectorAll('#proxies [role=option]').length < 64 || document.getElementById('findings').textContent.includes('so far')) await new Promise(requestAnimationFrame);
                await new Promise(requestAnimationFrame);
                return Math.round(performance.now() - start);
                """,
                id));
      }
      print(each.get(1) + " nodes, frame while panning, 95 %", browser.await(FRAMES, false));
      print(each.get(1) + " nodes, frame while zooming, 95 %", browser.await(FRAMES, true));
    }
    browser.open(address + "#/w/" + Library.idOf("text.json") + "/graph");
    patiently(browser, "the workflow", () -> browser.text("#findings").contains("error"));
    print(
        "source of " + Files.size(tree.resolve("text.json")) + " bytes",
        browser.await(
            """
            const start = performance.now();
            document.getElementById('tabSource').click();
            while (!document.querySelector('.source .block')) await new Promise(requestAnimationFrame);
            await new Promise(requestAnimationFrame);
            return Math.round(performance.now() - start);
            """));
    browser.open(address);
    patiently(browser, "the stream", () -> browser.text("#live").equals("Live"));
    Path changed = tree.resolve("n1000.json");
    browser.run(
        "document.getElementById('query').value = 'n1000';"
            + " document.getElementById('query').dispatchEvent(new Event('input'))");
    patiently(browser, "the row", () -> browser.text("#rows").contains("1,000 nodes"));
    long start = System.nanoTime();
    Files.writeString(changed, placed(999));
    patiently(browser, "the change", () -> browser.text("#rows").contains("999 nodes"));
    print("change on disk", (System.nanoTime() - start) / 1_000_000);
  }

  /** Waits as long as it takes on a busy machine. */
  private static void patiently(Chromium browser, String what, BooleanSupplier condition) {
    for (int i = 0; i < 6; i++) {
      try {
        browser.waitFor(what, condition);
        return;
      } catch (TimeoutException e) {
        System.out.println("waiting for " + what);
      }
    }
  }

  private static void print(String what, Object time) {
    System.out.printf("%-45s %s%n", what, time);
  }

  /** A chain of nodes with positions, the first of which starts it. */
  private static String placed(int count) {
    String nodes =
        IntStream.range(0, count)
            .mapToObj(
                i ->
                    json(
                        "'n%d':{'node_id':'n%d','node_type':'%s','position':[%d,%d],'config':{}}"
                            .formatted(
                                i,
                                i,
                                i == 0 ? "StartNode" : "LogNode",
                                i % 40 * 320,
                                i / 40 * 200)))
            .collect(Collectors.joining(","));
    return workflow(
        nodes,
        IntStream.range(1, count)
            .mapToObj(i -> edge("n" + (i - 1), "n" + i))
            .toArray(String[]::new));
  }

  private static String text(int lines) {
    return workflow(
        START
            + ","
            + json("'x':{'node_id':'x','node_type':'LogNode','config':{'message':'")
            + "x".repeat(100)
            + "\",\"list\":["
            + IntStream.range(0, lines)
                .mapToObj(i -> "\n\"" + "line %06d ".formatted(i).repeat(8) + '"')
                .collect(Collectors.joining(","))
            + "]}}");
  }
}
