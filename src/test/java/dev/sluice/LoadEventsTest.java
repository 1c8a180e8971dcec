package dev.sluice;

import static dev.sluice.support.Workflows.START;
import static dev.sluice.support.Workflows.bytes;
import static dev.sluice.support.Workflows.chain;
import static dev.sluice.support.Workflows.edge;
import static dev.sluice.support.Workflows.json;
import static dev.sluice.support.Workflows.node;
import static dev.sluice.support.Workflows.workflow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.config.UnknownTypes;
import dev.sluice.error.MalformedJsonException;
import dev.sluice.model.Connection;
import dev.sluice.model.FindingCode;
import dev.sluice.model.LoadEvent;
import dev.sluice.model.LoadEvent.ConnectionsRead;
import dev.sluice.model.LoadEvent.ConnectionsWithdrawn;
import dev.sluice.model.LoadEvent.FindingFound;
import dev.sluice.model.LoadEvent.HeaderRead;
import dev.sluice.model.LoadEvent.Loaded;
import dev.sluice.model.LoadEvent.NodesCreated;
import dev.sluice.model.LoadEvent.NodesRead;
import dev.sluice.model.LoadEvent.Progress;
import dev.sluice.model.NodeDefinition;
import dev.sluice.source.ByteSource;
import dev.sluice.support.Chunked;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/** The content and the order of the events of a load. */
class LoadEventsTest {

  @Test
  void events_documentInChunks_areEmittedBeforeTheRestArrives() {
    String document = workflow(START + "," + node("log", "LogNode"), edge("start", "log"));
    int cut = document.indexOf("connections");
    List<String> told = new ArrayList<>();
    Flux<ByteBuffer> chunks =
        Flux.just(document.substring(0, cut), document.substring(cut))
            .doOnNext(chunk -> told.add("chunk"))
            .map(chunk -> ByteBuffer.wrap(bytes(chunk)));

    try (WorkflowLoader loader = onThisThread(builder -> builder)) {
      loader
          .events(ByteSource.of("demo", chunks.hide()))
          .doOnNext(event -> told.add(event.getClass().getSimpleName()))
          .blockLast();
    }

    assertThat(told)
        .containsExactly(
            "chunk",
            "Progress",
            "HeaderRead",
            "NodesRead",
            "chunk",
            "Progress",
            "Counted",
            "ConnectionsRead",
            "Counted",
            "NodesCreated",
            "Loaded");
  }

  @Test
  void events_last_isWhatLoadGives() {
    byte[] document = bytes(chain(300));
    try (WorkflowLoader loader = WorkflowLoader.create()) {
      Loaded last = (Loaded) loader.events(ByteSource.of("", document)).blockLast();

      assertThat(last.schema().definition()).isEqualTo(loader.load(document).block().definition());
      assertThat(last.schema().nodes().keySet())
          .containsExactlyElementsOf(last.schema().definition().nodes().keySet());
      assertThat(last.report().findings()).isEmpty();
    }
  }

  @Test
  void nodesAndConnections_ofAllEvents_areThoseOfTheWorkflow() {
    List<LoadEvent> events = eventsOf(chain(600));
    Loaded last = (Loaded) events.get(events.size() - 1);

    assertThat(all(events, NodesRead.class, NodesRead::nodes))
        .containsExactlyElementsOf(last.schema().definition().nodes().values());
    assertThat(all(events, ConnectionsRead.class, ConnectionsRead::connections))
        .containsExactlyElementsOf(last.schema().definition().connections());
    assertThat(all(events, NodesCreated.class, NodesCreated::nodes))
        .containsExactlyElementsOf(last.schema().nodes().values());
  }

  @Test
  void header_ofMetadataThatComesLast_isEmittedWhenItComes() {
    List<LoadEvent> events =
        eventsOf("{\"nodes\":{" + START + "},\"connections\":[],\"metadata\":{\"name\":\"Late\"}}");

    assertThat(only(events, HeaderRead.class))
        .singleElement()
        .satisfies(header -> assertThat(header.metadata().name()).isEqualTo("Late"));
    assertThat(events.indexOf(only(events, HeaderRead.class).get(0)))
        .isGreaterThan(events.indexOf(only(events, NodesRead.class).get(0)));
  }

  @Test
  void variablesSettingsAndFrames_areEmittedWhereTheyAre() {
    List<LoadEvent> events =
        eventsOf(
            json("{'variables':{'who':'Ms Sato'},'frames':[{'title':'Greeting'}],'nodes':{%s},"
                    + "'connections':[],'settings':{'timeout':5},'settings':{}}")
                .formatted(START));

    assertThat(events)
        .filteredOn(event -> !(event instanceof Progress || event instanceof FindingFound))
        .extracting(LoadEvent::toString)
        .element(0)
        .isEqualTo("VariablesRead[names=[who]]");
    assertThat(events)
        .filteredOn(event -> !(event instanceof Progress || event instanceof FindingFound))
        .extracting(event -> event.getClass().getSimpleName())
        .containsExactly(
            "VariablesRead",
            "FramesRead",
            "NodesRead",
            "Counted",
            "SettingsRead",
            "SettingsRead",
            "HeaderRead",
            "NodesCreated",
            "Loaded");
    assertThat(only(events, LoadEvent.SettingsRead.class))
        .extracting(LoadEvent.SettingsRead::settings)
        .containsExactly(Map.of("timeout", 5L), Map.of());
    assertThat(only(events, LoadEvent.FramesRead.class).get(0).frames())
        .containsExactly(Map.of("title", "Greeting"));
  }

  @Test
  void variables_besideAWrapperThatFollows_areReplaced() {
    List<LoadEvent> events =
        eventsOf(
            json("{'variables':{'outer':1},'workflow':{'variables':{'inner':2},'nodes':{%s}},"
                    + "'settings':{'outer':3}}")
                .formatted(START));

    assertThat(only(events, LoadEvent.VariablesRead.class))
        .extracting(LoadEvent.VariablesRead::variables)
        .containsExactly(Map.of("outer", 1L), Map.of(), Map.of("inner", 2L));
    assertThat(only(events, LoadEvent.SettingsRead.class)).isEmpty();
  }

  @Test
  void places_ofNodesAndConnections_areWhereTheyBegin() {
    List<LoadEvent> events =
        eventsOf(
            "{\"nodes\":{\n"
                + START
                + ",\n  "
                + node("log", "LogNode")
                + "},\n\"connections\":[\n   "
                + edge("start", "log")
                + "]}");

    assertThat(all(events, NodesRead.class, NodesRead::places))
        .extracting(place -> place.line() + ":" + place.column())
        .containsExactly("2:9", "3:9");
    assertThat(all(events, ConnectionsRead.class, ConnectionsRead::places))
        .extracting(place -> place.line() + ":" + place.column())
        .containsExactly("5:4");
  }

  @Test
  void header_withFurtherMembersElsewhere_isEmittedAgain() {
    List<LoadEvent> events =
        eventsOf(
            json("{'workflow':{'metadata':{'name':'Inner'},'nodes':{%s}},'author':'Ada'}")
                .formatted(START));

    assertThat(only(events, HeaderRead.class))
        .extracting(header -> header.metadata().name() + " by " + header.metadata().author())
        .containsExactly("Inner by ", "Inner by Ada");
  }

  @Test
  void repeatedNodeKey_afterItWasEmitted_isWithdrawn() {
    List<LoadEvent> events =
        eventsOf(workflow(node("start", "LogNode") + "," + node("b", "EndNode") + "," + START));

    assertThat(events)
        .filteredOn(
            event -> event instanceof NodesRead || event instanceof LoadEvent.NodesWithdrawn)
        .extracting(LoadEventsTest::brief)
        .containsExactly("read start:LogNode b:EndNode", "withdrawn start", "read start:StartNode");
  }

  @Test
  void repeatedSections_afterTheFirst_areWithdrawn() {
    List<LoadEvent> events =
        eventsOf(
            "{\"nodes\":{%s},\"connections\":[%s],\"nodes\":{%s},\"connections\":[]}"
                .formatted(node("a", "LogNode"), edge("a", "b"), START));

    assertThat(events)
        .filteredOn(event -> !(event instanceof Progress || event instanceof FindingFound))
        .extracting(LoadEventsTest::brief)
        .containsExactly(
            "read a:LogNode",
            "Counted[nodes=1, connections=0]",
            "ConnectionsRead",
            "Counted[nodes=1, connections=1]",
            "withdrawn a",
            "read start:StartNode",
            "ConnectionsWithdrawn",
            "Counted[nodes=1, connections=0]",
            "HeaderRead",
            "NodesCreated",
            "Loaded");
  }

  @Test
  void connections_ofNodesThatAreSkipped_areWithdrawnBeforeTheEnd() {
    String document =
        workflow(
            START + "," + node("odd", "NoSuchNode") + "," + node("log", "LogNode"),
            edge("start", "odd"),
            edge("start", "log"),
            edge("odd", "log"));
    try (WorkflowLoader loader = onThisThread(builder -> builder.unknownTypes(UnknownTypes.SKIP))) {
      List<LoadEvent> events = loader.events(source(document)).collectList().block();

      assertThat(all(events, ConnectionsWithdrawn.class, ConnectionsWithdrawn::connections))
          .extracting(Connection::toString)
          .containsExactly("start.exec_out -> odd.exec_in", "odd.exec_out -> log.exec_in");
      assertThat(events.indexOf(only(events, ConnectionsWithdrawn.class).get(0)))
          .isLessThan(events.indexOf(only(events, NodesCreated.class).get(0)));
    }
  }

  @Test
  void repeatedNodeKey_whoseFirstNodeIsSkipped_withdrawsNothing() {
    String nodes = node("a", "NoSuchNode") + "," + node("a", "StartNode");
    try (WorkflowLoader loader = onThisThread(builder -> builder.unknownTypes(UnknownTypes.SKIP))) {
      assertThat(loader.events(source(workflow(nodes))).collectList().block())
          .filteredOn(
              event -> event instanceof NodesRead || event instanceof LoadEvent.NodesWithdrawn)
          .extracting(LoadEventsTest::brief)
          .containsExactly("read a:StartNode");
    }
  }

  @Test
  void connectionsOfTheRoot_beforeAWrapper_areWithdrawn() {
    List<LoadEvent> events =
        eventsOf(
            json("{'connections':[%s],'base_workflow':{'nodes':{%s}}}")
                .formatted(edge("a", "a"), node("a", "LogNode")));

    assertThat(events)
        .filteredOn(event -> !(event instanceof Progress || event instanceof FindingFound))
        .extracting(LoadEventsTest::brief)
        .containsExactly(
            "ConnectionsRead",
            "Counted[nodes=0, connections=1]",
            "ConnectionsWithdrawn",
            "Counted[nodes=0, connections=0]",
            "read a:LogNode",
            "Counted[nodes=1, connections=0]",
            "HeaderRead",
            "NodesCreated",
            "Loaded");
  }

  @Test
  void findings_beforeASyntaxFault_areEmittedForAnyChunks() {
    byte[] document =
        bytes(
            json("{'nodes':{'odd':{'node_id':'odd','node_type':'NoSuchNode','config':{}},")
                + json("'b':{'node_id':'b','config':{'k':1,'k':'eval(1)'},?"));
    try (WorkflowLoader loader = onThisThread(builder -> builder)) {
      for (int cut = 0; cut <= document.length; cut++) {
        List<FindingCode> told = new ArrayList<>();
        assertThatThrownBy(
                loader
                        .events(Chunked.at(cut, document))
                        .ofType(FindingFound.class)
                        .doOnNext(found -> told.add(found.finding().code()))
                    ::blockLast)
            .isInstanceOf(MalformedJsonException.class);
        assertThat(told)
            .as("cut at %d", cut)
            .containsExactlyInAnyOrder(
                FindingCode.UNKNOWN_NODE_TYPE,
                FindingCode.DUPLICATE_KEY,
                FindingCode.DANGEROUS_PATTERN);
      }
    }
  }

  @Test
  void findings_ofANodeWhoseWrapperTheEndOfInputReveals_followTheNode() {
    String document =
        "{\"workflow\":{\"nodes\":{\"a\":{\"node_id\":\"a\",\"node_id\":\"a\",\"node_type\":\"StartNode\"},";
    List<String> emitted = new ArrayList<>();
    try (WorkflowLoader loader = onThisThread(builder -> builder)) {
      assertThatThrownBy(
              () ->
                  loader
                      .events(ByteSource.of("", bytes(document)))
                      .filter(event -> !(event instanceof Progress))
                      .doOnNext(event -> emitted.add(event.getClass().getSimpleName()))
                      .blockLast())
          .isInstanceOf(MalformedJsonException.class);
    }

    assertThat(emitted).containsExactly("NodesRead", "FindingFound");
  }

  @Test
  void findings_ofNodesAndOfTheGraph_areEmittedBeforeTheEnd() {
    List<LoadEvent> events =
        eventsOf(workflow(START + "," + node("odd", "NoSuchNode"), edge("start", "gone")));
    Loaded last = (Loaded) events.get(events.size() - 1);

    assertThat(only(events, FindingFound.class).stream().map(FindingFound::finding))
        .containsExactlyInAnyOrderElementsOf(last.report().findings())
        .extracting(finding -> finding.code())
        .contains(FindingCode.UNKNOWN_NODE_TYPE, FindingCode.ORPHANED_CONNECTION);
  }

  @Test
  void unknownTypes_thatAreSkipped_areNotEmitted() {
    try (WorkflowLoader loader = onThisThread(builder -> builder.unknownTypes(UnknownTypes.SKIP))) {
      List<LoadEvent> events =
          loader
              .events(source(workflow(START + "," + node("odd", "NoSuchNode"))))
              .collectList()
              .block();

      assertThat(all(events, NodesRead.class, NodesRead::nodes))
          .extracting(NodeDefinition::id)
          .containsExactly("start");
    }
  }

  private static WorkflowLoader onThisThread(UnaryOperator<WorkflowLoaderBuilder> options) {
    return options.apply(WorkflowLoader.builder().scheduler(Schedulers.immediate())).build();
  }

  private static ByteSource source(String document) {
    return ByteSource.of("", bytes(document));
  }

  private static List<LoadEvent> eventsOf(String document) {
    try (WorkflowLoader loader = onThisThread(builder -> builder)) {
      return loader.events(source(document)).collectList().block();
    }
  }

  private static <E extends LoadEvent> List<E> only(List<LoadEvent> events, Class<E> kind) {
    return events.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  private static <E extends LoadEvent, T> List<T> all(
      List<LoadEvent> events, Class<E> kind, Function<E, List<T>> parts) {
    return only(events, kind).stream().flatMap(event -> parts.apply(event).stream()).toList();
  }

  private static String brief(LoadEvent event) {
    if (event instanceof NodesRead read) {
      StringBuilder text = new StringBuilder("read");
      read.nodes()
          .forEach(
              node -> text.append(' ').append(node.id()).append(':').append(node.type().name()));
      return text.toString();
    }
    if (event instanceof LoadEvent.NodesWithdrawn withdrawn) {
      return "withdrawn " + String.join(" ", withdrawn.ids());
    }
    if (event instanceof LoadEvent.Counted) {
      return event.toString();
    }
    return event.getClass().getSimpleName();
  }
}
