package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.Profile;
import dev.sluice.config.UnknownTypes;
import dev.sluice.source.ByteSource;
import dev.sluice.support.Documents;
import dev.sluice.support.Workflows;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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
