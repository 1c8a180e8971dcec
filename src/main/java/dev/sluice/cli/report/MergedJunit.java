package dev.sluice.cli.report;

import dev.sluice.cli.answer.FileNames;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.XMLStreamWriter;

/** One suite of JUnit XML with the test cases of several. */
final class MergedJunit extends MergedReport {

  private JunitFile.Counts counts = JunitFile.Counts.NONE;

  MergedJunit() throws IOException {}

  @Override
  public void add(Path report) throws IOException {
    try (InputStream in = Files.newInputStream(report)) {
      XMLStreamReader xml = reader(in);
      String name = FileNames.shown(report);
      while (xml.next() != XMLStreamConstants.END_DOCUMENT) {
        if (xml.getEventType() == XMLStreamConstants.START_ELEMENT) {
          switch (xml.getLocalName()) {
            case "testsuites" -> {}
            case "testsuite" -> counts = counts.plus(counts(xml));
            case "testcase" -> addCase(xml, name);
            default ->
                throw new IllegalArgumentException(
                    "it is not JUnit XML that sluice has written: <" + xml.getLocalName() + ">");
          }
        }
      }
    } catch (XMLStreamException e) {
      throw new IllegalArgumentException(
          "it is damaged on line " + e.getLocation().getLineNumber() + "; run its shard again", e);
    }
  }

  /** A reader that knows no document types, and so no entities of other files. */
  private static XMLStreamReader reader(InputStream in) throws XMLStreamException {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    return factory.createXMLStreamReader(in, StandardCharsets.UTF_8.name());
  }

  private static JunitFile.Counts counts(XMLStreamReader xml) {
    BigDecimal seconds = new BigDecimal(attribute(xml, "time"));
    return new JunitFile.Counts(
        Integer.parseInt(attribute(xml, "tests")),
        Integer.parseInt(attribute(xml, "failures")),
        Integer.parseInt(attribute(xml, "errors")),
        Duration.ofMillis(seconds.movePointRight(3).longValue()));
  }

  private static String attribute(XMLStreamReader xml, String name) {
    String value = xml.getAttributeValue(null, name);
    if (value == null) {
      throw new IllegalArgumentException(
          "<" + xml.getLocalName() + "> has no attribute \"" + name + "\"");
    }
    return value;
  }

  private void addCase(XMLStreamReader xml, String report) throws IOException, XMLStreamException {
    String directory = attribute(xml, "classname");
    String name = attribute(xml, "name");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    XMLStreamWriter copy = JunitFile.writer(bytes);
    copyElement(xml, copy);
    copy.writeCharacters("\n");
    copy.close();
    parts().add(directory.equals(".") ? name : directory + "/" + name, report, bytes.toByteArray());
  }

  private static void copyElement(XMLStreamReader xml, XMLStreamWriter copy)
      throws XMLStreamException {
    int depth = 0;
    do {
      switch (xml.getEventType()) {
        case XMLStreamConstants.START_ELEMENT -> {
          depth++;
          copy.writeStartElement(xml.getLocalName());
          for (int i = 0; i < xml.getAttributeCount(); i++) {
            copy.writeAttribute(xml.getAttributeLocalName(i), xml.getAttributeValue(i));
          }
        }
        case XMLStreamConstants.END_ELEMENT -> {
          depth--;
          copy.writeEndElement();
        }
        case XMLStreamConstants.CHARACTERS -> copy.writeCharacters(xml.getText());
        default -> {}
      }
    } while (depth > 0 && xml.next() >= 0);
  }

  @Override
  public void writeTo(OutputStream target) throws IOException {
    JunitFile.write(target, counts, out -> parts().visit(out::write));
  }
}
