package io.cometsh.check;

import io.cometsh.check.CheckRow.Status;
import io.cometsh.export.Format;
import io.cometsh.export.Table;
import io.cometsh.export.WholeFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * The files that a check writes for the systems that run it.
 *
 * @param place such as {@code demo/digits}
 * @param expression which runs were checked
 */
public record CheckReport(CheckResult result, String place, String expression, Instant start, Duration time) {

    /** Writes a JUnit file: a broken bound is a {@code failure}, what could not be compared an {@code error}. */
    public void writeJUnit(Path file) throws IOException {
        try (WholeFile whole = WholeFile.create(file)) {
            writeJUnit(whole.stream());
            whole.complete();
        } catch (XMLStreamException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private void writeJUnit(OutputStream out) throws XMLStreamException {
        XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out, "UTF-8");
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeCharacters("\n");
        xml.writeStartElement("testsuites");
        counts(xml);
        xml.writeCharacters("\n  ");
        xml.writeStartElement("testsuite");
        attribute(xml, "name", place + " " + expression);
        counts(xml);
        attribute(xml, "skipped", "0");
        attribute(
                xml,
                "timestamp",
                start.truncatedTo(ChronoUnit.SECONDS).toString().replace("Z", ""));
        attribute(xml, "time", String.format(Locale.ROOT, "%.3f", time.toMillis() / 1000.0));
        for (CheckRow row : result.rows()) {
            xml.writeCharacters("\n    ");
            testCase(xml, row);
        }
        xml.writeCharacters("\n  ");
        xml.writeEndElement();
        xml.writeCharacters("\n");
        xml.writeEndElement();
        xml.writeCharacters("\n");
        xml.writeEndDocument();
        xml.close();
    }

    private void counts(XMLStreamWriter xml) throws XMLStreamException {
        attribute(xml, "tests", String.valueOf(result.rows().size()));
        attribute(xml, "failures", String.valueOf(result.count(Status.FAIL)));
        attribute(xml, "errors", String.valueOf(result.count(Status.ERROR)));
    }

    private void testCase(XMLStreamWriter xml, CheckRow row) throws XMLStreamException {
        xml.writeStartElement("testcase");
        // A point separates packages in the views of these systems.
        attribute(xml, "classname", place.replace('.', '_').replace('/', '.'));
        attribute(xml, "name", row.title());
        if (row.status() == Status.PASS) {
            xml.writeStartElement("system-out");
            xml.writeCharacters(valid(row.details()));
        } else {
            xml.writeStartElement(row.status() == Status.FAIL ? "failure" : "error");
            attribute(xml, "type", row.status() == Status.FAIL ? "bound" : "not comparable");
            attribute(xml, "message", row.reason());
            xml.writeCharacters(valid(row.details()));
        }
        xml.writeEndElement();
        xml.writeEndElement();
    }

    private static void attribute(XMLStreamWriter xml, String name, String value) throws XMLStreamException {
        xml.writeAttribute(name, valid(value));
    }

    /** Names come from a server, and XML has no form for most control characters. */
    private static String valid(String text) {
        StringBuilder valid = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> c == '\t'
                                || c == '\n'
                                || c == '\r'
                                || c >= ' ' && c < 0xD800
                                || c > 0xDFFF && c < 0xFFFE
                                || c > 0xFFFF
                        ? c
                        : 0xFFFD)
                .forEach(valid::appendCodePoint);
        return valid.toString();
    }

    /** Adds the table as Markdown to a file, as the summary of a job in GitHub Actions wants it. */
    public void addSummary(Path file) throws IOException {
        StringBuilder text = new StringBuilder();
        text.append("### ").append(place).append(": ").append(result.counts()).append("\n\n");
        Table table = result.table();
        Format.MARKDOWN
                .writer(0)
                .write(table.table("status", "expectation", "run", "value", "bound", "reason", "address"), text);
        text.append('\n');
        Files.writeString(file, text, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
