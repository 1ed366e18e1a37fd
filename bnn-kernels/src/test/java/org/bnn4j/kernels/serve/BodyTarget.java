package org.bnn4j.kernels.serve;

import org.bnn4j.kernels.BnnModel;
import org.bnn4j.kernels.BnnSession;

/**
 * What must hold for any bytes as the body of a request: they are answered, or refused with status
 * 400.
 */
public final class BodyTarget {
  private static final BnnModel MODEL = BnnModel.of(TestServer.sums());

  private BodyTarget() {}

  /** The fuzzer's entry. */
  public static void fuzzerTestOneInput(byte[] data) {
    isAnswered(data);
  }

  static boolean isAnswered(byte[] body) {
    try (BnnSession session = MODEL.newSession(2)) {
      Batch batch = JsonRows.read(body, MODEL.inputs());
      String json = new Answer(MODEL, batch.run(MODEL, session)).json(batch.single(), 1);
      if (!json.endsWith("}\n")) {
        throw new AssertionError(json);
      }
      return true;
    } catch (HttpFailure e) {
      if (e.status() != 400) {
        throw new AssertionError("status " + e.status(), e);
      }
      return false;
    } catch (IllegalArgumentException e) {
      return false; // What the session says of values that are no bytes; the endpoint passes it on.
    }
  }
}
