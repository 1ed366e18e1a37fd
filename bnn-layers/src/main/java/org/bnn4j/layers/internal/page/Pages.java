package org.bnn4j.layers.internal.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The frame of every page: its head with the style, and its end. */
final class Pages {
  private Pages() {}

  static Markup begin(String title) {
    Markup page = new Markup();
    page.add("<!DOCTYPE html>\n<html lang='en'>\n<head>\n<meta charset='utf-8'>\n");
    page.add("<meta name='viewport' content='width=device-width, initial-scale=1'>\n");
    page.add("<title>%s</title>\n<style>\n%s</style>\n</head>\n", title, style());
    return page.add("<body>\n<h1>%s</h1>\n", title);
  }

  static String end(Markup page) {
    return page.add("</body>\n</html>\n").toString();
  }

  private static String style() {
    try (InputStream style = Pages.class.getResourceAsStream("report.css")) {
      return new String(style.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
