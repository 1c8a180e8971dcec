package dev.sluice.migrate;

import static dev.sluice.support.Workflows.START;
import static dev.sluice.support.Workflows.edge;
import static dev.sluice.support.Workflows.node;
import static dev.sluice.support.Workflows.workflow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParser;
import dev.sluice.WorkflowLoader;
import dev.sluice.config.Limits;
import dev.sluice.error.LoaderBusyException;
import dev.sluice.migrate.PatchOperation.Kind;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.registry.NodeRegistries;
import dev.sluice.source.ByteSource;
import dev.sluice.support.JsonPatchReader;
import dev.sluice.support.Workflows;
import dev.sluice.write.WriteOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.test.StepVerifier;

class MigrationPlanTest {

  private static final Gson GSON = new GsonBuilder().serializeNulls().create();

  private static final String READER =
      workflow(
          START + "," + node("read", "ReadFileNode", json("{'file_path':'a.txt'}")),
          edge("start", "read"));

  private static WorkflowDefinition read(String document) {
    try (WorkflowLoader loader = WorkflowLoader.create()) {
      return loader.read(ByteSource.of("test", Workflows.bytes(document))).block();
    }
  }

  private static MigrationPlan plan(String document) {
    try (WorkflowLoader loader = WorkflowLoader.create()) {
      return loader.migrate(read(document)).block();
    }
  }

  private static String text(WorkflowDefinition definition) {
    try (WorkflowLoader loader = WorkflowLoader.create()) {
      StringBuilder text = new StringBuilder();
      loader
          .encode(definition, WriteOptions.standard())
          .doOnNext(chunk -> text.append(StandardCharsets.UTF_8.decode(chunk)))
          .blockLast();
      return text.toString();
    }
  }

  private static String json(List<PatchOperation> patch) {
    return GSON.toJson(patch.stream().map(PatchOperation::toMap).toList());
  }

  private static String json(String text) {
    return Workflows.json(text);
  }

  @Test
  void migrate_obsoleteType_isReplacedWithItsSettings() {
    MigrationPlan plan = plan(READER);

    assertThat(plan.isEmpty()).isFalse();
    assertThat(plan.lossless()).isTrue();
    assertThat(plan.nodes()).hasSize(1);
    NodeMigration node = plan.nodes().get(0);
    assertThat(node.node()).isEqualTo("read");
    assertThat(node.note()).isEqualTo("ReadFileNode becomes FileSystemSuperNode");
    assertThat(node.patch())
        .containsExactly(
            new PatchOperation(Kind.TEST, "/nodes/read/node_type", "ReadFileNode"),
            new PatchOperation(Kind.REPLACE, "/nodes/read/node_type", "FileSystemSuperNode"),
            new PatchOperation(Kind.ADD, "/nodes/read/config/action", "Read File"));
    assertThat(text(plan.apply()))
        .isEqualTo(
            workflow(
                START
                    + ","
                    + node(
                        "read",
                        "FileSystemSuperNode",
                        json("{'action':'Read File','file_path':'a.txt'}")),
                edge("start", "read")));
  }

  @Test
  void migrate_currentTypes_hasNothingToDo() {
    WorkflowDefinition current = read(workflow(START + "," + node("log", "LogNode")));

    MigrationPlan plan = MigrationPlan.of(current, NodeRegistries.builtIn(), Limits.untrusted());

    assertThat(plan.isEmpty()).isTrue();
    assertThat(plan.lossless()).isTrue();
    assertThat(plan.patch()).isEmpty();
    assertThat(plan.apply()).isSameAs(current);
  }

  @Test
  void migrate_portsAndKeysWithoutCounterpart_areNamed() {
    MigrationPlan plan =
        plan(
            workflow(
                START
                    + ","
                    + node("write", "WriteFileNode", json("{'append_mode':true,'content':'x'}"))
                    + ","
                    + node("zip", "ZipFilesNode")
                    + ","
                    + node("log", "LogNode"),
                edge("write", "attachment_file", "log", "message"),
                edge("start", "exec_out", "zip", "base_dir")));

    assertThat(plan.lossless()).isFalse();
    assertThat(plan.nodes())
        .extracting(NodeMigration::note)
        .containsExactly(
            "WriteFileNode becomes FileSystemSuperNode, which has no output \"attachment_file\""
                + " and no config key \"append_mode\"",
            "ZipFilesNode becomes StructuredDataSuperNode, which has no input \"base_dir\"");
    assertThat(plan.nodes().get(0).lostOutputs()).containsExactly("attachment_file");
    assertThat(plan.nodes().get(0).lostKeys()).containsExactly("append_mode");
    assertThat(plan.nodes().get(1).lostInputs()).containsExactly("base_dir");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{{write.attachment_file}}", "[{{ write . attachment_file }}]"})
  void migrate_lostOutputInATemplate_isNamed(String template) {
    MigrationPlan plan =
        plan(
            workflow(
                START
                    + ","
                    + node("write", "WriteFileNode")
                    + ","
                    + node("log", "LogNode", json("{'message':{'deep':['" + template + "']}}"))));

    assertThat(plan.nodes().get(0).lostOutputs()).containsExactly("attachment_file");
  }

  @Test
  void migrate_lostKeyWithItsDefault_losesNothing() {
    assertThat(plan(workflow(node("w", "WriteFileNode", json("{'append_mode':false}")))).lossless())
        .isTrue();
  }

  @Test
  void migrate_unknownKeysAndPortsOfBothTypes_areNotLostByIt() {
    MigrationPlan plan =
        plan(
            workflow(
                node("r", "ReadFileNode", json("{'odd':1,'_private':2}"))
                    + ","
                    + node("log", "LogNode"),
                edge("r", "odd_port", "log", "exec_in")));

    assertThat(plan.lossless()).isTrue();
  }

  @Test
  void apply_onlyLossless_leavesTheOthers() {
    MigrationPlan plan =
        plan(
            workflow(
                node("r", "ReadFileNode")
                    + ","
                    + node("w", "WriteFileNode", json("{'append_mode':true}"))));

    WorkflowDefinition migrated = plan.apply(NodeMigration::lossless);

    assertThat(migrated.nodes().get("r").declaredType()).isEqualTo("FileSystemSuperNode");
    assertThat(migrated.nodes().get("w").declaredType()).isEqualTo("WriteFileNode");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'nodes':{'a/b~c':{'node_id':'a/b~c','node_type':'ReadFileNode','config':{}}}}",
        "{'nodes':[{'id':'s','type':'StartNode'},{'id':'r','type':'ReadFileNode'}]}",
        "{'nodes':[{'id':'r','type':'ReadFileNode','properties':{'a':1},'custom':{'a':2,'b':3}}]}",
        "{'nodes':{'r':{'type_':'casare.VisualReadFileNode','custom':{'file_path':null}}}}",
        "{'name':'S','workflow':{'nodes':{'r':{'node_id':'r','node_type':'ReadCSVNode'}}}}",
      })
  void patch_documentsOfAnyForm_givesWhatApplyWrites(String document) {
    WorkflowDefinition definition = read(json(document));
    MigrationPlan plan = plan(json(document));

    assertThat(plan.nodes()).isNotEmpty();
    assertThat(JsonPatchReader.applied(GSON.toJson(definition.toMap()), json(plan.patch())))
        .isEqualTo(JsonParser.parseString(text(plan.apply())));
    assertThat(plan(text(plan.apply())).isEmpty()).isTrue();
  }

  @Test
  void between_randomValues_givesPatchesThatOthersApply() {
    Random random = new Random(6902);
    for (int i = 0; i < 2_000; i++) {
      Map<String, Object> before = object(random, 3);
      Map<String, Object> after =
          random.nextInt(3) > 0 ? changed(before, random) : object(random, 3);

      List<PatchOperation> patch = PatchOperation.between("/x", before, after);

      assertThat(patch.isEmpty()).isEqualTo(before.equals(after));
      assertThat(JsonPatchReader.applied(GSON.toJson(Map.of("x", before)), json(patch)))
          .as("%s", patch)
          .isEqualTo(GSON.toJsonTree(Map.of("x", after)));
    }
  }

  private static Map<String, Object> object(Random random, int depth) {
    Map<String, Object> object = new LinkedHashMap<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      object.put(List.of("a", "b/c", "~d", "", "e").get(random.nextInt(5)), value(random, depth));
    }
    return object;
  }

  private static Object value(Random random, int depth) {
    return switch (random.nextInt(depth > 0 ? 6 : 4)) {
      case 0 -> null;
      case 1 -> (long) random.nextInt(3);
      case 2 -> "text";
      case 3 -> random.nextBoolean();
      case 4 -> object(random, depth - 1);
      default -> {
        List<Object> list = new ArrayList<>();
        for (int i = random.nextInt(6); i > 0; i--) {
          list.add(value(random, depth - 1));
        }
        yield list;
      }
    };
  }

  /** A copy without some elements of its lists, which have removals of their own. */
  private static Map<String, Object> changed(Map<String, Object> before, Random random) {
    Map<String, Object> after = new LinkedHashMap<>(before);
    after.replaceAll(
        (name, value) -> {
          if (value instanceof List<?> list) {
            List<Object> fewer = new ArrayList<>(list);
            fewer.removeIf(element -> random.nextInt(3) == 0);
            return fewer;
          }
          return value;
        });
    return after;
  }

  @Test
  void between_elementsRemoved_removesThemFromTheEnd() {
    assertThat(PatchOperation.between("/c", List.of("a", "b", "c", "d"), List.of("b", "d")))
        .containsExactly(
            new PatchOperation(Kind.REMOVE, "/c/2", null),
            new PatchOperation(Kind.REMOVE, "/c/0", null));
  }

  @Test
  void migrate_unsubscribed_computesNothingAndFailsWhenClosed() {
    WorkflowDefinition definition = read(READER);
    WorkflowLoader loader = WorkflowLoader.create();
    var plan = loader.migrate(definition);

    StepVerifier.create(plan)
        .assertNext(
            computed -> {
              assertThat(computed.nodes()).hasSize(1);
              assertThat(Thread.currentThread().getName()).startsWith("sluice");
            })
        .expectComplete()
        .verify(Duration.ofSeconds(10));
    loader.close();

    StepVerifier.create(plan).expectError(LoaderBusyException.class).verify(Duration.ofSeconds(10));
    assertThatThrownBy(() -> loader.migrate(null)).isInstanceOf(NullPointerException.class);
  }

  @Test
  void toString_operation_hasNoValue() {
    assertThat(new PatchOperation(Kind.ADD, "/a", "secret")).hasToString("add /a");
  }
}
