package dev.sluice.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Canonical workflows of any size with nothing to find fault with, compact, about 400 B a node. */
final class ChainDocuments {

  private static final String[] TYPES = {
    "SetVariableNode", "LogNode", "WaitNode", "ConcatenateNode", "GetVariableNode"
  };

  private ChainDocuments() {}

  /** A chain that begins with a StartNode; the nodes are of five types by turns. */
  static byte[] of(int nodes) {
    StringBuilder json = new StringBuilder(nodes * 420);
    json.append("{\"metadata\":{\"name\":\"Chain\",\"description\":\"\",\"version\":\"1.0.0\"},");
    json.append("\"nodes\":{");
    for (int i = 0; i < nodes; i++) {
      json.append(i == 0 ? "" : ",");
      node(json, i);
    }
    json.append("},\"connections\":[");
    for (int i = 1; i < nodes; i++) {
      json.append(i == 1 ? "" : ",")
          .append("{\"source_node\":\"")
          .append(id(i - 1))
          .append("\",\"source_port\":\"exec_out\",\"target_node\":\"")
          .append(id(i))
          .append("\",\"target_port\":\"exec_in\"}");
    }
    json.append("],\"variables\":{},\"settings\":{\"stop_on_error\":true,\"timeout\":30}}");
    return json.toString().getBytes(UTF_8);
  }

  private static void node(StringBuilder json, int number) {
    String type = number == 0 ? "StartNode" : TYPES[number % TYPES.length];
    json.append('"').append(id(number)).append("\":{\"node_id\":\"").append(id(number));
    json.append("\",\"node_type\":\"").append(type).append("\",\"config\":{");
    json.append(config(type, number)).append("},\"position\":[").append(number * 200);
    json.append(".0,").append(number % 7 * 80).append(".5]}");
  }

  private static String config(String type, int number) {
    return switch (type) {
      case "SetVariableNode" ->
          "\"variable_name\":\"row_"
              + number
              + "\",\"default_value\":\"Order "
              + number
              + " of {{customer}} was received\",\"variable_type\":\"String\"";
      case "LogNode" ->
          "\"message\":\"Step "
              + number
              + " is done, {{rows}} rows left to go\",\"level\":\"info\","
              + "\"include_timestamp\":true";
      case "WaitNode" -> "\"duration\":" + number % 90;
      case "ConcatenateNode" ->
          "\"string_1\":\"Invoice number "
              + number
              + "\",\"string_2\":\"{{customer}}\","
              + "\"separator\":\", \"";
      case "GetVariableNode" -> "\"variable_name\":\"row_" + number + "\"";
      default -> "";
    };
  }

  private static String id(int number) {
    return "node_" + Integer.toHexString(0x1000000 + number * 7919);
  }
}
