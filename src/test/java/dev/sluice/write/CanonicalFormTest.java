package dev.sluice.write;

import static dev.sluice.support.Workflows.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.Connection;
import dev.sluice.model.DocumentKind;
import dev.sluice.model.WorkflowDefinition;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Documents are written with apostrophes for quotation marks. */
final class CanonicalFormTest {

  private static final WriteOptions CANONICAL = WriteOptions.standard().compact().inCanonicalForm();

  private static String canonical(String document) {
    return Written.rewritten(json(document), CANONICAL).replace('"', '\'');
  }

  @Test
  void canonical_listedNodesWithShortNames_becomeAnObjectAndMetadataAreLifted() {
    assertThat(
            canonical(
                "{'version':'1.1','name':'N','nodes':[{'id':'a','type':'LogNode','x':1,"
                    + "'position':{'x':3.0,'y':4},'properties':{'message':'hi'},'name':'Say'}],"
                    + "'variables':{'v':1},'mine':true}"))
        .isEqualTo(
            "{'metadata':{'name':'N','version':'1.1'},"
                + "'nodes':{'a':{'node_id':'a','node_type':'LogNode','config':{'message':'hi'},"
                + "'position':[3.0,4],'x':1,'name':'Say'}},'variables':{'v':1},'mine':true}");
  }

  @Test
  void canonical_scenario_isUnwrapped() {
    assertThat(
            canonical(
                "{'id':'scen_1','name':'N','project_id':'p','triggers':[],'workflow':"
                    + "{'settings':{},'nodes':{'a':{'node_id':'a','node_type':'LogNode',"
                    + "'config':{}}},'metadata':{'description':'D'}}}"))
        .isEqualTo(
            "{'metadata':{'description':'D','id':'scen_1','name':'N'},"
                + "'nodes':{'a':{'node_id':'a','node_type':'LogNode','config':{}}},"
                + "'settings':{}}");
  }

  @Test
  void canonical_editorsSession_getsTypesAndConfigs() {
    assertThat(
            canonical(
                "{'nodes':{'n':{'type_':'casare_rpa.system.VisualLogNode','pos':[1,2],"
                    + "'custom':{'node_id':'n','message':'weak'},'properties':{'message':'strong'},"
                    + "'color':[1,2,3]}}}"))
        .isEqualTo(
            "{'nodes':{'n':{'node_id':'n','node_type':'LogNode',"
                + "'config':{'node_id':'n','message':'strong'},'position':[1,2],"
                + "'color':[1,2,3]}}}");
  }

  @Test
  void canonical_subflow_keepsItsOwnMembers() {
    String written =
        canonical(
            "{'id':'s','name':'S','inputs':[],'outputs':[],"
                + "'nodes':{'a':{'node_id':'a','type':'LogNode','properties':{}}}}");

    assertThat(written)
        .isEqualTo(
            "{'nodes':{'a':{'node_id':'a','node_type':'LogNode','config':{}}},"
                + "'id':'s','name':'S','inputs':[],'outputs':[]}");
    assertThat(Written.read(json(written)).kind()).isEqualTo(DocumentKind.SUBFLOW);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      textBlock =
          """
          {'from_node':'a','from_port':'o','to_node':'b','to_port':'i'}
          {'out':['a','o'],'in':['b','i']}
          {'from':'a','to':'b'}
          {'from':{'node':'a','port':'o'},'to':{'node':'b','port':'i'},'id':7}
          {'source':'a.o','target':'b.i'}
          {'source':'a','source_port':'o','target':'b','target_port':'i','id':7}
          """)
  void canonical_connectionInAnySpelling_namesItsEnds(String spelled) {
    String nodes =
        "'nodes':{'a':{'node_id':'a','node_type':'LogNode'},'b':{'node_id':'b','node_type':'LogNode'}}";
    WorkflowDefinition read = Written.read(json("{" + nodes + ",'connections':[" + spelled + "]}"));
    Connection edge = read.connections().get(0);
    String extra = spelled.contains("'id'") ? ",'id':7" : "";

    assertThat(Written.text(read, CANONICAL).replace('"', '\''))
        .endsWith(
            "'connections':[{'source_node':'a','source_port':'%s','target_node':'b','target_port':'%s'%s}]}"
                .formatted(edge.sourcePort(), edge.targetPort(), extra));
  }

  @Test
  void canonical_canonicalDocument_staysAsItIs() {
    String document =
        "{'metadata':{'name':'N'},'nodes':{'a':{'node_id':'a','node_type':'LogNode','config':{},"
            + "'position':[0,0]}},'connections':[{'source_node':'a','source_port':null,"
            + "'target_node':'a','target_port':'in','id':1}],'variables':{},'frames':[],"
            + "'settings':{}}";

    assertThat(canonical(document)).isEqualTo(document);
  }

  @Test
  void canonical_emptyNodes_stayEmpty() {
    assertThat(canonical("{'nodes':{},'connections':[]}"))
        .isEqualTo("{'nodes':{},'connections':[]}");
  }

  @ParameterizedTest
  @CsvSource({"7", "' '", "'  '", "[]", "{}", "true"})
  void canonical_nameBesideThatMetadataMayNotHave_staysBeside(String name) {
    String value = name.isBlank() ? "'" + name + "'" : name;
    String written = canonical("{'workflow':{'nodes':{}},'name':" + value + "}");

    assertThat(written).isEqualTo("{'nodes':{},'name':" + value + "}");
    assertThat(Written.tryRead(json(written).getBytes(StandardCharsets.UTF_8))).isPresent();
  }

  @ParameterizedTest
  @CsvSource({"name, 256", "description, 10001", "version, 51"})
  void canonical_textBesideThatIsTooLongForMetadata_staysBeside(String member, int length) {
    String text = "x".repeat(length);
    String fits = text.substring(1);

    assertThat(canonical("{'nodes':[],'" + member + "':'" + text + "'}"))
        .isEqualTo("{'nodes':{},'" + member + "':'" + text + "'}");
    assertThat(canonical("{'nodes':[],'" + member + "':'" + fits + "'}"))
        .isEqualTo("{'metadata':{'" + member + "':'" + fits + "'},'nodes':{}}");
  }

  @Test
  void canonical_emptyListOfNodes_isAnEmptyObject() {
    assertThat(canonical("{'nodes':[],'connections':[],'mine':null}"))
        .isEqualTo("{'nodes':{},'connections':[],'mine':null}");
  }

  @Test
  void canonical_listedSubflowWithNullInputs_keepsItsKind() {
    String written = canonical("{'name':'S','inputs':null,'outputs':null,'nodes':[]}");

    assertThat(written)
        .isEqualTo("{'metadata':{'name':'S'},'nodes':{},'inputs':null,'outputs':null}");
    assertThat(Written.read(json(written)).kind()).isEqualTo(DocumentKind.SUBFLOW);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      textBlock =
          """
          {'nodes':{},'inputs':[],'outputs':[]}
          {'nodes':{},'snippet_id':'s'}
          {'nodes':{},'base_workflow':{}}
          {'nodes':{},'last_node_id':1,'links':[]}
          {'templates':[]}
          {'id':'i'}
          """)
  void canonical_workflowThatWouldBeAnotherKindAlone_keepsItsWrapper(String body) {
    String document = "{'mine':1,'workflow':" + body + "}";

    assertThat(canonical(document)).isEqualTo(document);
    assertThat(Written.read(json(document)).kind()).isEqualTo(DocumentKind.SCENARIO);
  }

  @Test
  void canonical_connectionWithFurtherMembersNamedLikeEnds_keepsThem() {
    String nodes = "{'nodes':{'a':{'node_id':'a','node_type':'LogNode','config':{}}},";

    assertThat(canonical(nodes + "'connections':[{'from':'a','to':'a','out':1,'source_port':7}]}"))
        .endsWith(
            "{'source_node':'a','source_port':'exec_out','target_node':'a','target_port':'exec_in','out':1}]}");
    String canonical =
        "'connections':[{'source_node':'a','source_port':'o','target_node':'a','target_port':'i','in':1}]}";
    assertThat(canonical(nodes + canonical)).endsWith(canonical);
  }

  @Test
  void migrated_nodeInItsDialect_keepsMembersAndTheirPlaces() {
    String document =
        json(
            "{'nodes':{'r':{'type':'ReadFileNode','note':1,'properties':{'file_path':'a'},"
                + "'node_id':'r'},'l':{'node_id':'l','type':'LogNode','properties':{}}}}");

    String written = Written.rewritten(document, WriteOptions.standard().withMigrations());

    assertThat(written.replace('"', '\''))
        .isEqualTo(
            "{'nodes':{'r':{'type':'FileSystemSuperNode','note':1,"
                + "'properties':{'action':'Read File','file_path':'a'},'node_id':'r'},"
                + "'l':{'node_id':'l','type':'LogNode','properties':{}}}}");
    assertThat(Written.read(written).nodes().get("r").config())
        .isEqualTo(Written.read(document).nodes().get("r").config());
  }

  @Test
  void written_whatTheLoaderAdded_isNot() {
    String document = json("{'nodes':{'l':{'node_id':'l','node_type':'LogNode','config':{}}}}");

    assertThat(Written.read(document).autoStart()).isTrue();
    for (WriteOptions options : List.of(WriteOptions.standard(), CANONICAL)) {
      assertThat(Written.rewritten(document, options)).isEqualTo(document);
    }
  }
}
