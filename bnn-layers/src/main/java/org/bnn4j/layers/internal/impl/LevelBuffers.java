package org.bnn4j.layers.internal.impl;

import java.util.ArrayList;
import java.util.List;
import org.bnn4j.layers.quantizers.WeightQuantizer;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Broadcast;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Buffers for a layer's levels and scales, in the canonical view of one row per output.
 *
 * <p>They are allocated once and outside workspaces: a fresh array of the size of the weights costs
 * more than quantizing does, and one made inside a layer call dies with its workspace.
 */
final class LevelBuffers {

  /**
   * One plane of a quantizer.
   *
   * @param levels [outputs, fanIn]
   * @param scales [outputs]; 1 for a quantizer without
   */
  record Plane(INDArray levels, INDArray scales) {}

  private final List<Plane> planes = new ArrayList<>();
  private INDArray levels;
  private INDArray scales;
  private INDArray weights;
  private INDArray product;

  /**
   * Quantizes latent weights.
   *
   * @param latents [outputs, fanIn]
   * @param learned the quantizer's trained numbers; null if it has none
   */
  void update(INDArray latents, INDArray learned, WeightQuantizer quantizer, boolean training) {
    if (levels == null) {
      allocate(latents, quantizer.planes());
    }
    INDArray rows = contiguous(latents);
    if (training) {
      quantizer.quantizeInTraining(rows, levels);
    } else {
      quantizer.quantize(rows, levels);
    }
    if (quantizer.scaled()) {
      quantizer.scales(rows, levels, learned, scales);
    }
  }

  @SuppressWarnings("try") // The scope is entered for its effect alone.
  private void allocate(INDArray latents, int count) {
    long outputs = latents.size(0);
    try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      long[] shape = {count * outputs, latents.size(1)};
      levels = Nd4j.createUninitialized(latents.dataType(), shape, 'c');
      scales = Nd4j.ones(latents.dataType(), count * outputs);
      for (int plane = 0; plane < count; plane++) {
        var rows = NDArrayIndex.interval(plane * outputs, (plane + 1) * outputs);
        planes.add(new Plane(levels.get(rows), scales.get(rows)));
      }
    }
  }

  @SuppressWarnings("try") // The scope is entered for its effect alone.
  private static INDArray like(INDArray array) {
    try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      return Nd4j.createUninitialized(array.dataType(), array.shape(), 'c');
    }
  }

  /** Parameters are contiguous already; what a weight noise returns need not be. */
  static INDArray contiguous(INDArray latents) {
    boolean already = latents.stride(1) == 1 && latents.stride(0) == latents.size(1);
    return already ? latents : latents.dup('c');
  }

  /** The planes, whose products are added in this order. */
  List<Plane> planes() {
    return planes;
  }

  /**
   * The sum of levels times scales, [outputs, fanIn], for gradients: sums by it are rounded. It is
   * overwritten by the next call.
   */
  INDArray weights() {
    if (weights == null) {
      weights = like(planes.get(0).levels());
    }
    Plane first = planes.get(0);
    Broadcast.mul(first.levels(), first.scales(), weights, 0);
    for (Plane plane : planes.subList(1, planes.size())) {
      if (product == null) {
        product = like(weights);
      }
      weights.addi(Broadcast.mul(plane.levels(), plane.scales(), product, 0));
    }
    return weights;
  }
}
