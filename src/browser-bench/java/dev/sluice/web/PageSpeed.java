package dev.sluice.web;

import static dev.sluice.support.Workflows.START;
import static dev.sluice.support.Workflows.edge;
import static dev.sluice.support.Workflows.json;
import static dev.sluice.support.Workflows.workflow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.openqa.selenium.TimeoutException;

/**
 * Times of the page in a real browser, in milliseconds, measured by the page itself. Each version
 * of the program has a server of its own, with a heap of 256 MB and the same files; the browser
 * opens the versions alternately.
 */
final class PageSpeed {

  private static final int FILES = Integer.getInteger("bench.files", 10_000);
  private static final int RUNS = Integer.getInteger("bench.runs", 5);

  /** Notes when the first row and the last count are on screen, and tasks that take long. */
  private static final String WATCH =
      """
      globalThis.seen = { long: [] };
      new PerformanceObserver((list) => seen.long.push(...list.getEntries().map((each) => each.duration))).observe({ type: 'longtask', buffered: true });
      const painted = (what) => { // a message arrives after the frame that is being prepared
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => (seen[what] = performance.now());
        port2.postMessage(0);
      };
      const look = () => {
        if (!seen.row && document.querySelector('.row')) painted('row');
        if (!seen.all && document.getElementById('count')?.textContent.startsWith('ALL workflows')) painted('all');
        if (!seen.all) requestAnimationFrame(look);
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
      return times[Math.floor(times.length * 0.95)];
      """;

  /** Frames while the list is scrolled. */
  private static final String SCROLL =
      """
      const rows = document.getElementById('rows');
      const times = [];
      let last = await new Promise(requestAnimationFrame);
      for (let i = 0; i < 90; i++) {
        rows.scrollTop += 700;
        const now = await new Promise(requestAnimationFrame);
        times.push(now - last);
        last = now;
      }
      rows.scrollTop = 0;
      times.sort((a, b) => a - b);
      return times[Math.floor(times.length * 0.95)];
      """;

  private static final String PAINT = "performance.getEntriesByName('first-contentful-paint')[0]";

  private static final String SINCE_ARRIVAL =
      "return seen.row - performance.getEntriesByType('navigation')[0].responseEnd";

  private final Chromium browser;
  private final Path tree;
  private final Map<String, String> addresses;
  private final Map<String, List<Double>> times = new LinkedHashMap<>();

  /**
   * A measurement.
   *
   * @param addresses of the versions by name
   */
  private PageSpeed(Chromium browser, Path tree, Map<String, String> addresses) {
    this.browser = browser;
    this.tree = tree;
    this.addresses = addresses;
  }

  /**
   * Measures this version.
   *
   * @param arguments the class paths of earlier versions to compare it with
   */
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
    Map<String, ServerProcess> servers = new LinkedHashMap<>();
    try (Chromium browser =
        new Chromium(Files.createDirectory(folder.resolve("profile")), Level.OFF)) {
      servers.put("", serve(ServerProcess.ownClassPath(), tree));
      for (int i = 0; i < arguments.length; i++) {
        servers.put(
            arguments.length == 1 ? " before" : " before " + (i + 1), serve(arguments[i], tree));
      }
      Map<String, String> addresses = new LinkedHashMap<>();
      servers.forEach((name, server) -> addresses.put(name, server.address()));
      new PageSpeed(browser, tree, addresses).measure();
    } finally {
      servers.values().forEach(ServerProcess::close);
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(each);
        }
      }
    }
  }

  private static ServerProcess serve(String classPath, Path tree) throws IOException {
    return ServerProcess.start(
        classPath,
        "dev.sluice.cli.Main",
        "serve",
        tree.toString(),
        "--port=0",
        "--no-token",
        "--limits=trusted");
  }

  private void measure() throws IOException {
    browser.before(WATCH.replace("ALL", "%,d".formatted(FILES + 3)));
    browser.size(1440, 900, "light");
    addresses.forEach(this::openListOfNewServer);
    for (int run = 0; run < RUNS; run++) {
      addresses.forEach(this::openText);
      addresses.forEach(this::openList);
    }
    for (int run = 0; run < RUNS; run++) {
      addresses.forEach(this::scrollAndFilter);
      for (int nodes : List.of(1_000, 5_000)) {
        addresses.forEach((version, address) -> openGraph(version, address, nodes));
      }
      addresses.forEach(this::openSource);
    }
    for (Map.Entry<String, String> each : addresses.entrySet()) {
      changeOnDisk(each.getKey(), each.getValue());
    }
    System.out.println();
    times.forEach(PageSpeed::summarise);
  }

  /** What the browser itself takes on this machine. */
  private void openText(String version, String address) {
    browser.open(address + "help/UNKNOWN_PORT");
    patiently("a paint", () -> (boolean) browser.run("return " + PAINT + " !== undefined"));
    note("first paint of a page of text", version, browser.run("return " + PAINT + ".startTime"));
  }

  /** The first list of a server, which reads and checks all files. */
  private void openListOfNewServer(String version, String address) {
    browser.open(address);
    patiently("all rows", this::isListed);
    note("first names, first list of a server", version, browser.run("return seen.row"));
    patiently("the numbers of findings", () -> !browser.text("#count").endsWith("…"));
  }

  private void openList(String version, String address) {
    browser.open(address);
    patiently("all rows", this::isListed);
    note("first names", version, browser.run("return seen.row"));
    note("first names after the page has arrived", version, browser.run(SINCE_ARRIVAL));
    note("whole list", version, browser.run("return seen.all"));
    note("longest task", version, browser.run("return Math.max(0, ...seen.long)"));
  }

  private boolean isListed() {
    return (boolean) browser.run("return globalThis.seen?.all !== undefined");
  }

  private void scrollAndFilter(String version, String address) {
    browser.open(address);
    patiently("all rows", this::isListed);
    note("frame while scrolling the list, 95 %", version, browser.await(SCROLL));
    note(
        "filter",
        version,
        browser.await(
            """
            const start = performance.now();
            const query = document.getElementById('query');
            query.value = 'flow-0123';
            query.dispatchEvent(new Event('input'));
            while (!document.getElementById('count').textContent.startsWith('10 of')) await new Promise(requestAnimationFrame);
            return performance.now() - start;
            """));
  }

  private void openGraph(String version, String address, int nodes) {
    browser.open(address + "#/");
    patiently("the list", this::isListed);
    patiently("the stream", () -> browser.text("#live").equals("Live"));
    note(
        nodes + " nodes drawn",
        version,
        browser.await(
            """
            const start = performance.now();
            location.hash = '#/w/' + arguments[0] + '/graph';
            while (document.querySelectorAll('#proxies [role=option]').length < 64 || document.getElementById('findings').textContent.includes('so far')) await new Promise(requestAnimationFrame);
            await new Promise(requestAnimationFrame);
            return performance.now() - start;
            """,
            Library.idOf("n" + nodes + ".json")));
    frames(nodes + " nodes", version);
    if (nodes == 1_000) {
      browser.size(3840, 2160, "light");
      frames(nodes + " nodes at 3840 x 2160", version);
      browser.size(1440, 900, "light");
    }
  }

  private void frames(String what, String version) {
    note(what + ", frame while panning, 95 %", version, browser.await(FRAMES, false));
    note(what + ", frame while zooming, 95 %", version, browser.await(FRAMES, true));
  }

  private void openSource(String version, String address) {
    browser.open(address + "#/w/" + Library.idOf("text.json") + "/graph");
    patiently("the workflow", () -> browser.text("#findings").contains("error"));
    note(
        "4.4 MB of source",
        version,
        browser.await(
            """
            const start = performance.now();
            document.getElementById('tabSource').click();
            while (!document.querySelector('.source .block')) await new Promise(requestAnimationFrame);
            await new Promise(requestAnimationFrame);
            return performance.now() - start;
            """));
    note(
        "jump to line 40,000",
        version,
        browser.await(
            """
            const start = performance.now();
            location.hash = location.hash.replace(/\\/(source|graph).*/, '/source?L=40000');
            while (document.querySelector('.source').scrollTop < 39_000 * 20) await new Promise(requestAnimationFrame);
            await new Promise(requestAnimationFrame);
            return performance.now() - start;
            """));
  }

  private void changeOnDisk(String version, String address) throws IOException {
    Path changed = Files.writeString(tree.resolve("n1000.json"), placed(1_000));
    browser.open(address);
    patiently("the stream", () -> browser.text("#live").equals("Live"));
    browser.run(
        "document.getElementById('query').value = 'n1000';"
            + " document.getElementById('query').dispatchEvent(new Event('input'))");
    patiently("the row", () -> browser.text("#rows").contains("1,000 nodes"));
    long start = System.nanoTime();
    Files.writeString(changed, placed(999));
    patiently("the change", () -> browser.text("#rows").contains("999 nodes"));
    note("change on disk", version, (System.nanoTime() - start) / 1e6);
  }

  private void note(String what, String version, Object time) {
    double number = Double.parseDouble(String.valueOf(time));
    times.computeIfAbsent(what + version, unused -> new ArrayList<>()).add(number);
    System.out.printf("%-60s %6.0f%n", what + version, number);
  }

  private static void summarise(String what, List<Double> all) {
    List<Double> sorted = all.stream().sorted().toList();
    System.out.printf(
        "%-60s %6.0f best, %6.0f median%n", what, sorted.get(0), sorted.get(sorted.size() / 2));
  }

  /** Waits as long as it takes on a busy machine. */
  private void patiently(String what, BooleanSupplier condition) {
    for (int i = 0; i < 15; i++) {
      try {
        browser.waitFor(what, condition);
        return;
      } catch (TimeoutException e) {
        System.out.println("waiting for " + what);
      }
    }
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
