package dev.sluice.registry.catalog;

import java.util.List;

/**
 * The built-in types most workflows use, those that a workflow begins with first.
 *
 * <p>One type brings the others of its category along, so that these few stand for eight
 * categories.
 */
public final class FrequentTypes {

  public static final List<String> NAMES =
      List.of(
          "StartNode",
          "EndNode",
          "IfNode",
          "ForLoopStartNode",
          "ForLoopEndNode",
          "SetVariableNode",
          "GetVariableNode",
          "LogNode",
          "LaunchBrowserNode",
          "ClickElementNode",
          "TypeTextNode",
          "GoToURLNode",
          "WaitNode",
          "WaitForElementNode",
          "ReadFileNode",
          "WriteFileNode",
          "ComparisonNode",
          "DataCompareNode");

  private FrequentTypes() {}
}
