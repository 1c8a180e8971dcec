package dev.sluice.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.WorkflowLoader;
import dev.sluice.config.Limits;
import dev.sluice.json.LaneBytes.StepBack;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import dev.sluice.model.LoadEvent;
import dev.sluice.model.NodeDefinition;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.support.Workflows;
import dev.sluice.value.ShapedMap;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

/** What a definition keeps of the values that it has not built. */
final class KeptValuesTest {

  private static final String SPACES = " ".repeat(50);

  private final WorkflowLoader loader = WorkflowLoader.builder().limits(Limits.trusted()).build();

  private WorkflowDefinition read(String document) {
    return loader.read(Workflows.bytes(document)).block();
  }

  /** The nodes as they are read from tokens, as events are. */
  private List<NodeDefinition> fromTokens(String document) {
    List<NodeDefinition> nodes = new ArrayList<>();
    loader
        .events(Flux.just(ByteBuffer.wrap(Workflows.bytes(document))))
        .ofType(LoadEvent.NodesRead.class)
        .doOnNext(read -> nodes.addAll(read.nodes()))
        .blockLast();
    return nodes;
  }

  private static int kept(NodeDefinition node) {
    ShapedMap.Unread document = ((ShapedMap) node.members()).unread();
    assertThat(document).isNotNull();
    return document.size();
  }

  @Test
  void config_withBlanksAndEscapes_isThatOfTheDocument() {
    String config =
        "{'message' : 'a  {\\'b\\' : [1 , 2]}  \\\\' ,\n"
            + " 'more' : { 'x y' :\t[ 1 ,\r\n"
            + " '{ \\\\\\'' , { } , [ ] , -1.50e+2 , null , true ] , '\\u00e9 \\\\' : 'é  ü' } ,"
            + " 'level':'' , 'n' : 12 }";
    String document = Workflows.workflow(Workflows.node("a", "LogNode", config));
    NodeDefinition node = read(document).nodes().get("a");

    assertThat(node).isEqualTo(fromTokens(document).get(0));
    assertThat(node.config().get("message")).isEqualTo("a  {\"b\" : [1 , 2]}  \\");
    assertThat(node.config().get("more"))
        .hasToString("{x y=[1, { \\\", {}, [], -150.0, null, true], é \\=é  ü}");
  }

  @Test
  void keptBytes_ofAPrettyDocument_areThoseOfTheValues() {
    String node =
        "'%s':"
            + SPACES
            + "{'node_id':'%s',"
            + SPACES
            + "'node_type':'LogNode','config':{'message':'%s',"
            + SPACES
            + "'more':["
            + SPACES
            + "1,"
            + SPACES
            + "2]},'position':["
            + SPACES
            + "1,2]}";
    List<String> nodes = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      nodes.add(Workflows.json(node.formatted("n" + i, "n" + i, "m" + i)));
    }
    String document = Workflows.workflow(String.join(",", nodes));

    int kept = kept(read(document).nodes().get("n0"));

    assertThat(document.length()).isGreaterThan(200 * 300);
    assertThat(kept).isBetween(200 * 20, 200 * 40 + (1 << 14));
  }

  @Test
  void values_askedForInAnyOrder_areThoseOfTheDocument() {
    Random random = new Random(11);
    List<String> nodes = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      int length = random.nextInt(100) == 0 ? 1_000 + random.nextInt(40_000) : random.nextInt(80);
      String config =
          "{'message':'%s','level':['%d', {'k%d' : '%s'}]}"
              .formatted("x".repeat(length), i, i % 7, "y".repeat(length / 2));
      nodes.add(
          "'n%d':{'node_id':'n%d','node_type':'LogNode','name':'%d','config':%s,'position':[%d,-1]}"
              .formatted(i, i, i, config, i));
    }
    String document = Workflows.workflow(Workflows.json(String.join(",", nodes)));
    List<NodeDefinition> expected = fromTokens(document);
    List<NodeDefinition> read = new ArrayList<>(read(document).nodes().values());

    List<Integer> order = new ArrayList<>();
    expected.forEach(node -> order.add(order.size()));
    Collections.shuffle(order, random);
    for (int number : order) {
      NodeDefinition node = read.get(number);
      if (random.nextBoolean()) {
        assertThat(node.config()).isEqualTo(expected.get(number).config());
      }
      assertThat(node).isEqualTo(expected.get(number));
      assertThat(node.members()).hasToString(expected.get(number).members().toString());
    }
  }

  @Test
  void values_ofShortAndLongRecordsInAnyOrder_areThoseOfTheDocument() {
    int[] lengths = {5, 300, 3_000, 20_000};
    for (int order = 0; order < 1 << 8; order++) {
      List<String> nodes = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        String text = Character.toString('a' + i).repeat(lengths[order >> (2 * i) & 3]);
        nodes.add(
            "'n%d':{'node_id':'n%d','node_type':'LogNode','extra':['%s'],'config':{'message':'%s'}}"
                .formatted(i, i, text, text));
      }
      String document = Workflows.workflow(Workflows.json(String.join(",", nodes)));

      List<NodeDefinition> read = new ArrayList<>(read(document).nodes().values());

      assertThat(read.subList(0, 4)).isEqualTo(fromTokens(document).subList(0, 4));
    }
  }

  @Test
  void add_moreBlocksThanAddresses_stepsBack() throws StepBack {
    byte[] json = new byte[3_000];
    KeptValues kept = new KeptValues(2);
    KeptValues.Spans spans = new KeptValues.Spans();
    spans.add(0, json.length);
    kept.add(json, spans, 0);
    kept.add(json, spans, 0);

    assertThatThrownBy(() -> kept.add(json, spans, 0)).isInstanceOf(StepBack.class);
  }

  @Test
  void keptBytes_ofADocumentThatIsAllLongValues_areHardlyMoreThanTheValues() {
    List<String> nodes = new ArrayList<>();
    int[] lengths = {2_000, 2_049, 9_000, 16_384, 16_385, 40_000, 2_030};
    for (int i = 0; i < 140; i++) {
      String message = "x".repeat(lengths[i % lengths.length]);
      nodes.add(Workflows.node("n" + i, "LogNode", "{'message':'" + message + "'}"));
    }
    WorkflowDefinition read = read(Workflows.workflow(String.join(",", nodes)));

    int values = 20 * Arrays.stream(lengths).sum();
    assertThat(kept(read.nodes().get("n0"))).isBetween(values, values + values / 8);
    int[] found =
        read.nodes().values().stream()
            .filter(node -> !node.id().startsWith("__"))
            .mapToInt(node -> node.config().get("message").toString().length())
            .toArray();
    assertThat(Arrays.copyOf(found, lengths.length)).isEqualTo(lengths);
    assertThat(Arrays.stream(found).sum()).isEqualTo(values);
  }

  @Test
  void findings_aboutKeptValues_haveTheirPlacesInTheDocument() {
    List<String> nodes = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      String built = "{'stranger':0,\n 'message':''}";
      String kept = "{ 'message':'m',\n\n  'stranger':'s' , 'more':[1]}";
      nodes.add(SPACES + Workflows.node("n" + i, "LogNode", i % 2 == 0 ? built : kept));
    }
    byte[] document = Workflows.bytes(Workflows.workflow(String.join(",\n", nodes)));

    List<Finding> found = loader.tryLoad(document).block().report().findings();

    assertThat(found).filteredOn(one -> one.pointer().endsWith("/stranger")).hasSize(40);
    for (Finding one : found) {
      int offset = (int) one.place().orElseThrow().offset();
      String name = one.pointer().substring(one.pointer().lastIndexOf('/') + 1);
      if (one.code() == FindingCode.UNKNOWN_CONFIG_KEY) {
        assertThat(new String(document, offset, name.length() + 2, StandardCharsets.UTF_8))
            .isEqualTo('"' + name + '"');
      }
    }
    assertThat(loader.validate(document).block().findings()).isEqualTo(found);
  }
}
