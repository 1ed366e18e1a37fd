package org.bnn4j.layers.summary;

import java.util.List;
import org.bnn4j.layers.activations.QuantizedActivation;
import org.bnn4j.layers.channelwise.RSign;
import org.bnn4j.layers.internal.network.Wrappers;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Cnn3DLossLayer;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.deeplearning4j.nn.conf.layers.Subsampling3DLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.conf.layers.variational.VariationalAutoencoder;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;

/** Decides how many bits a value has after a layer or vertex. */
final class ActivationBits {
  static final int REAL = 32;
  static final int BYTE = 8;

  private ActivationBits() {}

  /** Bits of what an activation puts out; values of k bits count as the floats that they stay. */
  static int of(IActivation activation) {
    int signs = activation instanceof QuantizedActivation levels ? levels.thresholds().length : 0;
    return signs > 0 ? signs : REAL;
  }

  /** Bits of what a layer puts out when it reads values of {@code bits}. */
  static int after(Layer conf, int bits) {
    if (conf instanceof Bidirectional both && both.getMode() != Bidirectional.Mode.CONCAT) {
      return REAL;
    } else if (Wrappers.inner(conf).isPresent()) {
      return after(Wrappers.inner(conf).get(), bits);
    } else if (conf instanceof RSign) {
      return 1;
    } else if (conf instanceof SubsamplingLayer pool) {
      return pooled(pool.getPoolingType() == PoolingType.MAX, bits);
    } else if (conf instanceof Subsampling3DLayer pool) {
      return pooled(pool.getPoolingType() == PoolingType.MAX, bits);
    } else if (conf instanceof GlobalPoolingLayer pool) {
      return pooled(pool.getPoolingType() == PoolingType.MAX, bits);
    } else if (conf instanceof ActivationLayer activation) {
      return activated(activation.getActivationFn(), bits);
    } else if (isLoss(conf)) {
      return activated(((BaseLayer) conf).getActivationFn(), bits);
    } else if (DataMovement.moves(conf)) {
      return bits;
    }
    boolean activates = conf instanceof BaseLayer && !computesAfterActivation(conf);
    return activates ? of(((BaseLayer) conf).getActivationFn()) : REAL;
  }

  /** Bits of what a vertex of several inputs puts out when it reads values of {@code bits}. */
  static int after(GraphVertex conf, List<Integer> bits) {
    int widest = bits.stream().max(Integer::compare).orElse(REAL);
    if (conf instanceof ElementWiseVertex vertex) {
      // A product of signs is a sign; sums, differences and averages are not.
      boolean closed =
          vertex.getOp() == ElementWiseVertex.Op.Max
              || vertex.getOp() == ElementWiseVertex.Op.Product && widest == 1;
      return closed ? widest : REAL;
    }
    return DataMovement.moves(conf) ? widest : REAL;
  }

  private static int pooled(boolean maximum, int bits) {
    return maximum ? bits : REAL;
  }

  private static int activated(IActivation activation, int bits) {
    return activation instanceof ActivationIdentity ? bits : of(activation);
  }

  private static boolean isLoss(Layer conf) {
    return conf instanceof LossLayer
        || conf instanceof CnnLossLayer
        || conf instanceof Cnn3DLossLayer
        || conf instanceof RnnLossLayer;
  }

  /** Whether the layer's activation is not the last thing that it computes, or not used. */
  private static boolean computesAfterActivation(Layer conf) {
    return conf instanceof BaseRecurrentLayer && !(conf instanceof SimpleRnn)
        || conf instanceof BatchNormalization
        || conf instanceof PReLULayer
        || conf instanceof VariationalAutoencoder;
  }
}
