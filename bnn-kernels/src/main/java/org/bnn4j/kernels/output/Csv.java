package org.bnn4j.kernels.output;

/** Writes fields of comma-separated values, as RFC 4180 has them. */
public final class Csv {
  private Csv() {}

  /** A field, in quotation marks if it needs them. */
  public static String field(String text) {
    boolean plain = true;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      plain &= c != ',' && c != '"' && c != '\n' && c != '\r';
    }
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
