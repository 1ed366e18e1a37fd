package org.bnn4j.kernels.spark;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.lang.ref.SoftReference;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.apache.spark.broadcast.Broadcast;
import org.bnn4j.kernels.BnnModel;

/**
 * A model on its way to the executors: its bytes are broadcast, and each JVM loads it once, however
 * many tasks, queries and functions use it. Models are known by their content.
 */
final class ShippedModel implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Softly, so that a model that is no longer used makes room when memory is short. */
  private static final Map<String, SoftReference<BnnModel>> LOADED = new HashMap<>();

  private final Broadcast<byte[]> bytes;
  private final String digest;

  ShippedModel(Broadcast<byte[]> bytes) {
    this.bytes = bytes;
    this.digest = digest(bytes.value());
  }

  /** The model, loaded if this JVM does not have it yet. */
  BnnModel get() {
    synchronized (LOADED) {
      SoftReference<BnnModel> known = LOADED.get(digest);
      BnnModel model = known == null ? null : known.get();
      if (model == null) {
        model = load();
        LOADED.put(digest, new SoftReference<>(model));
      }
      return model;
    }
  }

  private BnnModel load() {
    try {
      return BnnModel.load(new ByteArrayInputStream(bytes.value()));
    } catch (IOException e) {
      throw new UncheckedIOException("the model that the driver could read", e);
    }
  }

  private static String digest(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
