package org.bnn4j.kernels.serve;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.bnn4j.kernels.BnnModel;

/**
 * For a model of pictures, a page on which to draw one; else a line that says where to ask. It
 * stands for every path that nothing else is at, too, which is why it is the one to say so.
 */
final class PageEndpoint extends Endpoint {
  private final Reply reply;

  PageEndpoint(BnnModel model, ServerState state) throws IOException {
    super("GET", "/", state);
    if (model.picture().isEmpty()) {
      byte[] hint = "POST /predict, GET /info\n".getBytes(StandardCharsets.UTF_8);
      this.reply = new Reply(200, "text/plain; charset=utf-8", hint);
      return;
    }
    try (InputStream page = PageEndpoint.class.getResourceAsStream("page.html")) {
      this.reply = new Reply(200, "text/html; charset=utf-8", page.readAllBytes());
    }
  }

  @Override
  Reply answer(HttpExchange exchange) {
    exchange
        .getResponseHeaders()
        .set(
            "Content-Security-Policy",
            "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline';"
                + " connect-src 'self'; img-src blob: data:");
    return reply;
  }
}
