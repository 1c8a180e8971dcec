package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.Profile;
import dev.sluice.config.UnknownTypes;
import dev.sluice.model.ValidationReport;
import dev.sluice.source.ByteSource;
import dev.sluice.support.Documents;
import dev.sluice.support.Workflows;
import java.nio.ByteBuffer;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;

final class ValidationTest {

  @ParameterizedTest
  @EnumSource
  void validate_ofEveryDocument_findsWhatALoadFinds(UnknownTypes unknown) {
    for (Profile profile : Profile.values()) {
      WorkflowLoaderBuilder options =
          WorkflowLoader.builder()
              .registry(Workflows.registry())
              .profile(profile)
              .unknownTypes(unknown);
      try (WorkflowLoader loader = options.build()) {
        for (Map.Entry<String, byte[]> document : Documents.all().entrySet()) {
          ByteSource source = ByteSource.of(document.getKey(), document.getValue());
          assertThat(loader.validate(source).block())
              .as("%s, %s", document.getKey(), profile)
              .isEqualTo(loader.tryLoad(source).block().report());
        }
      }
    }
  }

  /** A validation of one buffer skips values; one of chunks reads all of them. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "'node_type':'WaitNode','config':{'duration':'soon'}",
        "'node_type':'WaitNode','config':{'duration':1.5},'position':[1]",
        "'node_type':'LogNode','config':{'level':'inof','message':5}",
        "'node_type':'LogNode','type':'WaitNode','config':{'level':'inof','duration':'soon'}",
        "'config':{'level':'inof','duration':'soon'},'node_type':'LogNode','position':['a',2]",
        "'node_type':'SetVariableNode','config':{'variable_name':''}",
        "'node_type':'SetVariableNode','config':{'variable_name':{'variable_name':1}}",
        "'node_type':'SwitchNode','config':{'cases':['a','b'],'nope':[1,2]}"
      })
  void validate_ofOneBuffer_findsWhatItFindsInChunks(String members) {
    String text =
        Workflows.workflow(
            "\"start\":{\"node_id\":\"start\",%s}".formatted(Workflows.json(members)));
    byte[] document = Workflows.bytes(text);
    Flux<ByteBuffer> chunks = Flux.just(ByteBuffer.wrap(document));
    try (WorkflowLoader loader = WorkflowLoader.create()) {
      ValidationReport whole = loader.validate(ByteSource.of("", document)).block();
      assertThat(whole.findings()).isNotEmpty();
      assertThat(whole).isEqualTo(loader.validate(ByteSource.streamed("", chunks)).block());
      assertThat(whole).isEqualTo(loader.tryLoad(ByteSource.of("", document)).block().report());
    }
  }

  @Test
  void validate_withAHostsRule_keepsIt() {
    try (WorkflowLoader loader = Documents.loader().build()) {
      ByteSource source = ByteSource.of("", Workflows.bytes(Workflows.chain(1)));
      assertThat(loader.validate(source).block().findings())
          .isEqualTo(loader.tryLoad(source).block().report().findings())
          .isNotEmpty();
    }
  }
}
