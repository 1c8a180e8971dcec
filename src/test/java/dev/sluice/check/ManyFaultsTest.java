package dev.sluice.check;

import static dev.sluice.support.Checked.lenient;
import static dev.sluice.support.Checked.strict;

import org.junit.jupiter.api.Test;

/** One pass reports all faults: none hides another, not even one that rejects. */
class ManyFaultsTest {

  private static final String DOCUMENT =
      """
      {"metadata": {"name": ①" ", "description": ②5, "version": ③[], "schema_version": ④"9"},
       "variables": ⑤"none",
       "nodes": {
        "start": {"node_id": "start", "node_type": "StartNode", "config": {}},
        "a": ⑥7,
        "b": ⑦{"node_id": "b", "config": {}},
        "c": {"node_id": "c", "node_type": ⑧"", "config": {}},
        "d": {"node_id": ⑨"x", "node_type": "Step", "config": {}},
        "e": {"node_id": "e", "node_type": ⑩"Setp", "config": {}},
        "f": {"node_id": "f", "node_type": "Step", "config": ⑪[]},
        "g": {"node_id": "g", "node_type": "Step", "config": {"note": ["é", ⑫"os.System(1)"]}},
        "h": {"node_id": "h", "node_type": "Step", "config": {"note": [[[[[[[[[[⑬1]]]]]]]]]]}},
        "i": {"node_id": "i", "node_type": "Step", "config": {"message": ⑭1e999, ⑮"message": "m"}},
        "j": {"node_id": "j", "node_type": "Step", "config": {}, "position": ⑯[1, "2"]},
        "k": {"node_id": "k", "node_type": "Step", "config": {⑰"massage": "m"}},
        "l": ⑱{"node_type": "Step", "config": {}}},
       "connections": [
        ⑲17,
        ⑳{"source_node": "start", "source_port": "exec_out", "target_node": "d"},
        {"source_node": ㉑{}, "source_port": "exec_out", "target_node": "d", "target_port": "exec_in"},
        {"source_node": "start", "source_port": "exec_out", "target_node": "d", "target_port": "exec_in"},
        ㉒{"source_node": "start", "source_port": "exec_out", "target_node": "d", "target_port": "exec_in"},
        ㉓{"source_node": "d", "source_port": "number", "target_node": "d", "target_port": "text"},
        ㉔{"source_node": "d", "source_port": "exec_out", "target_node": "ee", "target_port": "exec_in"},
        ㉕{"source_node": "d", "source_port": "exec_uot", "target_node": "f", "target_port": "exec_in"},
        ㉖{"source_node": "d", "source_port": "exec_out", "target_node": "g", "target_port": "text"},
        ㉗{"source_node": "g", "source_port": "exec_out", "target_node": "h", "target_port": "exec_in"},
        {"source_node": "h", "source_port": "exec_out", "target_node": "g", "target_port": "exec_in"}]}
      """;

  private static final String FINDINGS =
      """
      ① ERROR MISSING_REQUIRED_FIELD (/metadata/name) The name is blank
      ② ERROR INVALID_TYPE (/metadata/description) The description must be a string, not a number
      ③ ERROR INVALID_TYPE (/metadata/version) The version must be a string, not a list
      ④ WARNING SCHEMA_VERSION_MISMATCH (/metadata/schema_version) The document's schema version is "9"; only 1.0.0 is known
      ⑤ WARNING INVALID_TYPE (/variables) "variables" must be an object, not a string
      ⑥ ERROR INVALID_TYPE (/nodes/a) A node must be an object, not a number
      ⑦ ERROR MISSING_REQUIRED_FIELD (/nodes/b) The node has no node_type
      ⑧ ERROR MISSING_REQUIRED_FIELD (/nodes/c/node_type) The node's type is empty
      ⑨ ERROR NODE_ID_MISMATCH (/nodes/d/node_id) The node's id "x" differs from its key "d"; the key is used ~ "node_id": "d"
      ⑩ ERROR UNKNOWN_NODE_TYPE (/nodes/e/node_type) No node type is called "Setp" ~ Did you mean "Step"?
      ⑪ ERROR INVALID_TYPE (/nodes/f/config) A node's config must be an object, not a list
      ⑫ ERROR DANGEROUS_PATTERN (/nodes/g/config/note/1) The value contains "os.system" ~ Remove os.system from the value
      ⑬ ERROR LIMIT_EXCEEDED (/nodes/h/config/note/0/0/0/0/0/0/0/0/0/0) The config has 11 levels here, over the limit config-depth of 10
      ⑭ ERROR LIMIT_EXCEEDED (/nodes/i/config/message) The number is beyond what a 64-bit floating-point number can hold
      ⑮ WARNING DUPLICATE_KEY (/nodes/i/config/message) The key "message" occurs twice; the last one counts ~ Remove one of the two
      ⑯ WARNING INVALID_POSITION (/nodes/j/position) A position must be a list of two numbers; element 1 of this list is a string ~ "position": [0, 0]
      ⑰ INFO UNKNOWN_CONFIG_KEY (/nodes/k/config/massage) The type "Step" has no config key "massage" ~ Did you mean "message"?
      ⑱ ERROR MISSING_REQUIRED_FIELD (/nodes/l) The node has no node_id ~ "node_id": "l"
      ⑲ ERROR INVALID_TYPE (/connections/0) A connection must be an object, not a number
      ⑳ ERROR MISSING_REQUIRED_FIELD (/connections/1) The connection has no target_port
      ㉑ ERROR INVALID_TYPE (/connections/2/source_node) The connection's source_node must be a string, not an object
      ㉒ WARNING DUPLICATE_CONNECTION (/connections/4) The connection is a duplicate of an earlier one
      ㉓ ERROR SELF_CONNECTION (/connections/5) Node "d" is connected to itself
      ㉔ ERROR ORPHANED_CONNECTION (/connections/6) The connection's target node "ee" does not exist ~ Did you mean "e"?
      ㉕ WARNING UNKNOWN_PORT (/connections/7) The type "Step" of node "d" has no output "exec_uot" ~ Did you mean "exec_out"?
      ㉖ WARNING PORT_TYPE_MISMATCH (/connections/8) The output "exec_out" has type EXEC, but the input "text" expects STRING
      ㉗ ERROR CIRCULAR_DEPENDENCY (/connections/9) Execution can loop for ever: "g" -> "h" -> "g" @ /nodes/g /nodes/h
      """;

  @Test
  void document_withFaultsOfAllSorts_reportsEachAtItsPlace() {
    lenient(DOCUMENT).rejected().finds(FINDINGS.lines().toArray(String[]::new));
    strict(DOCUMENT)
        .rejected()
        .finds(
            FINDINGS
                .replace("WARNING DUPLICATE_KEY", "ERROR DUPLICATE_KEY")
                .lines()
                .toArray(String[]::new));
  }
}
