package org.bnn4j.layers.internal.page;

import java.util.Locale;

/** Text of a page, element by element. */
final class Markup {
  private final StringBuilder text = new StringBuilder();

  /** Adds markup as it is, with numbers and texts that need no escape put in. */
  Markup add(String format, Object... values) {
    text.append(values.length == 0 ? format : String.format(Locale.ROOT, format, values));
    return this;
  }

  /** Escapes text of any origin. */
  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
