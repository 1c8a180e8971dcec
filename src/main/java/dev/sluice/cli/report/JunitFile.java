package dev.sluice.cli.report;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** A file of JUnit XML with one suite. */
final class JunitFile {

  private static final String SUITE = "sluice validate";

  private JunitFile() {}

  /** The counts of a suite. */
  record Counts(int tests, int failures, int errors, Duration took) {

    static final Counts NONE = new Counts(0, 0, 0, Duration.ZERO);

    /** The counts of both. */
    Counts plus(Counts other) {
      return new Counts(
          tests + other.tests,
          failures + other.failures,
          errors + other.errors,
          took.plus(other.took));
    }
  }

  /** Writes the test cases of a suite. */
  interface Cases {
    void writeTo(OutputStream target) throws IOException;
  }

  /** Writes a file. */
  static void write(OutputStream target, Counts counts, Cases cases) throws IOException {
    try {
      XMLStreamWriter report = writer(target);
      report.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
      report.writeCharacters("\n");
      report.writeStartElement("testsuites");
      report.writeStartElement("testsuite");
      report.writeAttribute("name", SUITE);
      report.writeAttribute("tests", Integer.toString(counts.tests()));
      report.writeAttribute("failures", Integer.toString(counts.failures()));
      report.writeAttribute("errors", Integer.toString(counts.errors()));
      report.writeAttribute("skipped", "0");
      report.writeAttribute("time", seconds(counts.took()));
      report.writeCharacters("\n");
      report.flush();
      cases.writeTo(target);
      report.writeEndDocument();
      report.writeCharacters("\n");
      report.flush();
    } catch (XMLStreamException e) {
      throw asIo(e);
    }
  }

  /** A writer of XML in UTF-8. */
  static XMLStreamWriter writer(OutputStream target) throws IOException {
    try {
      return XMLOutputFactory.newDefaultFactory()
          .createXMLStreamWriter(target, StandardCharsets.UTF_8.name());
    } catch (XMLStreamException e) {
      throw asIo(e);
    }
  }

  static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.3f", duration.toNanos() / 1e9);
  }

  /** The failure of the stream, which is more informative than that of the XML writer. */
  static IOException asIo(XMLStreamException failure) {
    return failure.getNestedException() instanceof IOException cause
        ? cause
        : new IOException(failure);
  }
}
