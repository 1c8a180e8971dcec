package dev.sluice.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.LoadResult;
import dev.sluice.Preview;
import dev.sluice.ReadResult;
import dev.sluice.WorkflowCache;
import dev.sluice.WorkflowLoader;
import dev.sluice.config.Compression;
import dev.sluice.config.Limit;
import dev.sluice.config.Limits;
import dev.sluice.config.Profile;
import dev.sluice.config.Rule;
import dev.sluice.config.SecurityPolicy;
import dev.sluice.config.UnknownTypes;
import dev.sluice.diff.Difference;
import dev.sluice.diff.Fold;
import dev.sluice.diff.ValueChange;
import dev.sluice.diff.WorkflowDiff;
import dev.sluice.edit.WorkflowEdit;
import dev.sluice.error.LimitExceededException;
import dev.sluice.error.LoaderBusyException;
import dev.sluice.error.UnreadableSourceException;
import dev.sluice.error.WorkflowException;
import dev.sluice.graph.WorkflowGraph;
import dev.sluice.migrate.NodeMigration;
import dev.sluice.model.Connection;
import dev.sluice.model.DataType;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import dev.sluice.model.LoadEvent;
import dev.sluice.model.Node;
import dev.sluice.model.NodeDefinition;
import dev.sluice.model.NodeType;
import dev.sluice.model.Place;
import dev.sluice.model.Port;
import dev.sluice.model.PropertySpec;
import dev.sluice.model.Severity;
import dev.sluice.model.ValidationReport;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.model.WorkflowSchema;
import dev.sluice.model.WorkflowSkeleton;
import dev.sluice.registry.NodeProvider;
import dev.sluice.registry.NodeRegistries;
import dev.sluice.registry.NodeRegistry;
import dev.sluice.registry.WorkflowJsonSchema;
import dev.sluice.render.WorkflowPicture;
import dev.sluice.scan.ScanEntry;
import dev.sluice.scan.ScanOptions;
import dev.sluice.search.WorkflowQuery;
import dev.sluice.search.WorkflowSearch;
import dev.sluice.source.ByteSource;
import dev.sluice.support.Workflows;
import dev.sluice.testkit.EventVerifier;
import dev.sluice.testkit.ReportCheck;
import dev.sluice.testkit.RuleTrial;
import dev.sluice.testkit.WorkflowDocument;
import dev.sluice.watch.LibraryChange;
import dev.sluice.watch.LibraryWatch;
import dev.sluice.web.WorkflowBrowser;
import dev.sluice.write.WriteOptions;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.DisposableServer;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;
import reactor.test.StepVerifier;

/**
 * The Java snippets of README.md and docs/guide.md, compiled and run.
 *
 * <p>A snippet is what stands between {@code // region name} and {@code // endregion}; {@link
 * MarkdownTest} holds the documents to it.
 */
class SnippetsTest {

  private static final Path INVOICES = Path.of("docs/examples/overdue-invoices.json");
  private static final Path STOCK = Path.of("docs/examples/stock-report.json.gz");
  private static final Path AUDIT = Path.of("docs/examples/branch-audit.json.zst");

  @Test
  void readme() {
    try (PrintedText printed = new PrintedText()) {
      // region readme
      try (WorkflowLoader loader = WorkflowLoader.create()) {
        Path file = Path.of("docs/examples/overdue-invoices.json");
        WorkflowSchema flow = loader.load(file).block(); // a server would not block
        flow.nodes().forEach((id, node) -> System.out.println(id + ": " + node.type().name()));
      }
      // endregion
      assertThat(printed.text()).contains("send_reminder: EmailSuperNode");
    }
  }

  @Test
  void loadAFile() {
    try (WorkflowLoader loader = WorkflowLoader.create()) {
      // region load-file
      Mono<String> title =
          loader
              .load(Path.of("docs/examples/stock-report.json.gz"))
              .map(workflow -> workflow.definition().metadata().name());
      // endregion
      StepVerifier.create(title).expectNext("Daily stock report").verifyComplete();
    }
  }

  @Test
  void scanEntries(@TempDir Path directory) throws IOException {
    Files.copy(INVOICES, directory.resolve("a.json"));
    Files.writeString(directory.resolve("b.json"), "{\"nodes\":");
    Files.writeString(directory.resolve("c.json"), "{\"private\": true}");
    try (WorkflowLoader loader = WorkflowLoader.create()) {
      // region scan-entries
      Flux<String> lines =
          loader
              .scan(directory, ScanOptions.builder().skipped(true).build(), loader::read)
              .map(
                  entry -> {
                    if (entry instanceof ScanEntry.Failed<?> failed) {
                      return failed.path() + ": " + failed.exception().report().findings();
                    }
                    if (entry instanceof ScanEntry.Skipped<?> skipped) {
                      return skipped.path() + ": skipped, " + skipped.message();
                    }
                    return entry.path() + ": " + entry.result().orElseThrow().metadata().name();
                  });
      // endregion
      StepVerifier.create(lines)
          .expectNextMatches(line -> line.endsWith("a.json: Remind customers of overdue invoices"))
          .expectNextMatches(line -> line.contains("b.json: [ERROR TRUNCATED at 1:"))
          .expectNextMatches(line -> line.contains("c.json: skipped, "))
          .verifyComplete();
    }
  }

  @Test
  void cache() {
    Path file = INVOICES;
    // region cache
    WorkflowCache cache = WorkflowCache.create(); // at most 20 workflows and 50 MB
    WorkflowLoader editor = WorkflowLoader.builder().cache(cache).build();
    WorkflowLoader ci = WorkflowLoader.builder().cache(cache).profile(Profile.STRICT).build();

    Mono<WorkflowSchema> again = editor.load(file).then(editor.load(file)); // read once
    double hitRate = cache.statistics().hitRate();
    cache.invalidate(file); // changed without a new timestamp: force a re-read
    // endregion
    StepVerifier.create(again).expectNextCount(1).verifyComplete();
    assertThat(hitRate).isZero();
    assertThat(cache.statistics().misses()).isOne();
    editor.close();
    ci.close();
  }

  @Test
  void whatAWorkflowHolds() {
    try (WorkflowLoader loader = WorkflowLoader.create()) {
      WorkflowSchema workflow = loader.load(INVOICES).block();
      // region workflow
      WorkflowDefinition definition = workflow.definition(); // immutable: the content of the file
      String title = definition.metadata().name(); // "Untitled" if the file has no name
      List<String> ids = List.copyOf(definition.nodes().keySet()); // in the order of the file
      List<Connection> connections = definition.connections(); // in the order of the file too
      Map<String, Object> settings = definition.settings(); // defaults if the file has none
      Map<String, Object> members = definition.members(); // including unknown members

      Node read = workflow.nodes().get("read_invoices"); // live, created for this load
      Object delimiter = read.config().get("delimiter"); // as written
      Optional<Object> header = read.parameter("has_header"); // as written, or the type's default
      List<Port> outputs = read.outputs(); // including those that depend on the config
      // endregion
      assertThat(title).isEqualTo("Remind customers of overdue invoices");
      assertThat(ids).hasSize(10);
      assertThat(connections).hasSize(13);
      assertThat(settings).containsEntry("timeout", 120L);
      assertThat(members).containsKey("frames");
      assertThat(delimiter).isEqualTo(";");
      assertThat(read.config()).doesNotContainKey("has_header");
      assertThat(header).contains(true);
      assertThat(outputs).contains(new Port("row_count", DataType.INTEGER, false));
    }
  }

  @Test
  void compare() {
    try (WorkflowLoader loader = WorkflowLoader.create();
        PrintedText printed = new PrintedText()) {
      WorkflowDefinition before = loader.read(INVOICES).block();
      WorkflowDefinition after = withDelimiter(before);
      // region diff
      WorkflowDiff diff = WorkflowDiff.between(before, after);
      for (Difference difference : diff.differences()) {
        if (difference instanceof Difference.NodeChanged changed) {
          for (ValueChange change : changed.changes()) {
            System.out.println(changed.after().id() + ": " + change.pathText());
          }
        }
      }
      int moved = diff.folded().getOrDefault(Fold.LAYOUT, List.of()).size();
      // endregion
      assertThat(printed.text()).isEqualTo("read_invoices: config.delimiter\n");
      assertThat(moved).isZero();
    }
  }

  private static WorkflowDefinition withDelimiter(WorkflowDefinition definition) {
    Map<String, NodeDefinition> nodes = new LinkedHashMap<>(definition.nodes());
    nodes.computeIfPresent(
        "read_invoices",
        (id, node) -> {
          Map<String, Object> config = new LinkedHashMap<>(node.config());
          config.put("delimiter", ",");
          return new NodeDefinition(
              id,
              node.type(),
              node.declaredType(),
              config,
              node.members(),
              node.inputs(),
              node.outputs());
        });
    return new WorkflowDefinition(
        definition.kind(),
        definition.members(),
        definition.wrapper(),
        definition.metadata(),
        nodes,
        definition.connections(),
        definition.autoStart(),
        definition.form());
  }

  @Test
  void loadBytes() throws IOException {
    try (WorkflowLoader loader = WorkflowLoader.create()) {
      byte[] bytes = Files.readAllBytes(STOCK);
      // region load-bytes
      Mono<WorkflowSchema> workflow = loader.load(bytes);
      Mono<WorkflowSchema> named = loader.load(ByteSource.of("upload 17", bytes));
      // endregion
      StepVerifier.create(workflow).expectNextCount(1).verifyComplete();
      StepVerifier.create(named).expectNextCount(1).verifyComplete();
    }
  }

  @Test
  void loadARequestBody() throws IOException {
    try (WorkflowLoader loader = WorkflowLoader.create()) {
      // region load-request
      HttpServer server =
          HttpServer.create()
              .host("127.0.0.1")
              .port(0)
              .route(
                  routes ->
                      routes.post(
                          "/workflows",
                          (request, response) -> {
                            Flux<ByteBuffer> body =
                                request.receive().asByteArray().map(ByteBuffer::wrap);
                            Mono<LoadResult> load = loader.tryLoad(ByteSource.of("upload", body));
                            return response.sendString(load.map(this::answer));
                          }));
      // endregion
      DisposableServer bound = server.bindNow();
      try {
        assertThat(post(bound.port(), STOCK)).isEqualTo("accepted");
        assertThat(post(bound.port(), Path.of("pom.xml"))).contains("MALFORMED_JSON at 1:1");
      } finally {
        bound.disposeNow();
      }
    }
  }

  private String answer(LoadResult result) {
    return result.accepted() ? "accepted" : result.report().findings().toString();
  }

  private static String post(int port, Path file) throws IOException {
    return HttpClient.create()
        .post()
        .uri("http://127.0.0.1:" + port + "/workflows")
        .send(Mono.just(Unpooled.wrappedBuffer(Files.readAllBytes(file))))
        .responseContent()
        .aggregate()
        .asString()
        .block();
  }

  @Test
  void write(@TempDir Path directory) {
    try (WorkflowLoader loader = WorkflowLoader.create()) {
      Path target = directory.resolve("stock-report.json.zst");
      // region write
      Mono<Void> saved =
          loader
              .read(Path.of("docs/examples/stock-report.json.gz"))
              .flatMap(
                  workflow ->
                      loader.write(workflow, target, WriteOptions.standard().withLevel(19)));
      // endregion
      StepVerifier.create(saved).verifyComplete();
      assertThat(loader.read(target).block()).isEqualTo(loader.read(STOCK).block());
    }
  }

  @Test
  void encode() {
    try (WorkflowLoader loader = WorkflowLoader.create()) {
      WorkflowDefinition workflow = loader.read(INVOICES).block();
      // region encode
      Flux<ByteBuffer> body =
          loader.encode(
              workflow, WriteOptions.standard().compact().withCompression(Compression.ZSTD));
      Mono<Double> ratio =
          loader
              .compressionStatistics(workflow, WriteOptions.standard())
              .map(bytes -> bytes.ratio(Compression.ZSTD));
      // endregion
      StepVerifier.create(loader.load(body))
          .assertNext(read -> assertThat(read.definition()).isEqualTo(workflow))
          .verifyComplete();
      assertThat(ratio.block()).isGreaterThan(2);
    }
  }

  @Test
  void graph() {
    try (WorkflowLoader loader = WorkflowLoader.create()) {
      WorkflowDefinition definition = loader.read(INVOICES).block();
      // region graph
      WorkflowGraph graph = WorkflowGraph.of(definition);
      List<Connection> into = graph.incoming("send_reminder"); // in the order of the file
      List<NodeDefinition> first = graph.entryPoints(); // where execution begins
      List<NodeDefinition> next = graph.execSuccessors("is_overdue", "true"); // of one output
      Optional<Connection> source = graph.dataSource("send_reminder", "body"); // of one input
      WorkflowGraph.Order order = graph.executionOrder(); // order.cycles() has the loops
      Set<String> affected = graph.reachableFrom(List.of("read_invoices"));
      WorkflowGraph part = graph.subgraph(affected);
      // endregion
      assertThat(into).hasSize(2);
      assertThat(first).extracting(NodeDefinition::id).containsExactly("start");
      assertThat(next).extracting(NodeDefinition::id).containsExactly("write_reminder");
      assertThat(source).map(Connection::sourcePort).contains("result");
      assertThat(order.nodes())
          .extracting(NodeDefinition::id)
          .startsWith("start", "read_invoices", "each_invoice")
          .hasSize(10);
      assertThat(order.isAcyclic()).isTrue();
      assertThat(part.nodes()).hasSize(9);
    }
  }

  @Test
  void edit() {
    try (WorkflowLoader loader = WorkflowLoader.create()) {
      WorkflowDefinition definition = loader.read(INVOICES).block();
      // region edit
      WorkflowDefinition changed =
          WorkflowEdit.of(definition)
              .config("send_reminder", "priority", "high")
              .renameNode("is_overdue", "is_due") // in connections, templates and frames as well
              .removeNode("count_reminder") // together with its connections
              .connect("send_reminder", "exec_out", "next_invoice", "exec_in")
              .setting("timeout", 300)
              .definition();
      // endregion
      assertThat(loader.load(loader.encode(changed, WriteOptions.standard())).block().definition())
          .isEqualTo(changed);
      assertThat(changed.nodes()).hasSize(9).containsKey("is_due");
    }
  }

  @Test
  void update(@TempDir Path directory) throws IOException {
    Path copy = Files.copy(INVOICES, directory.resolve("copy.json"));
    Files.copy(STOCK, directory.resolve("other.json.gz"));
    try (WorkflowLoader loader = WorkflowLoader.create()) {
      // region update
      Flux<Path> renamed =
          loader
              .scan(
                  directory,
                  ScanOptions.defaults(),
                  file ->
                      loader
                          .update(
                              file,
                              edit ->
                                  edit.definition().node("log_result").isPresent()
                                      ? edit.renameNode("log_result", "report")
                                      : edit)
                          .filter(definition -> definition.node("report").isPresent()))
              .filter(entry -> entry.result().isPresent())
              .map(ScanEntry::path);
      // endregion
      StepVerifier.create(renamed).expectNext(copy).verifyComplete();
      assertThat(Files.readString(copy))
          .isEqualTo(Files.readString(INVOICES).replace("\"log_result\"", "\"report\""));
    }
  }

  @Test
  void check() {
    try (WorkflowLoader loader = WorkflowLoader.create()) {
      WorkflowDefinition definition = loader.read(INVOICES).block();
      // region check
      Mono<ValidationReport> report =
          loader.check(loader.edit(definition).retype("log_result", "LogNoed").definition());
      // endregion
      assertThat(report.block().findings())
          .extracting(Finding::code)
          .contains(FindingCode.UNKNOWN_NODE_TYPE);
    }
  }

  @Test
  void migrate(@TempDir Path directory) throws IOException {
    String old = Workflows.workflow(Workflows.node("read", "ReadFileNode"));
    Path file = Files.writeString(directory.resolve("report.json"), old);
    try (WorkflowLoader loader = WorkflowLoader.create();
        PrintedText printed = new PrintedText()) {
      // region migrate
      Mono<WorkflowDefinition> current =
          loader
              .read(ByteSource.of(file))
              .flatMap(loader::migrate)
              .doOnNext(plan -> plan.nodes().forEach(node -> System.out.println(node.note())))
              .map(plan -> plan.apply(NodeMigration::lossless));
      // endregion
      assertThat(current.block().node("read").orElseThrow().declaredType())
          .isEqualTo("FileSystemSuperNode");
      assertThat(printed.text()).isEqualTo("ReadFileNode becomes FileSystemSuperNode\n");
    }
  }

  @Test
  void build() {
    try (WorkflowLoader loader = WorkflowLoader.create()) {
      // region build
      WorkflowDefinition greeting =
          WorkflowEdit.create("Greet customers")
              .addNode("start", "StartNode")
              .addNode("greet", "LogNode", Map.of("message", "Good morning, {{customer}}"))
              .connect("start", "greet") // from exec_out to exec_in
              .variable("customer", "Ms Sato")
              .definition();
      // endregion
      assertThat(loader.load(loader.encode(greeting, WriteOptions.standard())).block().definition())
          .isEqualTo(greeting);
    }
  }

  @Test
  void getTheReport() {
    try (WorkflowLoader loader = WorkflowLoader.create();
        PrintedText printed = new PrintedText()) {
      Path file = AUDIT;
      // region try-load
      Mono<LoadResult> result =
          loader
              .tryLoad(file)
              .doOnNext(
                  tried -> {
                    for (Finding finding : tried.report().findings()) {
                      System.out.println(finding);
                      finding.suggestion().ifPresent(text -> System.out.println("  " + text));
                    }
                  });
      // endregion
      StepVerifier.create(result)
          .assertNext(tried -> assertThat(tried.report().count(Severity.ERROR)).isEqualTo(2))
          .verifyComplete();
      assertThat(printed.text())
          .contains("UNKNOWN_CONFIG_KEY at 1:", "  Did you mean \"timeout\"?");
    }
  }

  @Test
  void readDefinitions() {
    try (WorkflowLoader loader = WorkflowLoader.create()) {
      Path file = STOCK;
      // region read
      Mono<Integer> successors =
          loader
              .read(file)
              .map(
                  definition ->
                      (int)
                          definition.nodes().values().stream()
                              .filter(NodeDefinition::isMigrated)
                              .count());
      // endregion
      StepVerifier.create(successors).expectNext(13).verifyComplete();
    }
  }

  @Test
  void checkStrictly() {
    try (PrintedText printed = new PrintedText()) {
      Path file = AUDIT;
      // region strict
      try (WorkflowLoader loader = WorkflowLoader.builder().profile(Profile.STRICT).build()) {
        ValidationReport report = loader.validate(ByteSource.of(file)).block();
        if (!report.accepted()) {
          System.out.println("rejected for " + report.count(Severity.ERROR) + " errors");
        }
      }
      // endregion
      assertThat(printed.text()).isEqualTo("rejected for 2 errors\n");
    }
  }

  @Test
  void setLimits() {
    // region limits
    Limits ours = Limits.trusted(); // your own files, however large
    Limits uploads =
        Limits.untrusted() // the default
            .with(Limit.NODES, 200)
            .with(Limit.DECODED_BYTES, 1 << 20)
            .with(Limit.MILLISECONDS, 5_000);
    WorkflowLoader loader = WorkflowLoader.builder().limits(uploads).build();
    // endregion
    try (loader) {
      StepVerifier.create(loader.load(AUDIT)).expectNextCount(1).verifyComplete();
      assertThat(ours.of(Limit.NODES)).isEqualTo(Long.MAX_VALUE);
    }
  }

  @Test
  void setTheSecurityPolicy() {
    // region security
    SecurityPolicy standard = SecurityPolicy.standard();
    Set<String> scripts = Set.of("RunPythonScriptNode", "RunJavaScriptNode");
    SecurityPolicy policy = new SecurityPolicy(standard.patterns(), scripts);
    WorkflowLoader loader = WorkflowLoader.builder().security(policy).build();
    // endregion
    try (loader) {
      StepVerifier.create(loader.tryLoad(scriptOf("RunPythonScriptNode")))
          .assertNext(result -> assertThat(result.accepted()).isTrue())
          .verifyComplete();
      StepVerifier.create(loader.tryLoad(scriptOf("LogNode")))
          .assertNext(result -> assertThat(result.accepted()).isFalse())
          .verifyComplete();
    }
  }

  private static ByteSource scriptOf(String type) {
    String node = "{\"node_id\":\"n\",\"node_type\":\"%s\",\"config\":{\"code\":\"eval(x)\"}}";
    return source("{\"nodes\":{\"n\":" + node.formatted(type) + "}}");
  }

  private static ByteSource source(String document) {
    return ByteSource.of("test", document.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void dealWithUnknownTypes() {
    // region unknown
    WorkflowLoader skipping =
        WorkflowLoader.builder().unknownTypes(UnknownTypes.SKIP).build(); // or FAIL
    WorkflowLoader keeping = WorkflowLoader.create(); // PLACEHOLDER
    Mono<List<String>> unknown =
        keeping
            .read(Path.of("docs/examples/branch-audit.json.zst"))
            .map(
                definition ->
                    definition.nodes().values().stream()
                        .filter(NodeDefinition::isPlaceholder)
                        .map(NodeDefinition::declaredType)
                        .toList());
    // endregion
    try (skipping;
        keeping) {
      StepVerifier.create(unknown).expectNext(List.of("ExtractTxtNode")).verifyComplete();
      StepVerifier.create(skipping.read(AUDIT))
          .assertNext(definition -> assertThat(definition.nodes()).hasSize(199))
          .verifyComplete();
    }
  }

  // region host-node
  record SmsNode(NodeDefinition definition) implements Node {
    String recipient() {
      return parameter("recipient").map(Object::toString).orElse("");
    }
  }

  // endregion

  @Test
  void bringNodeClasses() {
    // region host-type
    NodeType sms =
        NodeType.builder("SmsNode")
            .exec() // exec_in and exec_out
            .requiredInput("text", DataType.STRING)
            .output("sent", DataType.BOOLEAN)
            .property(PropertySpec.required("recipient", "string"))
            .property(PropertySpec.choice("priority", "normal", "high").withDefault("normal"))
            .factory(SmsNode::new)
            .build();
    NodeRegistry registry =
        NodeRegistries.builder()
            .add(sms)
            .factory("LogNode", AuditedLogNode::new) // the host creates nodes of a built-in type
            .build();
    WorkflowLoader loader = WorkflowLoader.builder().registry(registry).build();
    // endregion
    // region host-node-test
    SmsNode node = new SmsNode(NodeDefinition.of("sms", sms, Map.of("recipient", "+491234")));
    // endregion
    assertThat(node.recipient()).isEqualTo("+491234");
    String document =
        "{\"nodes\":{\"sms\":{\"node_type\":\"SmsNode\",\"config\":{\"recipient\":\"+491234\"}},"
            + "\"log\":{\"node_type\":\"LogNode\",\"config\":{}}}}";
    try (loader) {
      StepVerifier.create(loader.load(source(document)))
          .assertNext(
              flow -> {
                assertThat(((SmsNode) flow.nodes().get("sms")).recipient()).isEqualTo("+491234");
                assertThat(flow.nodes().get("log")).isInstanceOf(AuditedLogNode.class);
              })
          .verifyComplete();
    }
  }

  private record AuditedLogNode(NodeDefinition definition) implements Node {}

  // region provider
  public static final class SmsProvider implements NodeProvider {
    @Override
    public Set<String> names() {
      return Set.of("SmsNode"); // must be cheap: called when the registry is built
    }

    @Override
    public NodeType load(String name) { // may be slow: called once, when a document needs it
      return NodeType.builder(name).exec().factory(SmsNode::new).build();
    }
  }

  // endregion

  @Test
  void provideNodeClasses() {
    // region provider-use
    NodeRegistry registry =
        NodeRegistries.builder()
            .serviceLoader(SmsNode.class.getClassLoader()) // META-INF/services, module-info
            .add(new SmsProvider()) // or explicitly
            .build();
    // endregion
    assertThat(registry.isLoaded("SmsNode")).isFalse();
    assertThat(registry.find("SmsNode")).map(NodeType::category).contains("host");
  }

  // region rule
  record NamedNodes() implements Rule {
    @Override
    public String name() {
      return "named-nodes";
    }

    @Override
    public void check(WorkflowDefinition workflow, Reports reports) {
      for (NodeDefinition node : workflow.nodes().values()) {
        if (node.type().category().equals("email") && node.name().isEmpty()) {
          reports.about(node, Severity.ERROR, "A node that sends mail needs a name");
        }
      }
    }
  }

  // endregion

  @Test
  void bringARule() {
    // region rule-use
    WorkflowLoader loader = WorkflowLoader.builder().rule(new NamedNodes()).build();
    // endregion
    try (loader) {
      StepVerifier.create(loader.validate(ByteSource.of(STOCK)))
          .assertNext(
              report ->
                  assertThat(report.findings())
                      .extracting(Finding::code)
                      .contains(FindingCode.HOST_RULE))
          .verifyComplete();
    }
  }

  @Test
  void tryARule() {
    // region rule-test
    String document =
        """
        {"nodes": {"mail": {"node_id": "mail", "node_type": "EmailSuperNode", "config": {}}}}
        """;
    StepVerifier.create(RuleTrial.findings(new NamedNodes(), document))
        .assertNext(found -> assertThat(found).extracting(Finding::pointer).contains("/nodes/mail"))
        .verifyComplete();
    // endregion
  }

  @Test
  void previewFile() {
    try (WorkflowLoader loader = WorkflowLoader.create()) {
      Path file = INVOICES;
      // region preview
      Mono<Preview> preview = loader.preview(file);
      Mono<WorkflowSchema> opened = preview.flatMap(Preview::full);
      // endregion
      StepVerifier.create(preview.map(look -> look.skeleton().nodeCount()))
          .expectNext(10L)
          .verifyComplete();
      StepVerifier.create(opened).expectNextCount(1).verifyComplete();
    }
  }

  @Test
  void loadManyFiles() {
    try (WorkflowLoader loader = WorkflowLoader.create()) {
      List<Path> files = List.of(INVOICES, STOCK, AUDIT);
      // region many
      Flux<LoadResult> results =
          Flux.fromIterable(files).flatMapSequential(file -> loader.tryLoad(file), 4);
      // endregion
      StepVerifier.create(results.map(result -> result.schema().orElseThrow().nodes().size()))
          .expectNext(10, 50, 200)
          .verifyComplete();
    }
  }

  @Test
  void recentFiles() {
    try (WorkflowLoader loader = WorkflowLoader.create()) {
      Path directory = Path.of("docs/examples");
      // region recent
      Flux<WorkflowSkeleton> recent =
          loader
              .scan(directory, ScanOptions.builder().order(ScanOptions.Order.NEWEST_FIRST).build())
              .mapNotNull(entry -> entry.result().orElse(null))
              .take(10);
      // endregion
      StepVerifier.create(recent.map(WorkflowSkeleton::nodeCount).sort())
          .expectNext(10L, 50L, 200L)
          .verifyComplete();
    }
  }

  @Test
  void browseADirectory() {
    try (WorkflowLoader loader = WorkflowLoader.create()) {
      Path directory = Path.of("docs/examples");
      Path chosen = STOCK;
      // region browser
      Mono<Map<Path, Preview>> library =
          loader
              .scan(directory, ScanOptions.defaults(), loader::preview)
              .filter(entry -> entry.result().isPresent())
              .collectMap(ScanEntry::path, entry -> entry.result().orElseThrow());
      Mono<WorkflowSchema> opened =
          library.flatMap(previews -> previews.get(chosen).full()); // reads the file once
      // endregion
      StepVerifier.create(opened.map(workflow -> workflow.nodes().size()))
          .expectNext(50)
          .verifyComplete();
    }
  }

  @Test
  void serveABrowser() {
    Path directory = Path.of("docs/examples");
    String token = "secret";
    try (WorkflowLoader loader = WorkflowLoader.create()) {
      // region serve-browser
      WorkflowBrowser browser =
          WorkflowBrowser.builder(loader, directory).root("/workflows").token(token).build();
      HttpServer server =
          HttpServer.create()
              .host("127.0.0.1")
              .port(0)
              .route(routes -> browser.accept(routes.get("/health", (in, out) -> out.send())));
      // endregion
      DisposableServer bound = server.bindNow();
      try {
        String list =
            HttpClient.create()
                .host("127.0.0.1")
                .port(bound.port())
                .headers(headers -> headers.set("Authorization", "Bearer " + token))
                .get()
                .uri("/workflows/api/workflows")
                .responseContent()
                .aggregate()
                .asString()
                .block();
        assertThat(list).contains("\"path\":\"overdue-invoices.json\"");
        assertThat(
                HttpClient.create()
                    .host("127.0.0.1")
                    .port(bound.port())
                    .get()
                    .uri("/health")
                    .responseSingle((answer, body) -> Mono.just(answer.status().code()))
                    .block())
            .isEqualTo(200);
      } finally {
        // region serve-browser-close
        bound.disposeNow();
        browser.close();
        // endregion
      }
    }
  }

  @Test
  void searchADirectory() {
    try (WorkflowLoader loader = WorkflowLoader.create()) {
      Path directory = Path.of("docs/examples");
      // region search
      Flux<Path> senders =
          loader
              .scan(
                  directory,
                  ScanOptions.defaults(),
                  file ->
                      loader
                          .skeleton(file)
                          .filter(skeleton -> skeleton.nodeTypes().contains("EmailSuperNode"))
                          .filter(skeleton -> skeleton.variableNames().contains("low_mark")))
              .filter(entry -> entry.result().isPresent())
              .map(ScanEntry::path);
      // endregion
      StepVerifier.create(senders).expectNext(STOCK).verifyComplete();
    }
  }

  @Test
  void searchWithAQuery() {
    try (WorkflowLoader loader = WorkflowLoader.create()) {
      Path directory = Path.of("docs/examples");
      // region query
      WorkflowQuery query = WorkflowQuery.parse("type:GoToURLNode config.timeout>10000");
      Flux<String> slow =
          WorkflowSearch.of(loader)
              .hits(directory, ScanOptions.defaults(), query)
              .map(hit -> hit.path() + ":" + hit.place() + " " + hit.field() + " " + hit.excerpt());
      // endregion
      StepVerifier.create(slow.take(1))
          .expectNext(AUDIT + ":1:691 config.timeout 20000")
          .verifyComplete();
    }
  }

  @Test
  void drawAPicture(@TempDir Path directory) throws IOException {
    Path file = INVOICES;
    try (WorkflowLoader loader = WorkflowLoader.create()) {
      // region picture
      ReadResult read = loader.tryRead(file).block();
      WorkflowPicture picture = WorkflowPicture.of(read.definition().orElseThrow(), read.report());
      try (Writer svg = Files.newBufferedWriter(directory.resolve("invoices.svg"))) {
        picture.withTheme(WorkflowPicture.Theme.LIGHT).writeSvg(svg);
      }
      // endregion
    }
    assertThat(directory.resolve("invoices.svg"))
        .hasSameTextualContentAs(Path.of("docs/pictures/overdue-invoices-light.svg"));
  }

  @Test
  void watchADirectory(@TempDir Path directory) throws IOException {
    Files.copy(INVOICES, directory.resolve("a.json"));
    try (WorkflowLoader loader = WorkflowLoader.create()) {
      // region watch
      Flux<String> changes =
          LibraryWatch.of(loader::tryRead)
              .watch(directory)
              .map(
                  change -> {
                    String name = directory.relativize(change.path()).toString();
                    if (change instanceof LibraryChange.Changed changed) {
                      return name + " " + changed.difference().map(WorkflowDiff::differences);
                    }
                    return name + " " + change.getClass().getSimpleName();
                  });
      // endregion
      StepVerifier.create(changes).expectNext("a.json Added", " Ready").thenCancel().verify();
    }
  }

  @Test
  void cancelAndTimeOut() {
    try (WorkflowLoader loader = WorkflowLoader.create()) {
      Path file = AUDIT;
      // region cancel
      Disposable load = loader.load(file).subscribe();
      load.dispose(); // stops reading, closes the file, frees native memory

      Mono<WorkflowSchema> impatient = loader.load(file).timeout(Duration.ofSeconds(2));
      // endregion
      StepVerifier.create(impatient).expectNextCount(1).verifyComplete();
    }
  }

  @Test
  void chooseThreads() {
    // region threads
    WorkflowLoader loader =
        WorkflowLoader.builder()
            .scheduler(Schedulers.boundedElastic()) // shared; close() does not dispose it
            .smallLoadsOnCaller(true) // up to 64 KiB in memory on the subscriber's thread
            .creation(100, 4) // from 100 nodes on, create them in up to 4 parallel slices
            .build();
    // endregion
    try (loader) {
      StepVerifier.create(loader.load(STOCK)).expectNextCount(1).verifyComplete();
    }
  }

  @Test
  void drawWhileLoading() {
    Map<String, Place> canvas = new LinkedHashMap<>();
    Path file = STOCK;
    try (WorkflowLoader loader = WorkflowLoader.create()) {
      // region events
      Mono<Void> drawn =
          loader
              .events(file)
              .doOnNext(
                  event -> {
                    if (event instanceof LoadEvent.NodesRead read) {
                      for (int i = 0; i < read.nodes().size(); i++) {
                        canvas.put(read.nodes().get(i).id(), read.places().get(i));
                      }
                    } else if (event instanceof LoadEvent.NodesWithdrawn withdrawn) {
                      withdrawn.ids().forEach(canvas::remove);
                    }
                  })
              .then();
      // endregion
      StepVerifier.create(drawn).verifyComplete();
      WorkflowDefinition definition = loader.read(file).block();
      assertThat(canvas.keySet())
          .containsExactlyElementsOf(
              definition.nodes().keySet().stream()
                  .filter(id -> !id.equals("__auto_start__"))
                  .toList());
    }
  }

  @Test
  void limitLoads() {
    // region admission
    WorkflowLoader loader =
        WorkflowLoader.builder()
            .admission(16, 100) // 16 loads work, 100 wait, further ones are busy
            .collectedBytes(16 << 20) // of all documents that are still arriving
            .build();
    // endregion
    try (loader) {
      StepVerifier.create(loader.load(STOCK)).expectNextCount(1).verifyComplete();
    }
  }

  @Test
  void testALoad() {
    try (WorkflowLoader loader = WorkflowLoader.create()) {
      // region test
      WorkflowDocument document =
          WorkflowDocument.named("Greet")
              .node("start", "StartNode")
              .node("log", "LogNoed", Map.of("message", "hello"))
              .connect("start", "log");

      StepVerifier.create(loader.tryLoad(document.bytes()))
          .assertNext(
              result ->
                  ReportCheck.of(result)
                      .isAccepted()
                      .has(FindingCode.UNKNOWN_NODE_TYPE, "/nodes/log/node_type"))
          .verifyComplete();
      EventVerifier.of(loader.events(document.source("greeting")))
          .expectNodes("start", "log")
          .expectFinding(FindingCode.UNKNOWN_NODE_TYPE)
          .verifyLoaded();
      // endregion
    }
  }

  @Test
  void handleFailures() {
    try (WorkflowLoader loader = WorkflowLoader.create()) {
      Path file = Path.of("docs/examples/missing.json");
      // region errors
      Mono<String> answer =
          loader
              .load(file)
              .map(workflow -> "200 " + workflow.nodes().size() + " nodes")
              .onErrorResume(UnreadableSourceException.class, e -> Mono.just("404 no such file"))
              .onErrorResume(LimitExceededException.class, e -> Mono.just("413 " + e.getMessage()))
              .onErrorResume(LoaderBusyException.class, e -> Mono.just("503 try again later"))
              .onErrorResume(WorkflowException.class, e -> Mono.just("422 " + e.report()));
      // endregion
      StepVerifier.create(answer).expectNext("404 no such file").verifyComplete();
    }
  }

  @Test
  void answerByRejection() {
    try (WorkflowLoader loader = WorkflowLoader.create()) {
      byte[] body = "{\"nodes\": {\"log\": 1}}".getBytes(StandardCharsets.UTF_8);
      // region rejection
      Mono<String> answer =
          loader
              .validate(ByteSource.of("upload", body))
              .map(ValidationReport::rejection)
              .onErrorResume(
                  WorkflowException.class, // not about the document: unreadable, busy, timed out
                  failure -> Mono.just(Optional.of(failure.rejection())))
              .map(
                  rejection ->
                      rejection
                          .map(why -> why.kind().httpStatus() + " " + why.finding())
                          .orElse("200 accepted"));
      // endregion
      StepVerifier.create(answer)
          .assertNext(text -> assertThat(text).startsWith("422 ").contains("INVALID_TYPE"))
          .verifyComplete();
    }
  }

  @Test
  void describeDocumentsToEditors() {
    // region schema
    NodeRegistry registry = NodeRegistries.builder().add(new SmsProvider()).build();
    Map<String, Object> schema = WorkflowJsonSchema.of(registry); // a JSON value
    // endregion
    assertThat(schema).extractingByKey("$defs").asString().contains("SmsNode");
  }
}
