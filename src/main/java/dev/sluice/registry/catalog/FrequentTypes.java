package dev.sluice.registry.catalog;

import java.util.List;

/**
 * The most common built-in types, beginning with those at the start of workflows.
 *
 * <p>Loading one type loads its whole category, so these few types cover eight categories.
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
