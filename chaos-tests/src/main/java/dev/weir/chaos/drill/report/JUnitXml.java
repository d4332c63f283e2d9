package dev.weir.chaos.drill.report;

import dev.weir.chaos.failover.Bar;
import java.io.StringWriter;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * A report as continuous integration reads test results: a suite for the drill, a case for each
 * thing that was asked. What proves nothing is an error, never a success.
 */
final class JUnitXml {

  private static final String VERDICT = "verdict";

  private JUnitXml() {}

  static String of(DrillReport report) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
      xml.writeStartDocument("UTF-8", "1.0");
      suite(xml, report);
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("a string can be written", e);
    }
    return text.toString() + "\n";
  }

  private static void suite(XMLStreamWriter xml, DrillReport report) throws XMLStreamException {
    boolean isProof = report.outcome() == Outcome.PASS || report.outcome() == Outcome.DEVIATED;
    List<Bar> bars = isProof ? report.bars() : List.of();
    xml.writeStartElement("testsuite");
    xml.writeAttribute("name", "weir drill " + report.drill());
    xml.writeAttribute("tests", Integer.toString(bars.size() + 1));
    long missed = bars.stream().filter(bar -> !bar.met()).count();
    boolean isDeviated = report.outcome() == Outcome.DEVIATED;
    xml.writeAttribute("failures", Long.toString(missed + (isDeviated ? 1 : 0)));
    xml.writeAttribute("errors", isProof ? "0" : "1");
    xml.writeAttribute("time", "%.3f".formatted(report.provenance().seconds()));
    xml.writeAttribute("timestamp", report.provenance().started());
    begin(xml, report, VERDICT);
    if (report.outcome() != Outcome.PASS) {
      failure(
          xml,
          isDeviated ? "failure" : "error",
          report.outcome().name(),
          String.join("\n", report.reasons()));
    }
    xml.writeEndElement();
    for (Bar bar : bars) {
      begin(xml, report, bar.what());
      if (!bar.met()) {
        failure(
            xml,
            "failure",
            "missed",
            "%s: %s, asked is %s".formatted(bar.what(), bar.measured(), bar.bound()));
      }
      xml.writeEndElement();
    }
    xml.writeEndElement();
  }

  private static void begin(XMLStreamWriter xml, DrillReport report, String name)
      throws XMLStreamException {
    xml.writeStartElement("testcase");
    xml.writeAttribute("classname", "weir.drill." + report.drill());
    xml.writeAttribute("name", name);
  }

  private static void failure(XMLStreamWriter xml, String kind, String type, String text)
      throws XMLStreamException {
    xml.writeStartElement(kind);
    xml.writeAttribute("type", type);
    xml.writeAttribute("message", printable(text));
    xml.writeEndElement();
  }

  /** XML has no place for other control characters, and hooks may print any. */
  private static String printable(String text) {
    return text.replaceAll("[\\p{Cntrl}&&[^\\n\\t]]", "?");
  }
}
