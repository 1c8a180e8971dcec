package dev.sluice.edit;

import static dev.sluice.support.Workflows.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ReadResult;
import dev.sluice.WorkflowLoader;
import dev.sluice.config.Compression;
import dev.sluice.config.Limits;
import dev.sluice.diff.DocumentGenerator;
import dev.sluice.model.NodeDefinition;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.registry.NodeRegistries;
import dev.sluice.support.Documents;
import dev.sluice.support.Packing;
import dev.sluice.support.SharedData;
import dev.sluice.support.Workflows;
import dev.sluice.write.WriteOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.scheduler.Schedulers;

/** An edited definition written over the text of its document. */
class EditedTextTest {

  private static final WorkflowLoader LOADER =
      WorkflowLoader.builder()
          .limits(Limits.trusted())
          .scheduler(Schedulers.boundedElastic())
          .smallLoadsOnCaller(true)
          .build();

  /** One of so many documents of the corpus is edited. */
  private static final int CORPUS_STEP = Integer.getInteger("sluice.corpus.step", 8);

  private static final String BY_HAND =
      """
      {
        "nodes": {
          "s": {"node_id": "s", "node_type": "StartNode", "config": {}},

          "a": { "node_id": "a", "node_type": "LogNode", "config": {"level": 1.50,"message":"\\u0041"},
                 "position": [ 1e2, 3.0 ], "own": {"x":1 , "y" : [1,2] } },
          "b": {
            "node_id": "b",
            "node_type": "LogNode",
            "config": {
              "message": "{{a.out}}"
            }
          }
        },
        "connections": [
          {"source_node": "s", "source_port": "exec_out", "target_node": "a", "target_port": "exec_in"},
          {"source_node": "a", "source_port": "exec_out", "target_node": "b", "target_port": "exec_in"}
        ],
        "variables": {"v": 1E+3}, "extra": [ ]
      }\
      """;

  @AfterAll
  static void close() {
    LOADER.close();
  }

  private static byte[] written(WorkflowDefinition definition, byte[] original) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    LOADER
        .encode(definition, WriteOptions.standard().withTextOf(original))
        .doOnNext(
            chunk ->
                text.write(
                    chunk.array(), chunk.arrayOffset() + chunk.position(), chunk.remaining()))
        .blockLast();
    return text.toByteArray();
  }

  private static WorkflowDefinition edited(byte[] document, Consumer<WorkflowEdit> change) {
    WorkflowEdit edit = WorkflowEdit.of(LOADER.tryRead(document).block().definition().get());
    change.accept(edit);
    return edit.definition();
  }

  private static String text(String document, Consumer<WorkflowEdit> change) {
    byte[] original = Workflows.bytes(document);
    return new String(written(edited(original, change), original), StandardCharsets.UTF_8);
  }

  private static void changes(Consumer<WorkflowEdit> change, String... replacements) {
    String expected = BY_HAND;
    for (int i = 0; i < replacements.length; i += 2) {
      assertThat(expected).contains(replacements[i]);
      expected = expected.replace(replacements[i], replacements[i + 1]);
    }
    assertThat(text(BY_HAND, change)).isEqualTo(expected);
  }

  @Test
  void write_nothingChanged_keepsEveryByte() {
    changes(edit -> {});
  }

  @Test
  void write_changedValues_replacesOnlyThese() {
    changes(edit -> edit.config("a", "message", "B"), "\"\\u0041\"", "\"B\"");
    changes(edit -> edit.config("a", "level", 1.5));
    changes(edit -> edit.position("a", 100, 4), "3.0 ]", "4.0 ]");
    changes(edit -> edit.variable("v", List.of(1, 2)), "1E+3", "[1, 2]");
    changes(
        edit -> edit.config("b", "message", Map.of("k", List.of(1))),
        "\"{{a.out}}\"",
        "{\n          \"k\": [\n            1\n          ]\n        }");
  }

  @Test
  void write_newMembers_lookLikeTheirNeighbours() {
    changes(edit -> edit.config("a", "k", true), ":\"\\u0041\"", ":\"\\u0041\",\"k\":true");
    changes(
        edit -> edit.config("b", "k", true),
        "\"{{a.out}}\"",
        "\"{{a.out}}\",\n        \"k\": true");
    changes(edit -> edit.config("s", "k", 1), "\"config\": {}", "\"config\": {\"k\": 1}");
    changes(edit -> edit.variable("w", 2), "1E+3", "1E+3, \"w\": 2");
    changes(
        edit -> edit.connect("s", "exec_out", "b", "exec_in"),
        "\"target_node\": \"b\", \"target_port\": \"exec_in\"}",
        "\"target_node\": \"b\", \"target_port\": \"exec_in\"},\n    {\"source_node\": \"s\","
            + " \"source_port\": \"exec_out\", \"target_node\": \"b\", \"target_port\":"
            + " \"exec_in\"}");
    changes(
        edit -> edit.addNode("c", "EndNode"),
        "\"{{a.out}}\"\n      }\n    }",
        """
        "{{a.out}}"
              }
            },
            "c": {
              "node_id": "c",
              "node_type": "EndNode",
              "config": {}
            }\
        """);
    changes(
        edit -> edit.setting("timeout", 5),
        "[ ]\n",
        "[ ], \"settings\": {}\n"
            .replace("{}", "{\"stop_on_error\": true, \"timeout\": 5, \"retry_count\": 0}"));
  }

  @Test
  void write_removedMembers_takeTheirSeparatorAlong() {
    changes(edit -> edit.removeConfig("a", "level"), "\"level\": 1.50,", "");
    changes(edit -> edit.removeConfig("a", "message"), ",\"message\":\"\\u0041\"", "");
    changes(
        edit -> edit.removeConfig("b", "message"),
        "{\n        \"message\": \"{{a.out}}\"\n      }",
        "{}");
    changes(
        edit -> edit.disconnect("s", "exec_out", "a", "exec_in"),
        "{\"source_node\": \"s\", \"source_port\": \"exec_out\", \"target_node\": \"a\","
            + " \"target_port\": \"exec_in\"},\n    ",
        "");
  }

  @Test
  void write_renamedNode_changesOnlyTheIds() {
    changes(
        edit -> edit.renameNode("a", "first"),
        "\"a\": {",
        "\"first\": {",
        ": \"a\"",
        ": \"first\"",
        "{{a.out}}",
        "{{first.out}}");
  }

  @Test
  void write_oneLine_staysOneLine() {
    String document =
        json(
            "{'nodes':{'a':{'node_id':'a','node_type':'LogNode','config':{'message':'m','n':1.0e0}}},"
                + "'connections':[]}");

    assertThat(
            text(
                document,
                edit ->
                    edit.addNode("b", "EndNode")
                        .connect("a", "exec_out", "b", "exec_in")
                        .config("a", "message", List.of("x"))))
        .isEqualTo(
            json(
                "{'nodes':{'a':{'node_id':'a','node_type':'LogNode','config':{'message':['x'],"
                    + "'n':1.0e0}},'b':{'node_id':'b','node_type':'EndNode','config':{}}},"
                    + "'connections':[{'source_node':'a','source_port':'exec_out',"
                    + "'target_node':'b','target_port':'exec_in'}]}"));
  }

  @Test
  void write_repeatedKeys_changesTheOneThatCounts() {
    String document =
        json(
            "{'nodes':{'a':{'node_id':'a','node_type':'LogNode','config':{'k':1,'k':2,'l':3}}},"
                + "'nodes':{'a':{'node_id':'a','node_type':'LogNode','config':{'k':1,'k':2,'l':3}}}}");

    assertThat(text(document, edit -> edit.config("a", "k", 4)))
        .isEqualTo(document.substring(0, document.length() - 11) + json("4,'l':3}}}}"));
    assertThat(text(document, edit -> edit.removeConfig("a", "k")))
        .isEqualTo(document.replaceFirst("(.*)\"k\":1,\"k\":2,", "$1"));
  }

  @ParameterizedTest
  @EnumSource(Compression.class)
  void write_compressedText_keepsTheCompression(Compression compression) {
    byte[] plain = Workflows.bytes(BY_HAND);
    byte[] stored =
        switch (compression) {
          case PLAIN -> plain;
          case GZIP -> Packing.GZIP.pack(plain);
          case ZSTD -> Packing.ZSTD.pack(plain);
        };
    WorkflowDefinition definition = edited(stored, edit -> edit.variable("v", 2));

    byte[] written = written(definition, stored);

    assertThat(written).startsWith(Arrays.copyOf(stored, 2));
    assertThat(LOADER.tryRead(written).block().definition()).contains(definition);
  }

  @Test
  void write_textThatIsNotJson_isNotKept() {
    WorkflowDefinition definition = edited(Workflows.bytes(BY_HAND), edit -> {});

    for (String other : List.of("", "{", "{\"a\" 1}", "{} {}", "[1,", "{\"a\":\"\\u00", "17")) {
      byte[] written = written(definition, Workflows.bytes(other));

      assertThat(LOADER.tryRead(written).block().definition()).contains(definition);
    }
  }

  @Test
  void write_randomEditsOfRandomDocuments_keepEveryByteOutsideOfThem() {
    long made = 0;
    for (long seed = 0; made < RandomEdits.EDITS; seed++) {
      byte[] document = new DocumentGenerator(new Random(seed)).next();
      made += check("seed " + seed, document, new Random(seed));
    }
  }

  @Test
  void write_randomEditsOfDocumentsOfEveryKind_keepEveryByteOutsideOfThem() {
    Documents.all()
        .forEach(
            (name, document) -> {
              for (long seed = 0; seed < 20; seed++) {
                check(name + " " + seed, document, new Random(seed));
              }
            });
  }

  @Test
  void write_randomEditsOfTheCorpus_keepEveryByteOutsideOfThem() throws IOException {
    try (Stream<Path> files = Files.walk(SharedData.CORPUS.required())) {
      List<Path> documents =
          files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
      long made = 0;
      for (int i = 0; i < documents.size(); i += CORPUS_STEP) {
        byte[] document = Files.readAllBytes(documents.get(i));
        made += check(documents.get(i).toString(), document, new Random(i));
      }
      assertThat(made).isGreaterThan(documents.size() / CORPUS_STEP);
    }
  }

  /** Returns the number of edits made. */
  private static int check(String name, byte[] document, Random random) {
    ReadResult read = LOADER.tryRead(document).block();
    if (read.definition().isEmpty()) {
      return 0;
    }
    WorkflowDefinition definition = read.definition().get();
    assertThat(written(definition, document)).as(name).isEqualTo(document);
    undo(name, definition, document);
    WorkflowEdit edit = WorkflowEdit.of(definition, NodeRegistries.builtIn(), Limits.trusted());
    RandomEdits edits = new RandomEdits(random);
    List<String> said = new ArrayList<>(List.of(name));
    for (int rest = random.nextInt(5); rest >= 0; rest--) {
      said.add(edits.one(edit));
    }
    WorkflowDefinition edited = edit.definition();

    byte[] text = written(edited, document);

    ReadResult again = LOADER.tryRead(text).block();
    assertThat(again.definition())
        .as("%s: %s", said, again.report().findings())
        .isEqualTo(Optional.of(edited));
    List<String> changes = KeptBytes.check(said.toString(), document, text, !edits.isAdding());
    if (!definition.form().listedNodes()) { // where an index is not an id
      assertThat(changes).as("%s", said).allMatch(edits::isTouched);
    }
    return edits.made();
  }

  /** Something is added to each container that is not empty, and removed again. */
  private static void undo(String name, WorkflowDefinition definition, byte[] document) {
    WorkflowEdit edit = WorkflowEdit.of(definition, NodeRegistries.builtIn(), Limits.trusted());
    List<String> ids =
        definition.nodes().values().stream()
            .filter(node -> !node.members().isEmpty())
            .map(NodeDefinition::id)
            .toList();
    boolean connected =
        definition.connections().stream().anyMatch(edge -> !edge.members().isEmpty());
    if (!ids.isEmpty()) {
      edit.addNode("added", "LogNode");
      for (String id : ids) {
        NodeDefinition node = definition.nodes().get(id);
        boolean blank = node.members().containsValue(Map.of()); // its blanks would be lost
        if (!node.config().isEmpty() && !blank && !node.isMigrated()) {
          edit.config(id, "added", 1);
        }
      }
      if (connected) {
        edit.connect(ids.get(0), "added", "added", "added");
      }
    }
    if (!definition.variables().isEmpty()) {
      edit.variable("added", Map.of("k", 1));
    }
    byte[] longer = written(edit.definition(), document);
    if (!ids.isEmpty()) {
      edit.removeNode("added");
      ids.forEach(id -> edit.removeConfig(id, "added"));
    }
    if (!definition.variables().isEmpty()) {
      edit.removeVariable("added");
    }
    assertThat(edit.definition()).as(name).isEqualTo(definition);
    assertThat(text(written(edit.definition(), longer))).as(name).isEqualTo(text(document));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
