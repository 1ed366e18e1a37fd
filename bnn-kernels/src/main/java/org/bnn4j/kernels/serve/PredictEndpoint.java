package org.bnn4j.kernels.serve;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import org.bnn4j.kernels.BnnModel;
import org.bnn4j.kernels.BnnSession;
import org.bnn4j.kernels.input.InputException;
import org.bnn4j.kernels.input.PngPicture;

/** Classifies what a request holds: JSON, raw bytes, or a PNG picture. */
final class PredictEndpoint extends Endpoint {
  private static final long MOST_PASSED = 1 << 26;
  private static final int BUFFER = 1 << 14;
  private static final int MOST_SCORES = 1 << 20;

  private final BnnModel model;
  private final Sessions sessions;
  private final Metrics metrics;
  private static final int MEMORY_WAIT_SECONDS = 10;

  private final MemoryBudget budget =
      new MemoryBudget(Runtime.getRuntime().maxMemory(), MEMORY_WAIT_SECONDS);
  private final int bodyBytes;

  PredictEndpoint(BnnModel model, int maxBatch, ServerState state, ServerLimits limits) {
    super("POST", "/predict", state);
    this.model = model;
    this.sessions = new Sessions(model, maxBatch);
    this.metrics = state.metrics();
    this.bodyBytes = limits.bodyBytes();
  }

  @Override
  Reply answer(HttpExchange exchange) throws IOException {
    // The server has checked that it is a number, if it is there.
    String header = exchange.getRequestHeaders().getFirst("Content-Length");
    long length = header == null ? bodyBytes : Long.parseLong(header);
    if (length > bodyBytes) {
      throw tooLong(exchange);
    }
    int memory = budget.take(length);
    try {
      byte[] body = exchange.getRequestBody().readNBytes(bodyBytes + 1);
      if (header != null && body.length < length) {
        throw new IOException("the client has left");
      } else if (body.length > bodyBytes) {
        throw tooLong(exchange);
      }
      return answer(batch(exchange.getRequestHeaders().getFirst("Content-Type"), body));
    } finally {
      budget.giveBack(memory);
    }
  }

  private Reply answer(Batch batch) throws HttpFailure {
    if ((long) batch.rows() * model.outputs() > MOST_SCORES) {
      throw new HttpFailure(
          413,
          batch.rows()
              + " examples of "
              + model.outputs()
              + " scores, and an answer has at most "
              + MOST_SCORES);
    }
    BnnSession session = sessions.take();
    float[] scores;
    long start = System.nanoTime();
    try {
      scores = batch.run(model, session);
    } catch (IllegalArgumentException e) {
      throw new HttpFailure(400, e.getMessage());
    } finally {
      sessions.giveBack(session);
    }
    long nanos = System.nanoTime() - start;
    metrics.run(batch.rows(), nanos);
    return Reply.json(200, new Answer(model, scores).json(batch.single(), nanos));
  }

  private HttpFailure tooLong(HttpExchange exchange) throws IOException {
    passOver(exchange.getRequestBody());
    return new HttpFailure(413, "a body has at most " + bodyBytes + " bytes");
  }

  /** A client that is still writing would not see the answer. */
  private static void passOver(InputStream body) throws IOException {
    byte[] buffer = new byte[BUFFER];
    long passed = 0;
    int read = body.read(buffer);
    while (read >= 0 && passed < MOST_PASSED) {
      passed += read;
      read = body.read(buffer);
    }
  }

  private Batch batch(String contentType, byte[] body) throws HttpFailure {
    String type = contentType == null ? "" : contentType.toLowerCase(Locale.ROOT);
    if (type.startsWith("application/octet-stream")) {
      return raw(body);
    } else if (type.startsWith("image/png")) {
      return picture(body);
    } else if (type.startsWith("image/") || type.startsWith("multipart/")) {
      throw new HttpFailure(
          415,
          "the body is application/json, application/octet-stream (raw bytes) or image/png, not "
              + contentType);
    }
    return JsonRows.read(body, model.inputs());
  }

  private Batch raw(byte[] body) throws HttpFailure {
    int inputs = model.inputs();
    if (body.length == 0 || body.length % inputs != 0) {
      throw new HttpFailure(
          400, body.length + " bytes, and the model takes " + inputs + " for an example");
    }
    return new Batch(body.length / inputs, body, null, body.length == inputs);
  }

  private Batch picture(byte[] body) throws HttpFailure {
    if (model.picture().isEmpty()) {
      throw new HttpFailure(415, "the model takes no pictures but " + model.inputs() + " numbers");
    }
    try {
      return new Batch(1, null, PngPicture.read(body, model), true);
    } catch (InputException e) {
      throw new HttpFailure(400, e.getMessage());
    }
  }
}
