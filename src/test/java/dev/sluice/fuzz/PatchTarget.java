package dev.sluice.fuzz;

import static dev.sluice.fuzz.FuzzTarget.require;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import dev.sluice.ReadResult;
import dev.sluice.WorkflowLoader;
import dev.sluice.migrate.PatchOperation;
import dev.sluice.model.NodeDefinition;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.source.ByteSource;
import dev.sluice.support.JsonPatchReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import reactor.core.scheduler.Schedulers;

/**
 * Two JSON objects with a line feed between them: the patch between them, applied by code that
 * shares nothing with its writer, turns the first into the second.
 */
final class PatchTarget implements FuzzTarget {

  private final Gson gson = new GsonBuilder().serializeNulls().create();
  private final WorkflowLoader loader =
      WorkflowLoader.builder().scheduler(Schedulers.immediate()).build();

  @Override
  public void accept(byte[] input) {
    String text = new String(input, StandardCharsets.UTF_8);
    int middle = text.indexOf('\n');
    if (middle < 0) {
      return;
    }
    Optional<Map<String, Object>> before = config(text.substring(0, middle));
    Optional<Map<String, Object>> after = config(text.substring(middle + 1));
    if (before.isPresent() && after.isPresent()) {
      requireApplies(before.get(), after.get());
      requireApplies(after.get(), before.get());
    }
  }

  private void requireApplies(Map<String, Object> before, Map<String, Object> after) {
    List<PatchOperation> patch = PatchOperation.between("/v", before, after);
    require(patch.isEmpty() == before.equals(after), "an empty patch of different values");
    String operations = gson.toJson(patch.stream().map(PatchOperation::toMap).toList());
    JsonElement patched = JsonPatchReader.applied(gson.toJson(Map.of("v", before)), operations);
    JsonElement expected = gson.toJsonTree(Map.of("v", after));
    require(
        patched.toString().equals(expected.toString()) || patched.equals(expected),
        operations + " gives " + patched + ", not " + expected);
  }

  /** The object as the config of a node, with all that a reader of workflows refuses. */
  private Optional<Map<String, Object>> config(String json) {
    String document = "{\"nodes\":{\"a\":{\"node_type\":\"LogNode\",\"config\":" + json + "}}}";
    ReadResult read =
        loader.tryRead(ByteSource.of("", document.getBytes(StandardCharsets.UTF_8))).block();
    return read.definition()
        .map(WorkflowDefinition::nodes)
        .map(nodes -> nodes.get("a"))
        .map(NodeDefinition::config);
  }

  @Override
  public void close() {
    loader.close();
  }
}
