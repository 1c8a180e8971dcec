package dev.sluice.diff;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import dev.sluice.LoadResult;
import dev.sluice.WorkflowLoader;
import dev.sluice.error.WorkflowException;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import dev.sluice.source.ByteSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Random documents mean the same in whatever order the members of their root are.
 *
 * <p>Their findings are the same but for places. {@code -Dsluice.orders.seeds} sets how many
 * documents are tried.
 */
class MemberOrdersTest {

  private static final int SEEDS = Integer.getInteger("sluice.orders.seeds", 400);
  private static final int ORDERS = 4;

  private static final Pattern ENDS_THE_READING =
      Pattern.compile("MALFORMED_JSON|levels of nesting|over the limit (document|tokens)");

  private final JsonFactory json = new JsonFactory();

  @Test
  void tryLoad_membersInAnotherOrder_saysTheSame() throws IOException {
    int accepted = 0;
    List<String> different = new ArrayList<>();
    try (WorkflowLoader loader = WorkflowLoader.create()) {
      for (int seed = 1; seed <= SEEDS; seed++) {
        Random random = new Random(seed);
        List<String> members = new ArrayList<>(ofDifferentNames(new DocumentGenerator(random)));
        Optional<String> first = Optional.empty();
        for (int order = 0; order < ORDERS; order++) {
          Collections.shuffle(members, random);
          String document = "{" + String.join(",", members) + "}";
          String said = said(loader, document);
          accepted += said.startsWith("accepted") ? 1 : 0;
          if (first.isPresent() && !first.get().equals(said)) {
            different.add(
                "seed %d: %s%n  instead of %s%n  %s".formatted(seed, said, first.get(), document));
            break;
          }
          first = Optional.of(said);
        }
      }
    }
    assertThat(different).isEmpty();
    assertThat(accepted).isGreaterThan(SEEDS / 2);
  }

  private List<String> ofDifferentNames(DocumentGenerator generator) throws IOException {
    Map<String, String> members = new LinkedHashMap<>();
    for (String member : generator.members()) {
      try (JsonParser parser = json.createParser("{" + member + "}")) {
        parser.nextToken();
        members.put(parser.nextFieldName(), member);
      }
    }
    return List.copyOf(members.values());
  }

  private static String said(WorkflowLoader loader, String document) {
    LoadResult result;
    try {
      result = loader.tryLoad(ByteSource.of("", document.getBytes(StandardCharsets.UTF_8))).block();
    } catch (WorkflowException e) {
      return "unreadable";
    }
    TreeSet<String> findings = new TreeSet<>();
    for (Finding finding : result.report().findings()) {
      if (ENDS_THE_READING.matcher(finding.toString()).find()) {
        return "unreadable"; // which findings come before that depends on the order
      }
      boolean first = finding.code() == FindingCode.DIALECT; // reported once, at its first place
      findings.add(
          finding.code() + " " + finding.message() + (first ? "" : " at " + finding.pointer()));
    }
    return (result.report().accepted() ? "accepted " : "rejected ")
        + result.kind()
        + findings
        + result
            .definition()
            .map(
                definition ->
                    definition.fingerprint()
                        + " "
                        + definition.wrapper().keySet().stream().sorted().toList())
            .orElse("");
  }
}
