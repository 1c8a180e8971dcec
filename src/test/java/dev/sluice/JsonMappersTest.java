package dev.sluice;

import static dev.sluice.support.Workflows.bytes;
import static dev.sluice.support.Workflows.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonParser;
import dev.sluice.model.Connection;
import dev.sluice.model.FindingCode;
import dev.sluice.model.Place;
import dev.sluice.model.Position;
import dev.sluice.model.ValidationReport;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.support.Documents;
import dev.sluice.testkit.WorkflowFixtures;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the mappers of hosts make of definitions and reports, without any configuration. */
class JsonMappersTest {

  private static final WorkflowLoader LOADER = WorkflowLoader.create();

  @AfterAll
  static void close() {
    LOADER.close();
  }

  enum Mapper {
    JACKSON_2 {
      @Override
      String write(Object value) throws Exception {
        return new com.fasterxml.jackson.databind.ObjectMapper().writeValueAsString(value);
      }
    },
    JACKSON_3 {
      @Override
      String write(Object value) {
        return new tools.jackson.databind.ObjectMapper().writeValueAsString(value);
      }
    };

    abstract String write(Object value) throws Exception;
  }

  @ParameterizedTest
  @EnumSource
  void definition_ofAnyKind_isTheDocument(Mapper mapper) throws Exception {
    for (byte[] document : Documents.all().values()) {
      ReadResult read = LOADER.tryRead(document).block();
      if (read.definition().isPresent()) {
        WorkflowDefinition definition = read.definition().get();
        byte[] written = mapper.write(definition).getBytes(StandardCharsets.UTF_8);

        assertThat(LOADER.read(written).block().nodes()).isEqualTo(definition.nodes());
        assertThat(mapper.write(definition.toMap())).isEqualTo(mapper.write(definition));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void report_ofARejectedDocument_hasItsFindings(Mapper mapper) throws Exception {
    ValidationReport report =
        LOADER
            .validate(
                bytes("{'nodes':{'a':{'node_id':'a','node_type':'LogNode'},".replace('\'', '"')))
            .block();

    String finding =
        json(
            "{'severity':'ERROR','code':'TRUNCATED','message':'"
                + report.findings().get(0).message()
                + "','pointer':'"
                + report.findings().get(0).pointer()
                + "','line':1,'column':53,'offset':52}");
    assertThat(mapper.write(report))
        .isEqualTo(
            json("{'accepted':false,'rejection':{'kind':'MALFORMED','httpStatus':400,'finding':")
                + finding
                + json("},'findings':[")
                + finding
                + json("],'omitted':0,'foreign':false}"));
  }

  @ParameterizedTest
  @EnumSource
  void report_ofEachFinding_isWhatItsMapIs(Mapper mapper) throws Exception {
    for (FindingCode code : WorkflowFixtures.codes()) {
      ValidationReport report = LOADER.validate(WorkflowFixtures.with(code)).block();

      String written = mapper.write(report);

      assertThat(JsonParser.parseString(written))
          .isEqualTo(JsonParser.parseString(new Gson().toJson(report.toMap())));
      assertThat(written).contains(json("'code':'" + code + "'"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void records_ofTheModel_haveTheirComponentsOnly(Mapper mapper) throws Exception {
    assertThat(mapper.write(new Place(1, 2, 3)))
        .isEqualTo(json("{'line':1,'column':2,'offset':3}"));
    assertThat(mapper.write(new Position(1, 2.5))).isEqualTo(json("{'x':1.0,'y':2.5}"));
    assertThat(mapper.write(new Connection("a", "out", "b", "in")))
        .isEqualTo(
            json(
                "{'sourceNode':'a','sourcePort':'out','targetNode':'b','targetPort':'in',"
                    + "'members':{'source_node':'a','source_port':'out','target_node':'b',"
                    + "'target_port':'in'}}"));
    assertThat(mapper.write(new AdmissionStatistics(1, 2)))
        .isEqualTo(json("{'atWork':1,'waiting':2}"));
  }
}
