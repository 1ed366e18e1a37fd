package org.bnn4j.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The pages lead to everything, and nowhere else. */
class PagesTest {
  private static final int MOST_LINES = 160;
  private static final Path ROOT = Repository.root();
  private static final Path README = ROOT.resolve("README.md");
  private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([\\w.]+);");
  private static final Pattern MAIN = Pattern.compile(".*[/\\\\]src[/\\\\]main[/\\\\].*");

  @Test
  void frontPageIsShort() throws IOException {
    int lines = Files.readAllLines(README).size();
    assertTrue(lines <= MOST_LINES, "README.md: at most " + MOST_LINES + " lines, got " + lines);
  }

  @Test
  void everyPackageStandsOnTheMap() throws IOException {
    String map = map();
    TreeSet<String> missing = new TreeSet<>();
    for (Path source : Repository.files(".java")) {
      Matcher name = PACKAGE.matcher(Files.readString(source));
      if (MAIN.matcher(source.toString()).matches()
          && name.find()
          && !map.contains("`" + name.group(1) + "`")) {
        missing.add(name.group(1));
      }
    }
    assertEquals(new TreeSet<>(), missing, "packages on no map");
  }

  /** The front page with the maps of modules that it links to. */
  private static String map() throws IOException {
    StringBuilder map = new StringBuilder(Files.readString(README));
    for (String link : MarkdownPage.read(README).links()) {
      if (link.endsWith("#packages")) {
        map.append(Files.readString(ROOT.resolve(link.replace("#packages", ""))));
      }
    }
    return map.toString();
  }

  @Test
  void everyRelativeLinkLeadsSomewhere() throws IOException {
    List<Path> pages = Repository.files(".md");
    assertTrue(pages.size() > 5, "pages: " + pages);
    TreeSet<String> broken = new TreeSet<>();
    for (Path file : pages) {
      for (String link : MarkdownPage.read(file).links()) {
        if (!leads(file, link)) {
          broken.add(ROOT.relativize(file) + ": " + link);
        }
      }
    }
    assertEquals(new TreeSet<>(), broken, "links that lead nowhere");
  }

  private static boolean leads(Path from, String link) throws IOException {
    int hash = link.indexOf('#');
    String path = hash < 0 ? link : link.substring(0, hash);
    Path target = path.isEmpty() ? from : from.resolveSibling(path);
    return Files.exists(target)
        && (hash < 0 || MarkdownPage.read(target).anchors().contains(link.substring(hash + 1)));
  }
}
