package dev.sluice.check;

import dev.sluice.config.Limit;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import dev.sluice.model.Place;
import dev.sluice.record.ConnectionEnds;
import dev.sluice.record.Dialect;
import dev.sluice.record.Locator;
import dev.sluice.record.WorkflowRecord.ConnectionEntry;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rules for single connections. */
final class ConnectionRules {

  private final Reporter reporter;
  private final GraphIndex graph;
  private final DialectNotes dialects;

  ConnectionRules(Reporter reporter, GraphIndex graph, DialectNotes dialects) {
    this.reporter = reporter;
    this.graph = graph;
    this.dialects = dialects;
  }

  /**
   * Checks a connection.
   *
   * @param ofWorkflow whether it belongs to the graph
   */
  void check(ConnectionEntry entry, RecordLocation at, Locator locator, boolean ofWorkflow) {
    if (entry.index() == reporter.limit(Limit.CONNECTIONS)) {
      reporter.rejectTooMany(
          Limit.CONNECTIONS, "connection", at.pointer(), locator.place(entry.offset()));
    }
    ConnectionEnds ends = entry.ends();
    if (ends == null) {
      if (ofWorkflow) {
        graph.addUnusableEdge();
      }
      reporter.reject(
          FindingCode.INVALID_TYPE,
          entry.offset(),
          () -> {
            String found = Reporter.typeOf(entry.value());
            return Finding.at(
                FindingCode.INVALID_TYPE,
                locator.place(entry.offset()),
                at::pointer,
                () -> "A connection must be an object, not " + found);
          });
      return;
    }
    if (!ends.canonical()) {
      dialects.note(Set.of(Dialect.OTHER_ENDS), at, locator);
    }
    int faults =
        fault(ends.sourceNode(), "source_node", Limit.NODE_ID_LENGTH, entry, at, locator)
            + fault(ends.sourcePort(), "source_port", Limit.PORT_LENGTH, entry, at, locator)
            + fault(ends.targetNode(), "target_node", Limit.NODE_ID_LENGTH, entry, at, locator)
            + fault(ends.targetPort(), "target_port", Limit.PORT_LENGTH, entry, at, locator);
    if (!ofWorkflow) {
      return;
    }
    if (faults == 0 && entry.index() < reporter.limit(Limit.CONNECTIONS)) {
      graph.add(ends, at);
    } else {
      graph.addUnusableEdge();
    }
  }

  /** Reports errors of an end; returns 1 if there is any, otherwise 0. */
  private int fault(
      @Nullable Object end,
      String name,
      Limit limit,
      ConnectionEntry entry,
      RecordLocation at,
      Locator locator) {
    if (end == null) {
      return 0;
    }
    if (end instanceof String text) {
      if (!reporter.isLonger(text, limit)) {
        return 0;
      }
      Place place = locator.placeWithin(entry.offset(), name);
      reporter.rejectLength(
          limit, "The connection's " + name, text, member(entry, at, name), place);
      return 1;
    }
    if (end == ConnectionEnds.ABSENT) {
      reporter.reject(
          FindingCode.MISSING_REQUIRED_FIELD,
          entry.offset(),
          () ->
              Finding.at(
                  FindingCode.MISSING_REQUIRED_FIELD,
                  locator.place(entry.offset()),
                  at::pointer,
                  () -> "The connection has no " + name));
      return 1;
    }
    reporter.reject(
        FindingCode.INVALID_TYPE,
        entry.offset(),
        () ->
            Finding.at(
                FindingCode.INVALID_TYPE,
                "The connection's " + name + " must be a string, not " + Reporter.typeOf(end),
                member(entry, at, name),
                locator.placeWithin(entry.offset(), name)));
    return 1;
  }

  /** The pointer of an end if it is a separate member, otherwise that of the connection. */
  private static String member(ConnectionEntry entry, RecordLocation at, String name) {
    Map<String, Object> members = entry.members();
    return members != null && members.containsKey(name) ? at.pointer() + "/" + name : at.pointer();
  }
}
