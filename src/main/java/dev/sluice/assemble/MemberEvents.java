package dev.sluice.assemble;

import dev.sluice.model.LoadEvent;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.value.Frozen;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The events about the variables, the settings and the frames of one document: each is emitted when
 * it differs from what was emitted before.
 */
final class MemberEvents {

  private Map<String, Object> variables = Map.of();
  private Map<String, Object> settings = WorkflowDefinition.DEFAULT_SETTINGS;
  private List<Object> frames = List.of();

  /** A member of the workflow has been read. */
  void read(String name, @Nullable Object value, Consumer<LoadEvent> emit) {
    switch (name) {
      case "variables" -> variables(object(value), emit);
      case "settings" -> settings(object(value), emit);
      case "frames" -> frames(value instanceof List<?> list ? unchecked(list) : List.of(), emit);
      default -> {
        // not shown before the end
      }
    }
  }

  /** What has been read belongs to the document around the workflow. */
  void reset(Consumer<LoadEvent> emit) {
    variables(Map.of(), emit);
    settings(WorkflowDefinition.DEFAULT_SETTINGS, emit);
    frames(List.of(), emit);
  }

  /** The document has ended with this definition. */
  void end(WorkflowDefinition definition, Consumer<LoadEvent> emit) {
    variables(definition.variables(), emit);
    settings(definition.settings(), emit);
    frames(definition.frames(), emit);
  }

  private void variables(Map<String, Object> now, Consumer<LoadEvent> emit) {
    if (!now.equals(variables)) {
      variables = now;
      emit.accept(new LoadEvent.VariablesRead(now));
    }
  }

  private void settings(Map<String, Object> now, Consumer<LoadEvent> emit) {
    if (!now.equals(settings)) {
      settings = now;
      emit.accept(new LoadEvent.SettingsRead(now));
    }
  }

  private void frames(List<Object> now, Consumer<LoadEvent> emit) {
    if (!now.equals(frames)) {
      frames = now;
      emit.accept(new LoadEvent.FramesRead(now));
    }
  }

  private static Map<String, Object> object(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? Frozen.object(map) : Map.of();
  }

  @SuppressWarnings("unchecked") // a JSON list holds any values
  private static List<Object> unchecked(List<?> list) {
    return (List<Object>) list;
  }
}
