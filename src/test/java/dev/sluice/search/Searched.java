package dev.sluice.search;

import dev.sluice.ReadResult;
import dev.sluice.WorkflowLoader;
import dev.sluice.support.Workflows;

/** Documents for searches. */
final class Searched {

  private Searched() {}

  static ReadResult document(String json) {
    try (WorkflowLoader loader = WorkflowLoader.create()) {
      return loader.tryRead(Workflows.bytes(json)).block();
    }
  }
}
