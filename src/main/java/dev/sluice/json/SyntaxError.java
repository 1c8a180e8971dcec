package dev.sluice.json;

import dev.sluice.model.Place;
import java.util.Optional;

/**
 * The first syntax error of a text that is not a workflow, such as a configuration, worded like a
 * finding.
 *
 * @param message what is wrong
 * @param place where
 */
public record SyntaxError(String message, Place place) {

  /** Finds the first error of a text in UTF-8; empty if the text is JSON. */
  public static Optional<SyntaxError> of(byte[] text) {
    return SyntaxCheck.firstFault(text, 0, text.length, new Containers(), SyntaxCheck.Start.VALUE)
        .map(fault -> new SyntaxError(fault.message(), place(text, fault.index())));
  }

  private static Place place(byte[] text, int index) {
    LineCounter lines = new LineCounter();
    lines.advance(text, 0, index);
    return new Place(lines.line(), lines.column(), index);
  }
}
