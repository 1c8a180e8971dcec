package dev.sluice.search;

import dev.sluice.model.Connection;
import dev.sluice.model.NodeDefinition;
import dev.sluice.search.Condition.PathStep;
import dev.sluice.search.Condition.Term;
import dev.sluice.search.Evidence.Match;
import dev.sluice.search.SearchHit.Kind;
import dev.sluice.search.Target.OfConnection;
import dev.sluice.search.Target.OfDocument;
import dev.sluice.search.Target.OfFinding;
import dev.sluice.search.Target.OfNode;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The values that a field has for a target. */
final class FieldValues {

  /** A path to every value at any depth. */
  static final List<PathStep> EVERYWHERE = List.of(new PathStep(PathStep.Kind.ANY, ""));

  private final SearchedDocument document;
  private final DocumentValues whole;

  FieldValues(SearchedDocument document) {
    this.document = document;
    whole = new DocumentValues(document);
  }

  /** Receives values. */
  interface Receiver {

    /**
     * Receives a value.
     *
     * @param path as in {@link Match}
     * @param label the field with the path
     */
    void value(Target target, List<Object> path, Kind kind, String label, @Nullable Object value);
  }

  /** The values of a term's field for a target, or for what belongs to it. */
  void of(Term term, Target target, Receiver receiver) {
    switch (term.field().scope()) {
      case NODE -> {
        if (target instanceof OfNode of) {
          ofNode(term, of, receiver);
        } else if (target instanceof OfDocument && term.field() == Field.TEXT) {
          whole.texts(receiver);
        }
      }
      case CONNECTION ->
          connections(target)
              .forEach(connection -> ofConnection(term.field(), target, connection, receiver));
      case FINDING -> findings(target).forEach(it -> ofFinding(term.field(), it, receiver));
      case DOCUMENT -> whole.of(term, receiver);
    }
  }

  private static void ofNode(Term term, OfNode target, Receiver receiver) {
    NodeDefinition node = target.node();
    switch (term.field()) {
      case TYPE -> own(target, "type", node.type().name(), receiver);
      case DECLARED -> own(target, "declared", node.declaredType(), receiver);
      case CATEGORY -> own(target, "category", node.type().category(), receiver);
      case ID -> own(target, "id", node.id(), receiver);
      case NAME -> node.name().ifPresent(name -> own(target, "name", name, receiver));
      case CONFIG -> {
        List<PathStep> path = term.path().isEmpty() ? EVERYWHERE : term.path();
        PathWalk.over(
            node.config(),
            path,
            (at, value) ->
                receiver.value(target, at, Kind.NODE, FieldLabel.of("config", at), value));
      }
      default -> texts(target, receiver);
    }
  }

  private static void own(OfNode target, String label, String value, Receiver receiver) {
    receiver.value(target, List.of(), Kind.NODE, label, value);
  }

  /** The id, name, types and description of a node, and the keys and values of its config. */
  private static void texts(OfNode target, Receiver receiver) {
    NodeDefinition node = target.node();
    own(target, "id", node.id(), receiver);
    node.name().ifPresent(name -> own(target, "name", name, receiver));
    own(target, "type", node.type().name(), receiver);
    if (node.isMigrated()) {
      own(target, "declared", node.declaredType(), receiver);
    }
    if (node.members().get("description") instanceof String description) {
      own(target, "description", description, receiver);
    }
    PathWalk.over(
        node.config(),
        EVERYWHERE,
        (at, value) -> {
          String label = FieldLabel.of("config", at);
          if (!at.isEmpty() && at.get(at.size() - 1) instanceof String key) {
            receiver.value(target, at, Kind.NODE, label, new MemberName(key, value));
          }
          receiver.value(target, at, Kind.NODE, label, value);
        });
  }

  private List<OfConnection> connections(Target target) {
    if (target instanceof OfConnection connection) {
      return List.of(connection);
    }
    return target instanceof OfNode of ? document.connectionsOf(of.node()) : document.connections();
  }

  private static void ofConnection(Field field, Target target, OfConnection of, Receiver receiver) {
    Connection connection = of.connection();
    End source = new End(connection.sourceNode(), connection.sourcePort());
    End end = new End(connection.targetNode(), connection.targetPort());
    switch (field) {
      case PORT -> {
        if (isAt(source, target)) {
          connection(of, source.port(), receiver);
        }
        if (isAt(end, target)) {
          connection(of, end.port(), receiver);
        }
      }
      case FROM -> connection(of, source, receiver);
      case TO -> connection(of, end, receiver);
      default -> connection(of, new Ends(source, end), receiver);
    }
  }

  /** Whether an end belongs to a target: of a node's connections, only its own ends do. */
  private static boolean isAt(End end, Target target) {
    return !(target instanceof OfNode of) || end.node().equals(of.node().id());
  }

  private static void connection(OfConnection connection, Object value, Receiver receiver) {
    receiver.value(connection, List.of(), Kind.CONNECTION, "connection", value);
  }

  private List<OfFinding> findings(Target target) {
    if (target instanceof OfFinding finding) {
      return List.of(finding);
    }
    if (target instanceof OfConnection connection) {
      return document.findingsOf(connection);
    }
    return target instanceof OfNode of ? document.findingsOf(of.node()) : document.findings();
  }

  private static void ofFinding(Field field, OfFinding of, Receiver receiver) {
    String value =
        field == Field.SEVERITY
            ? of.finding().severity().name().toLowerCase(Locale.ROOT)
            : of.finding().code().name();
    receiver.value(of, List.of(), Kind.FINDING, "finding", value);
  }

  /** The name of a member, with its value. */
  record MemberName(String name, @Nullable Object value) {}

  /** An end of a connection, which a query names by its node, or by node and port. */
  record End(String node, String port) {
    @Override
    public String toString() {
      return node + "." + port;
    }
  }

  /** Both ends of a connection. */
  record Ends(End source, End target) {
    @Override
    public String toString() {
      return source + "->" + target;
    }
  }

  /** The name of a value as a query can name it, such as {@code config.rows.0."odd key"}. */
  static final class FieldLabel {

    private FieldLabel() {}

    static String of(String field, List<Object> path) {
      StringBuilder label = new StringBuilder(field);
      for (Object step : path) {
        String name = String.valueOf(step);
        boolean plain = !name.isEmpty() && name.chars().allMatch(FieldLabel::isPlain);
        label.append('.');
        if (plain) {
          label.append(name);
        } else {
          label.append('"').append(name.replace("\\", "\\\\").replace("\"", "\\\"")).append('"');
        }
      }
      return label.toString();
    }

    private static boolean isPlain(int next) {
      return Character.isLetterOrDigit(next) || next == '_' || next == '-';
    }
  }
}
