package org.bnn4j.kernels.serve;

import java.nio.charset.StandardCharsets;
import org.bnn4j.kernels.output.Json;

/** What goes back. */
record Reply(int status, String type, byte[] body) {
  static Reply json(int status, String json) {
    return new Reply(status, "application/json", json.getBytes(StandardCharsets.UTF_8));
  }

  static Reply failure(int status, String message) {
    StringBuilder json = new StringBuilder("{\"status\":").append(status).append(",\"error\":");
    return json(status, Json.string(json, message).append("}\n").toString());
  }
}
