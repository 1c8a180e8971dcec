package dev.sluice.web;

import dev.sluice.WorkflowLoader;
import dev.sluice.config.Limits;
import dev.sluice.registry.NodeRegistries;
import dev.sluice.registry.NodeRegistry;
import dev.sluice.scan.ScanOptions;
import dev.sluice.search.WorkflowSearch;
import dev.sluice.watch.LibraryWatch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.server.HttpServerRoutes;

/**
 * The workflow browser as routes of an HTTP server: a page and the data it shows, read from a
 * directory.
 *
 * <pre>{@code
 * WorkflowBrowser browser =
 *     WorkflowBrowser.builder(loader, Path.of("flows")).root("/workflows").token(secret).build();
 * DisposableServer server = HttpServer.create().route(browser).bindNow();
 * // ...
 * server.disposeNow();
 * browser.close();
 * }</pre>
 *
 * <p>Nothing is written, and nothing outside the directory is read. Requests with other host names
 * or from pages of other origins are refused, see {@link Builder#host}. Event loops are not
 * blocked. Cancelling a request, as the server does when a client leaves, cancels its load.
 *
 * <p>While a page is open, and for a minute afterwards, the directory is watched for changes. Close
 * the browser when its server has stopped, or to stop only these routes of a server that goes on.
 * Close the loader last.
 *
 * <p>Thread-safe.
 */
public final class WorkflowBrowser implements Consumer<HttpServerRoutes>, AutoCloseable {

  private static final Duration WARM_UP = Duration.ofSeconds(2);

  private final Dispatcher dispatcher;
  private final Library library;
  private final LiveChanges live;
  private final PageFiles page;
  private final Disposable.Swap warmUp = Disposables.swap();
  private final boolean hasToken;

  private WorkflowBrowser(Builder options) {
    Scheduler blocking = Schedulers.boundedElastic();
    Router router = new Router();
    library = new Library(options.loader, options.directory, options.scan, blocking);
    new WorkflowEndpoints(
            options.loader, library, options.limits, blocking, options.root, options.comparedWithin)
        .addTo(router);
    live =
        new LiveChanges(
            LibraryWatch.builder(options.loader::tryRead).options(options.scan).build(),
            library,
            options.directory,
            options.ping,
            options.linger);
    new TimingEndpoints(library, options.timings).addTo(router);
    new HelpPages(blocking).addTo(router);
    router.get("/api/events", Set.of("since"), this::events);
    new SearchEndpoint(
            WorkflowSearch.of(options.loader, options.limits),
            library,
            options.directory,
            options.scan,
            options.root)
        .addTo(router);
    new ValidateEndpoint(
            options.loader, options.validations, options.mostBodyBytes, options.patience)
        .addTo(router);
    new CatalogEndpoints(options.registry, blocking).addTo(router);
    page = new PageFiles(blocking);
    router
        .get("/", Set.of(), call -> page.file("index.html"))
        .get(
            "/openapi.json",
            Set.of(),
            call -> Mono.just(Response.json(OpenApi.of(router.routes(), options.root))))
        .get("/{file}", Set.of(), call -> page.file(call.variable()));
    // classes that read resources when they are initialised must not do so on an event loop
    Problem.unknown("").json(options.root);
    hasToken = options.token.isPresent();
    dispatcher =
        new Dispatcher(
            router,
            new Guard(options.hosts, options.token),
            options.root,
            options.streams,
            options.patience);
  }

  private Mono<Response> events(Call call) {
    String type = "text/event-stream";
    return call.parameter("since")
        .map(
            last ->
                live.since(last)
                    .<Response>map(events -> new Response.Whole(200, type, events, Map.of())))
        .orElseGet(
            () ->
                Mono.just(
                    new Response.Streamed(
                        type, live.events(call.header().apply("last-event-id")), Map.of())));
  }

  /**
   * The fragment of the page's URL that opens a file, such as {@code /w/ID/graph}.
   *
   * @param file a path within the directory, which need not exist
   */
  public String fragmentOf(Path file) {
    return "/w/" + Library.idOf(library.nameOf(file)) + "/graph";
  }

  /** A builder for a browser of a directory, which is scanned at the first request. */
  public static Builder builder(WorkflowLoader loader, Path directory) {
    return new Builder(loader, directory);
  }

  /** Adds the routes to a server; they answer all paths under the root. */
  @Override
  public void accept(HttpServerRoutes routes) {
    routes.route(dispatcher::owns, dispatcher::handle);
  }

  /**
   * Stops watching the directory and completes the streams of live changes. Later requests are
   * refused with 503; other responses that are being sent, such as a list, still end as usual,
   * unless their server or their clients end them. Does not block; the watch closes its handle and
   * ends its thread shortly afterwards. Closing it again has no effect.
   */
  @Override
  public void close() {
    warmUp.dispose();
    dispatcher.close();
    live.close();
  }

  /**
   * Starts to read the page and the first file, which loads the classes that the first requests
   * need. A failure is ignored, because a request for the same reports it.
   */
  void warmUp() {
    Library.Selection first = new Library.Selection("", ScanOptions.Order.PATH, 1);
    warmUp.update(
        page.file("index.html")
            .thenMany(library.lines(first))
            .take(WARM_UP) // a large directory may have no workflow
            .onErrorComplete()
            .subscribe());
  }

  /** Whether requests for data need a token. */
  boolean hasToken() {
    return hasToken;
  }

  Dispatcher dispatcher() {
    return dispatcher;
  }

  /** Builds a browser; not thread-safe, reusable. */
  public static final class Builder {
    private final WorkflowLoader loader;
    private final Path directory;
    private final Set<String> hosts = new HashSet<>();
    private ScanOptions scan = ScanOptions.defaults();
    private Limits limits = Limits.untrusted();
    private NodeRegistry registry = NodeRegistries.builtIn();
    private Optional<String> token = Optional.empty();
    private Optional<LoadTimings> timings = Optional.empty();
    private String root = "";
    private int streams = 64;
    private int validations = 16;
    private long mostBodyBytes = 16L << 20;
    private Duration ping = Duration.ofSeconds(15);
    private Duration linger = Duration.ofSeconds(60);
    private Duration patience = Duration.ofSeconds(30);
    private Duration comparedWithin = Duration.ofSeconds(2);

    private Builder(WorkflowLoader loader, Path directory) {
      this.loader = Objects.requireNonNull(loader, "loader");
      this.directory = Objects.requireNonNull(directory, "directory");
    }

    /** Which files of the directory are shown; {@link ScanOptions#defaults()} by default. */
    public Builder scan(ScanOptions scan) {
      this.scan = Objects.requireNonNull(scan, "scan");
      return this;
    }

    /** The limits of the loader; by default {@link Limits#untrusted()}. */
    public Builder limits(Limits limits) {
      this.limits = Objects.requireNonNull(limits, "limits");
      return this;
    }

    /** The node types of the loader; by default the built-in ones. */
    public Builder registry(NodeRegistry registry) {
      this.registry = Objects.requireNonNull(registry, "registry");
      return this;
    }

    /**
     * The times of the loader's loads, which the page then shows; the object must also be a
     * listener of the loader. Not shown by default.
     */
    public Builder timings(LoadTimings timings) {
      this.timings = Optional.of(timings);
      return this;
    }

    /**
     * The token that requests for data must have in the header {@code Authorization: Bearer}; not
     * required by default. The page takes it from the fragment of its URL, {@code #t=TOKEN}.
     */
    public Builder token(String token) {
      this.token = Optional.of(token);
      return this;
    }

    /**
     * Adds a host name under which the server is reached, with or without a port. By default only
     * the loopback names with the port of the connection are accepted.
     */
    public Builder host(String host) {
      hosts.add(host.toLowerCase(Locale.ROOT));
      return this;
    }

    /**
     * The path under which the routes are, such as {@code /workflows}; empty by default.
     *
     * @throws IllegalArgumentException if it is not empty and does not begin with a slash, or ends
     *     with one
     */
    public Builder root(String root) {
      if (!root.isEmpty() && !root.matches("(/[A-Za-z0-9._-]+)+")) {
        throw new IllegalArgumentException(
            "the root must be empty or a path such as /flows/old, was " + root);
      }
      this.root = root;
      return this;
    }

    /**
     * The maximum number of streamed responses at once; further requests are refused as busy. 64 by
     * default.
     */
    public Builder streams(int streams) {
      if (streams < 1) {
        throw new IllegalArgumentException("streams must be at least 1, was " + streams);
      }
      this.streams = streams;
      return this;
    }

    /**
     * The maximum number of bodies that are checked at once (16 by default), and the maximum size
     * of each as sent, in bytes (16 MiB by default). Further requests are refused as busy, and
     * larger bodies as too large.
     */
    public Builder validations(int atOnce, long mostBodyBytes) {
      if (atOnce < 1 || mostBodyBytes < 1) {
        throw new IllegalArgumentException(
            "atOnce and mostBodyBytes must be at least 1, were "
                + atOnce
                + " and "
                + mostBodyBytes);
      }
      validations = atOnce;
      this.mostBodyBytes = mostBodyBytes;
      return this;
    }

    /**
     * The maximum time without progress: for the client of a streamed response to read something,
     * and for the next bytes of a body to arrive; 30 seconds by default.
     */
    public Builder patience(Duration patience) {
      if (patience.isNegative() || patience.isZero()) {
        throw new IllegalArgumentException("patience must be positive, was " + patience);
      }
      this.patience = patience;
      return this;
    }

    /**
     * The timing of live changes.
     *
     * @param ping the time after which a comment shows that a stream is alive
     * @param linger how long the tree is watched without a reader
     */
    Builder live(Duration ping, Duration linger) {
      this.ping = ping;
      this.linger = linger;
      return this;
    }

    /** The time after which a comparison ends with the differences found so far. */
    Builder comparedWithin(Duration limit) {
      comparedWithin = limit;
      return this;
    }

    /** The browser. */
    public WorkflowBrowser build() {
      return new WorkflowBrowser(this);
    }
  }
}
