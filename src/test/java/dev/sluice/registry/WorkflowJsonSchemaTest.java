package dev.sluice.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdInputStream;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import dev.harrel.jsonschema.providers.GsonNode;
import dev.sluice.LoadResult;
import dev.sluice.WorkflowLoader;
import dev.sluice.model.DocumentKind;
import dev.sluice.model.NodeFactory;
import dev.sluice.model.NodeType;
import dev.sluice.model.NodeType.Kind;
import dev.sluice.model.PropertySpec;
import dev.sluice.source.ByteSource;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The schemas hold for good documents and not for bad ones, by a validator of its own. */
class WorkflowJsonSchemaTest {

  private static final Gson GSON = new GsonBuilder().serializeNulls().create();
  private static final String DRAFT = "https://json-schema.org/draft/2020-12/schema";
  private static final NodeRegistry REGISTRY = NodeRegistries.builtIn();

  private static Validator validator;
  private static URI schema;

  @BeforeAll
  static void register() {
    validator = newValidator();
    schema = validator.registerSchema(GSON.toJson(WorkflowJsonSchema.of(REGISTRY)));
  }

  private static Validator newValidator() {
    return new ValidatorFactory().withJsonNodeFactory(new GsonNode.Factory()).createValidator();
  }

  @Test
  void schemas_areValidAgainstTheMetaSchema() {
    String document = GSON.toJson(WorkflowJsonSchema.of(REGISTRY));
    String config = GSON.toJson(WorkflowJsonSchema.ofConfig(REGISTRY, "IfNode").orElseThrow());

    assertThat(document).startsWith("{\"$schema\":\"" + DRAFT + "\"");
    assertThat(errors(validator.validate(URI.create(DRAFT), document))).isEmpty();
    assertThat(errors(validator.validate(URI.create(DRAFT), config))).isEmpty();
    String wrong = document.replace("\"maxProperties\":1000", "\"maxProperties\":-1");
    assertThat(errors(validator.validate(URI.create(DRAFT), wrong)))
        .contains("/properties/nodes/maxProperties minimum");
  }

  @ParameterizedTest
  @ValueSource(strings = {"overdue-invoices.json", "stock-report.json.gz", "branch-audit.json.zst"})
  void examples_areValid(String name) throws IOException {
    try (InputStream file = Files.newInputStream(Path.of("docs", "examples", name));
        InputStream document =
            name.endsWith(".gz")
                ? new GZIPInputStream(file)
                : name.endsWith(".zst") ? new ZstdInputStream(file) : file) {
      assertThat(errors(new String(document.readAllBytes(), StandardCharsets.UTF_8))).isEmpty();
    }
  }

  @Test
  void everyType_withItsDefaults_isValid() {
    Map<String, Object> nodes = new LinkedHashMap<>();
    for (String name : REGISTRY.names()) {
      NodeType type = REGISTRY.find(name).orElseThrow();
      Map<String, Object> config = new LinkedHashMap<>();
      for (PropertySpec property : type.properties()) {
        config.put(property.name(), property.defaultValue().orElse("{{given}}"));
      }
      nodes.put(name, Map.of("node_id", name, "node_type", name, "config", config));
    }

    assertThat(errors(GSON.toJson(Map.of("nodes", nodes)))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'node_type': 'SomebodysNode', 'config': {'anything': [1, {}]}",
        "'node_type': 'LogNode'",
        "'node_type': 'LogNode', 'further': true, 'config': {'further': null}",
        "'node_type': 'LogNode', 'config': {'level': '{{level}}'}, 'position': null",
        "'node_type': 'MouseClickNode', 'config': {'x': '{{at.x}}', 'y': '17', 'timeout': ''}",
        "'node_type': 'ReadFileNode', 'config': {'file_path': 'a.txt'}, 'position': [0.5, -1]"
      })
  void node_asDocumentsHaveIt_isValid(String members) {
    assertThat(errors(document(members, ""))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'config': {}                                           | required  |
          'node_type': ''                                        | minLength | /node_type
          'node_type': 7                                         | type      | /node_type
          'node_type': 'LogNode', 'config': null                 | type      | /config
          'node_type': 'LogNode', 'config': {'level': 'loud'}    | enum      | /config/level
          'node_type': 'LogNode', 'config': {'message': 5}       | type      | /config/message
          'node_type': 'MouseClickNode', 'config': {'x': 'left'} | pattern   | /config/x
          'node_type': 'MouseClickNode', 'config': {'x': 1.5}    | type      | /config/x
          'node_type': 'SSETriggerNode', 'config': {}            | required  | /config
          'node_type': 'SSETriggerNode'                          | required  |
          'node_type': 'ReadFileNode', 'config': {'action': 'x'} | enum      | /config/action
          'node_type': 'LogNode', 'position': {'x': 1, 'y': 2}   | type      | /position
          'node_type': 'LogNode', 'position': [1]                | minItems  | /position
          """)
  void node_withAFault_isFound(String members, String keyword, String place) {
    String at = "/nodes/n" + Optional.ofNullable(place).orElse("");

    assertThat(errors(document(members, ""))).contains(at + " " + keyword);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'metadata': {}}                                       | required      |
          {'nodes': []}                                          | type          | /nodes
          {'nodes': {}}                                          | minProperties | /nodes
          {'nodes': {'n': 1}}                                    | type          | /nodes/n
          {'metadata': {'name': ' '}}                            | pattern       | /metadata/name
          {'metadata': {'version': 1}}                           | type          | /metadata/version
          {'connections': {}}                                    | type          | /connections
          {'connections': [{'source_node': 'n'}]}                | required      | /connections/0
          {'settings': []}                                       | type          | /settings
          {'frames': [1]}                                        | type          | /frames/0
          """)
  void document_withAFault_isFound(String document, String keyword, String place) {
    String at = Optional.ofNullable(place).orElse("");

    assertThat(errors(document.replace('\'', '"'))).contains(at + " " + keyword);
  }

  @Test
  void definitions_areTheTypesNodesCanBeMadeOf() {
    assertThat(definitions(WorkflowJsonSchema.of(REGISTRY)).keySet())
        .isEqualTo(
            Set.copyOf(
                REGISTRY.names().stream()
                    .filter(
                        name ->
                            REGISTRY.migration(name).isPresent()
                                || REGISTRY.find(name).orElseThrow().kind() == Kind.CREATABLE)
                    .toList()));
  }

  @Test
  void configOf_replacedType_isThatOfItsSuccessorWithTheSettings() {
    Map<String, Object> replaced =
        WorkflowJsonSchema.ofConfig(REGISTRY, "ReadFileNode").orElseThrow();

    assertThat(replaced)
        .containsEntry("title", "ReadFileNode")
        .containsEntry("description", "Replaced by FileSystemSuperNode.")
        .containsEntry("deprecated", true);
    assertThat(replaced).extractingByKey("properties").asString().contains("default=Read File");
    assertThat(WorkflowJsonSchema.ofConfig(REGISTRY, "NoSuchNode")).isEmpty();
  }

  @Test
  void hostType_withAnAwkwardName_isDispatchedTo() {
    String name = "acme/send ~50%";
    PropertySpec copies = new PropertySpec("copies", "integer", true, Optional.empty(), List.of());
    NodeType type =
        new NodeType(
            name,
            "acme",
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(copies),
            Set.of(),
            List.of(),
            false,
            true,
            Kind.CREATABLE,
            NodeFactory.PLAIN);
    NodeRegistry registry = NodeRegistries.builder().add(type).build();
    Validator ofHost = newValidator();
    URI hostSchema = ofHost.registerSchema(GSON.toJson(WorkflowJsonSchema.of(registry)));

    String good = document("'node_type': '" + name + "', 'config': {'copies': 2}", "");
    String bad = document("'node_type': '" + name + "', 'config': {'copies': 'x'}", "");
    assertThat(errors(ofHost.validate(hostSchema, good))).isEmpty();
    assertThat(errors(ofHost.validate(hostSchema, bad))).contains("/nodes/n/config/copies pattern");
  }

  @Test
  void load_documentThatNamesItsSchema_isAWorkflowThatKeepsIt() {
    String document = document("'node_type': 'StartNode'", "'$schema': './workflow.schema.json', ");
    try (WorkflowLoader loader = WorkflowLoader.create()) {
      LoadResult result =
          loader
              .tryLoad(ByteSource.of("schema", document.getBytes(StandardCharsets.UTF_8)))
              .block();

      assertThat(result.kind()).isEqualTo(DocumentKind.WORKFLOW);
      assertThat(result.definition().orElseThrow().members())
          .containsEntry("$schema", "./workflow.schema.json");
      assertThat(errors(document)).isEmpty();
    }
  }

  /** A document of one node {@code n}, written with single quotes. */
  private static String document(String nodeMembers, String rootMembers) {
    String document = "{" + rootMembers + "'nodes': {'n': {'node_id': 'n', " + nodeMembers + "}}}";
    return document.replace('\'', '"');
  }

  private static List<String> errors(String document) {
    return errors(validator.validate(schema, document));
  }

  /** Place and keyword of each error; empty for a valid document only. */
  private static List<String> errors(Validator.Result result) {
    List<String> errors =
        result.getErrors().stream()
            .map(error -> error.getInstanceLocation() + " " + error.getKeyword())
            .toList();
    return result.isValid() ? List.of() : errors;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> definitions(Map<String, Object> document) {
    return (Map<String, Object>) document.get("$defs");
  }
}
