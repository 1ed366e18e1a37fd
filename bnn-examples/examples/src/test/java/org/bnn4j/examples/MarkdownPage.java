package org.bnn4j.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A page in Markdown.
 *
 * @param prose its lines outside code blocks
 */
record MarkdownPage(Path file, List<String> prose) {
  private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
  private static final String FENCE = "```";

  static MarkdownPage read(Path file) throws IOException {
    List<String> prose = new ArrayList<>();
    boolean code = false;
    for (String line : Files.readAllLines(file)) {
      if (line.strip().startsWith(FENCE)) {
        code = !code;
      } else if (!code) {
        prose.add(line);
      }
    }
    return new MarkdownPage(file, prose);
  }

  /** Where its links lead, as they are written. */
  List<String> links() {
    return LINK.matcher(String.join("\n", prose))
        .results()
        .map(link -> link.group(1))
        .filter(link -> !link.contains("://"))
        .toList();
  }

  /** The names that links to its headings use, made as GitHub makes them. */
  Set<String> anchors() {
    Set<String> anchors = new HashSet<>();
    for (String line : prose) {
      if (line.startsWith("#")) {
        String words = line.replaceFirst("^#+\\s+", "").toLowerCase(Locale.ROOT);
        anchors.add(words.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'));
      }
    }
    return anchors;
  }

  /** The code blocks of a language, without empty lines. */
  static List<String> code(Path file, String language) throws IOException {
    List<String> lines = new ArrayList<>();
    boolean inside = false;
    for (String line : Files.readAllLines(file)) {
      if (line.strip().startsWith(FENCE)) {
        inside = !inside && line.strip().equals(FENCE + language);
      } else if (inside && !line.isBlank()) {
        lines.add(line);
      }
    }
    return lines;
  }
}
