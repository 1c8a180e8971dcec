package dev.sluice.web;

/** Ends the handling of a request with a problem as its response. */
final class ProblemException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  ProblemException(Problem problem) {
    super(problem.detail(), null, false, false); // not a fault of the program: no stack trace
    this.problem = problem;
  }

  Problem problem() {
    return problem;
  }
}
