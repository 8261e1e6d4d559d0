package io.cometsh.lang;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.control.SourceUnit;

/** From Groovy's lines and columns to places in a text. */
final class SourceText {
    private final String text;
    private final List<Integer> lineStarts = new ArrayList<>();

    SourceText(String text) {
        this.text = text;
        lineStarts.add(0);
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '\n') {
                lineStarts.add(i + 1);
            }
        }
    }

    /** The text that is compiled. */
    static String of(SourceUnit source) {
        try (Reader reader = source.getSource().getReader()) {
            StringWriter text = new StringWriter();
            reader.transferTo(text);
            return text.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int start(ASTNode node) {
        return offset(node.getLineNumber(), node.getColumnNumber());
    }

    int end(ASTNode node) {
        return offset(node.getLastLineNumber(), node.getLastColumnNumber());
    }

    /** The text of a node. For Groovy, the blanks after some nodes belong to them. */
    String of(ASTNode node) {
        return text.substring(start(node), end(node)).stripTrailing();
    }

    /** From where one node begins to where the other does. */
    String between(ASTNode from, ASTNode to) {
        return text.substring(start(from), Math.max(start(from), start(to)));
    }

    /** Lines and columns count from 1, and a character outside of the basic plane is one column. */
    private int offset(int line, int column) {
        if (line < 1 || line > lineStarts.size()) {
            return text.length();
        }
        int start = lineStarts.get(line - 1);
        int end = line < lineStarts.size() ? lineStarts.get(line) : text.length();
        int characters = Math.min(Math.max(0, column - 1), text.codePointCount(start, end));
        return text.offsetByCodePoints(start, characters);
    }
}
