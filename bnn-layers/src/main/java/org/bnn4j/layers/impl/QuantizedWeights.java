package org.bnn4j.layers.impl;

import org.bnn4j.layers.quantizers.WeightQuantizer;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Broadcast;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Buffers for a layer's levels and scales, in the canonical view of one row per output.
 *
 * <p>They are allocated once and outside workspaces: a fresh array of the size of the weights costs
 * more than quantizing does, and one made inside a layer call dies with its workspace.
 */
final class QuantizedWeights {

  private INDArray levels;
  private INDArray scales;
  private INDArray scaledLevels;

  /** Quantizes the latent weights, [outputs, fanIn]. */
  void update(INDArray latents, WeightQuantizer quantizer) {
    if (levels == null) {
      allocate(latents);
    }
    INDArray rows = contiguous(latents);
    quantizer.quantize(rows, levels);
    if (quantizer.scaled()) {
      quantizer.scales(rows, levels, scales);
    }
  }

  @SuppressWarnings("try") // The scope is entered for its effect alone.
  private void allocate(INDArray latents) {
    try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      levels = Nd4j.createUninitialized(latents.dataType(), latents.shape(), 'c');
      scales = Nd4j.createUninitialized(latents.dataType(), latents.size(0));
    }
  }

  @SuppressWarnings("try") // The scope is entered for its effect alone.
  private void allocateScaledLevels() {
    try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      scaledLevels = Nd4j.createUninitialized(levels.dataType(), levels.shape(), 'c');
    }
  }

  /** Parameters are contiguous already; what a weight noise returns need not be. */
  private static INDArray contiguous(INDArray latents) {
    boolean already = latents.stride(1) == 1 && latents.stride(0) == latents.size(1);
    return already ? latents : latents.dup('c');
  }

  /** The levels, [outputs, fanIn]. */
  INDArray levels() {
    return levels;
  }

  /** Levels times scales, [outputs, fanIn], for gradients: sums by them are rounded. */
  INDArray scaledLevels() {
    if (scaledLevels == null) {
      allocateScaledLevels();
    }
    return Broadcast.mul(levels, scales, scaledLevels, 0);
  }

  /** The scales, [outputs]; meaningless for a quantizer without. */
  INDArray scales() {
    return scales;
  }
}
