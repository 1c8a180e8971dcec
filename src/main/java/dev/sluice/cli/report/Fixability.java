package dev.sluice.cli.report;

import dev.sluice.cli.answer.Answer;
import dev.sluice.model.Finding;

/** Whether {@code sluice fix} corrects a finding. */
enum Fixability {
  /** By a change that keeps the meaning of the document. */
  SAFE("[*]"),
  /** With {@code --unsafe}, because the correction may not be what was meant. */
  UNSAFE("[~]"),
  NONE("");

  private final String mark;

  Fixability(String mark) {
    this.mark = mark;
  }

  /** The mark that reports show beside a finding. */
  String mark() {
    return mark;
  }

  static Fixability of(Answer answer, Finding finding) {
    return answer
        .fixable()
        .safetyOf(finding)
        .map(
            safety ->
                switch (safety) {
                  case SAFE -> SAFE;
                  case UNSAFE -> UNSAFE;
                  case LOSSY -> NONE;
                })
        .orElse(NONE);
  }
}
