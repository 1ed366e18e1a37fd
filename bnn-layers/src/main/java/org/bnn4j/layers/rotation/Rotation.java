package org.bnn4j.layers.rotation;

import java.util.List;
import org.bnn4j.layers.BinaryDense;
import org.bnn4j.layers.activations.SignSTE;
import org.bnn4j.layers.internal.network.Frozen;
import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.eigen.Eigen;

/**
 * Generalized binarization: rotate, binarize, rotate back.
 *
 * <p>Forward: {@code theta_R(x) = R' theta(R x)} with an orthogonal R. Binarization keeps angles
 * only for vectors that point in no particular direction; where coordinates are strongly
 * correlated, as the pixels of a first layer's input are, a rotation R makes them so.
 *
 * <p>The layers here are R. What follows takes over "rotate back", as latent weights are trained in
 * the rotated coordinates: {@code w . theta_R(x) = (R w) . theta(R x)}. So put a rotation before a
 * {@link SignSTE} to binarize the input, or before a {@link BinaryDense} to binarize its weights.
 * They are not trained, and are exported like the layers that they are made of.
 *
 * @see <a href="https://arxiv.org/abs/1705.07199">Anderson and Berg 2018, The High-Dimensional
 *     Geometry of Binary Neural Networks</a>
 */
public final class Rotation {

  private Rotation() {}

  /**
   * A layer of random signs and a Hadamard transform, as a frozen {@link BinaryDense}: one bit a
   * weight. Its outputs are the next power of two, n, and sqrt(n) times as long as the input. Two
   * of them one behind the other come closer to a random rotation.
   *
   * @param name of the layer
   * @param nIn inputs, 1 to 2^30
   * @param seed of the signs
   * @throws DL4JInvalidConfigException if nIn is out of range
   */
  public static Layer hadamard(String name, long nIn, long seed) {
    if (nIn < 1 || nIn > 1 << 30) {
      throw new DL4JInvalidConfigException(
          "nIn must be 1 to 2^30, got " + nIn + " (layer name: " + name + ")");
    }
    long next = nIn == 1 ? 1 : 2 * Long.highestOneBit(nIn - 1);
    return frozen(
        name,
        new BinaryDense.Builder().nIn(nIn).nOut(next).weightInit(new HadamardInit(seed)).build());
  }

  /**
   * A layer of the principal components of its input, as a frozen dense layer of floats: it must be
   * given them by {@link #fitPca} when the network is initialized.
   *
   * @param name of the layer
   * @param nIn inputs
   * @param components how many of the components with the largest variance to keep, at most nIn
   * @throws DL4JInvalidConfigException if there are more components than inputs, or none
   */
  public static Layer pca(String name, long nIn, long components) {
    if (components < 1 || components > nIn) {
      throw new DL4JInvalidConfigException(
          "components must be 1 to nIn = %d, got %d (layer name: %s)"
              .formatted(nIn, components, name));
    }
    return frozen(
        name,
        new DenseLayer.Builder()
            .nIn(nIn)
            .nOut(components)
            .hasBias(false)
            .activation(Activation.IDENTITY)
            .build());
  }

  private static Layer frozen(String name, Layer layer) {
    Layer frozen = new FrozenLayerWithBackprop(layer);
    frozen.setLayerName(name);
    return frozen;
  }

  /**
   * Gives a {@link #pca} layer the eigenvectors of its input's covariance, those of the largest
   * variance first.
   *
   * @param network initialized
   * @param name of the layer
   * @param data what the network is going to be trained on
   * @throws DL4JInvalidConfigException if the network has no such layer, it is another kind of
   *     layer, or the data has fewer than two examples
   * @throws org.deeplearning4j.exception.DL4JInvalidInputException if the examples do not have the
   *     layer's number of values
   */
  public static void fitPca(MultiLayerNetwork network, String name, DataSetIterator data) {
    List<String> names = network.getLayerNames();
    int index = names.indexOf(name);
    if (index < 0) {
      throw new DL4JInvalidConfigException(
          "the network has no layer '" + name + "'; its layers are " + names);
    }
    org.deeplearning4j.nn.api.Layer layer = network.getLayer(index);
    if (!Frozen.is(layer) || !(Frozen.bare(layer).conf().getLayer() instanceof DenseLayer)) {
      throw new DL4JInvalidConfigException(
          "layer '" + name + "' is not one that Rotation.pca makes: a frozen DenseLayer");
    }
    INDArray weights = layer.getParam(DefaultParamInitializer.WEIGHT_KEY);
    Covariance covariance = new Covariance(weights.size(0));
    data.reset();
    while (data.hasNext()) {
      INDArray features = data.next().getFeatures();
      INDArray input =
          index == 0 ? features : network.feedForwardToLayer(index - 1, features, false).get(index);
      covariance.add(input);
    }
    if (covariance.count() < 2) {
      throw new DL4JInvalidConfigException(
          "principal components need two examples or more, got " + covariance.count());
    }
    INDArray vectors = covariance.matrix();
    // Overwrites the matrix with its eigenvectors, as columns, the smallest eigenvalue first.
    Eigen.symmetricGeneralizedEigenvalues(vectors, true);
    for (long component = 0; component < weights.size(1); component++) {
      weights.putColumn((int) component, vectors.getColumn(vectors.columns() - 1 - component));
    }
  }
}
