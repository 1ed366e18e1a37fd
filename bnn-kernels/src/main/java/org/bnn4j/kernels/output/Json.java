package org.bnn4j.kernels.output;

/** Writes the parts of JSON that are not letter by letter what they mean. */
public final class Json {
  private Json() {}

  /** Appends a string in quotation marks. */
  public static StringBuilder string(StringBuilder json, String text) {
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < ' ' || Character.isSurrogate(c)) {
        json.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
          json.append("0123456789abcdef".charAt(c >> shift & 15));
        }
      } else {
        json.append(c);
      }
    }
    return json.append('"');
  }

  /**
   * Appends an object of class, label, score and all scores, but for its closing brace.
   *
   * @param scores where the answer's scores are, from {@code at} on
   * @param count how many of them are listed; 0 for no list
   */
  public static void answer(
      StringBuilder json, String label, int best, float[] scores, int at, int count) {
    string(json.append("{\"class\":").append(best).append(",\"label\":"), label);
    number(json.append(",\"score\":"), scores[at + best]);
    for (int k = 0; k < count; k++) {
      number(json.append(k == 0 ? ",\"scores\":[" : ","), scores[at + k]);
    }
    json.append(count == 0 ? "" : "]");
  }

  /** Appends a number that reads back as the same float; null for what JSON has no number for. */
  public static StringBuilder number(StringBuilder json, float value) {
    return Float.isFinite(value) ? json.append(value) : json.append("null");
  }
}
