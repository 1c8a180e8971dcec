package dev.sluice.search;

import dev.sluice.model.WorkflowDefinition;
import dev.sluice.search.Condition.PathStep;
import dev.sluice.search.Condition.Term;
import dev.sluice.search.FieldValues.FieldLabel;
import dev.sluice.search.FieldValues.MemberName;
import dev.sluice.search.FieldValues.Receiver;
import dev.sluice.search.SearchHit.Kind;
import dev.sluice.search.Target.OfDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The values of a document outside its nodes and connections. */
final class DocumentValues {

  private static final Target WHOLE = new OfDocument();

  private final SearchedDocument document;

  DocumentValues(SearchedDocument document) {
    this.document = document;
  }

  /** The part of a workflow that holds the values of a field. */
  private enum Part {
    VARIABLES("var", "variables", Kind.VARIABLE),
    SETTINGS("setting", "settings", Kind.SETTING),
    METADATA("meta", "metadata", Kind.METADATA);

    private final String label;
    private final String member;
    private final Kind kind;

    Part(String label, String member, Kind kind) {
      this.label = label;
      this.member = member;
      this.kind = kind;
    }

    private @Nullable Object of(WorkflowDefinition definition) {
      return switch (this) {
        case VARIABLES -> definition.variables();
        case SETTINGS -> definition.members().get(member);
        case METADATA -> definition.metadata().members();
      };
    }
  }

  /** The values of a term's field. */
  void of(Term term, Receiver receiver) {
    switch (term.field()) {
      case VAR -> {
        if (term.path().isEmpty()) {
          names(receiver);
        } else {
          walk(Part.VARIABLES, term.path(), receiver);
        }
      }
      case SETTING -> walk(Part.SETTINGS, term.path(), receiver);
      case META -> walk(Part.METADATA, term.path(), receiver);
      case FRAME -> frames(receiver);
      case KIND -> whole("kind", document.result().kind().label(), receiver);
      case FILE -> whole("file", document.name(), receiver);
      case NODES -> whole("nodes", document.nodes().size(), receiver);
      default -> whole("connections", document.connections().size(), receiver);
    }
  }

  private static void whole(String label, Object value, Receiver receiver) {
    receiver.value(WHOLE, List.of(), Kind.DOCUMENT, label, value);
  }

  /** The names of the variables. */
  private void names(Receiver receiver) {
    for (WorkflowDefinition definition : document.definition().stream().toList()) {
      definition
          .variables()
          .forEach(
              (name, value) ->
                  receiver.value(
                      WHOLE,
                      List.of(Part.VARIABLES.member, name),
                      Kind.VARIABLE,
                      FieldLabel.of("var", List.of(name)),
                      new MemberName(name, value)));
    }
  }

  private void walk(Part part, List<PathStep> steps, Receiver receiver) {
    for (WorkflowDefinition definition : document.definition().stream().toList()) {
      if (part.of(definition) instanceof Map<?, ?> members) {
        PathWalk.over(
            members,
            steps,
            (path, value) ->
                receiver.value(
                    WHOLE, within(part, path), part.kind, FieldLabel.of(part.label, path), value));
      }
    }
  }

  private static List<Object> within(Part part, List<Object> path) {
    List<Object> whole = new ArrayList<>(path.size() + 1);
    whole.add(part.member);
    whole.addAll(path);
    return whole;
  }

  /** The texts of the metadata, the variables, the settings and the frames. */
  void texts(Receiver receiver) {
    for (Part part : Part.values()) {
      walk(
          part,
          FieldValues.EVERYWHERE,
          (target, path, kind, label, value) -> {
            if (path.size() > 1 && path.get(path.size() - 1) instanceof String key) {
              receiver.value(target, path, kind, label, new MemberName(key, value));
            }
            receiver.value(target, path, kind, label, value);
          });
    }
    frames(receiver);
  }

  private void frames(Receiver receiver) {
    List<Object> frames = document.definition().map(WorkflowDefinition::frames).orElse(List.of());
    for (int i = 0; i < frames.size(); i++) {
      if (frames.get(i) instanceof Map<?, ?> frame && frame.get("title") instanceof String title) {
        receiver.value(WHOLE, List.of("frames", i, "title"), Kind.FRAME, "frame", title);
      }
    }
  }
}
