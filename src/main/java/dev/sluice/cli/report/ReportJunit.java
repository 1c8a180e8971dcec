package dev.sluice.cli.report;

import dev.sluice.cli.answer.Answer;
import dev.sluice.cli.answer.FindingText;
import dev.sluice.cli.gate.Verdict;
import dev.sluice.cli.report.ReportFormat.ReportWriter;
import dev.sluice.cli.terminal.Paint;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.model.Finding;
import dev.sluice.text.Quote;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * JUnit XML for build servers, with a test case for each input; the directory is the class name.
 *
 * <p>The format has the counts before the cases, so the cases are buffered in a temporary file.
 */
final class ReportJunit implements ReportWriter {

  private final Terminal terminal;
  private final FindingText text = new FindingText(Paint.OFF);
  private final Path draft;
  private final OutputStream draftStream;
  private final XMLStreamWriter cases;
  private Duration took = Duration.ZERO;
  private int tests;
  private int failures;
  private int errors;

  /** A report to the terminal. */
  ReportJunit(Terminal terminal) throws IOException {
    this.terminal = terminal;
    draft = Files.createTempFile("sluice", ".xml");
    draft.toFile().deleteOnExit(); // an interrupt does not close it
    draftStream = new BufferedOutputStream(Files.newOutputStream(draft));
    cases = JunitFile.writer(draftStream);
  }

  @Override
  public void write(Verdict verdict) throws IOException {
    Answer answer = verdict.answer();
    tests++;
    took = took.plus(answer.took());
    try {
      cases.writeStartElement("testcase");
      String name = Quote.safe(answer.input().name());
      int slash = name.lastIndexOf('/');
      cases.writeAttribute("classname", slash < 0 ? "." : name.substring(0, slash));
      cases.writeAttribute("name", name.substring(slash + 1));
      cases.writeAttribute("time", JunitFile.seconds(answer.took()));
      if (!verdict.passed()) {
        writeFailure(verdict);
      }
      List<Finding> others = new ArrayList<>(verdict.findings());
      others.removeAll(verdict.failing());
      if (!others.isEmpty()) {
        cases.writeStartElement("system-out");
        writeFindings(answer, others);
        cases.writeEndElement();
      }
      cases.writeEndElement();
      cases.writeCharacters("\n");
    } catch (XMLStreamException e) {
      throw JunitFile.asIo(e);
    }
  }

  private void writeFailure(Verdict verdict) throws XMLStreamException {
    Answer answer = verdict.answer();
    if (answer.readable()) {
      failures++;
    } else {
      errors++;
    }
    cases.writeStartElement(answer.readable() ? "failure" : "error");
    if (!verdict.failing().isEmpty()) {
      Finding first = verdict.failing().get(0);
      cases.writeAttribute("message", first.message());
      cases.writeAttribute("type", first.code().name());
    }
    writeFindings(answer, verdict.failing());
    cases.writeEndElement();
  }

  private void writeFindings(Answer answer, List<Finding> findings) throws XMLStreamException {
    for (Finding finding : findings) {
      cases.writeCharacters(text.of(answer.input().name(), finding));
    }
  }

  @Override
  public void end(Tally tally) throws IOException {
    try {
      cases.close();
    } catch (XMLStreamException e) {
      throw JunitFile.asIo(e);
    }
    draftStream.close();
    JunitFile.write(
        terminal.results(),
        new JunitFile.Counts(tests, failures, errors, took),
        target -> Files.copy(draft, target));
  }

  @Override
  public void close() throws IOException {
    draftStream.close();
    Files.deleteIfExists(draft);
  }
}
