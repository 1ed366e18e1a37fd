package org.bnn4j.examples.benchmarks.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bnn4j.examples.experiments.data.ImageShape;
import org.bnn4j.examples.experiments.data.LabeledImages;
import org.bnn4j.examples.experiments.data.LabeledImagesIterator;
import org.bnn4j.examples.experiments.training.Precision;
import org.bnn4j.layers.export.BnnExporter;
import org.bnn4j.layers.training.BatchNormRefit;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The files that the contenders load, in a folder of their own: one untrained network of binary
 * weights, and one of float weights in several formats. Their batch normalizations have the
 * statistics of random images, as after a training, so that activations are as large as usual.
 */
final class Models {
  /** Examples that are run and compared. */
  static final int EXAMPLES = 256;

  private static final int CALIBRATION = 128;

  private final Net net;
  private final Path folder;
  private float[] binaryScores;
  private List<Stage> stages;

  private Models(Net net, Path folder) {
    this.net = net;
    this.folder = folder;
  }

  /**
   * Makes and writes them all.
   *
   * @param weightBits of the int8 model
   */
  static Models write(Net net, Path folder, int weightBits) throws IOException {
    Models models = new Models(net, folder);
    Files.createDirectories(folder);
    Random random = new Random(1);
    byte[] examples = new byte[EXAMPLES * net.values()];
    random.nextBytes(examples);
    Files.write(models.examples(), examples);
    byte[] calibration = new byte[CALIBRATION * net.values()];
    random.nextBytes(calibration);
    models.writeBinary(models.images(calibration), models.images(examples));
    models.writeFloat(models.images(calibration), weightBits);
    return models;
  }

  private LabeledImagesIterator images(byte[] pixels) {
    ImageShape shape = net.shape();
    byte[] labels = new byte[pixels.length / shape.features()];
    List<String> classes = new ArrayList<>();
    for (int i = 0; i < Net.CLASSES; i++) {
      classes.add(Integer.toString(i));
    }
    LabeledImagesIterator images =
        new LabeledImagesIterator(
            new LabeledImages(shape, 255, pixels, labels, classes), CALIBRATION);
    return net.convolutional() ? images.asPlanes() : images;
  }

  private void writeBinary(LabeledImagesIterator calibration, LabeledImagesIterator examples)
      throws IOException {
    MultiLayerNetwork binary = network(Precision.BINARY, calibration);
    BnnExporter export = BnnExporter.of(binary).byteInput();
    if (net.convolutional()) {
      ImageShape shape = net.shape();
      export = export.inputShape(shape.height(), shape.width(), shape.channels());
    }
    export.writeModel(packed());
    binaryScores = new float[EXAMPLES * Net.CLASSES];
    int done = 0;
    while (examples.hasNext()) {
      float[] scores = binary.output(examples.next().getFeatures()).dup('c').data().asFloat();
      System.arraycopy(scores, 0, binaryScores, done, scores.length);
      done += scores.length;
    }
  }

  private void writeFloat(LabeledImagesIterator calibration, int weightBits) throws IOException {
    MultiLayerNetwork floats = network(Precision.FLOAT, calibration);
    floats.save(dl4j().toFile(), false);
    Nd4j.saveBinary(floats.params(), parameters().toFile());
    calibration.reset();
    List<Float> largest = new ArrayList<>();
    List<INDArray> values = floats.feedForward(calibration.next().getFeatures(), false);
    for (int layer = 0; layer < floats.getnLayers(); layer++) {
      if (floats.getLayer(layer).conf().getLayer() instanceof ActivationLayer) {
        largest.add(values.get(layer + 1).maxNumber().floatValue());
      }
    }
    stages = FoldedNetwork.of(floats);
    OnnxFloat.write(net, stages, onnxFloat());
    OnnxInt8.write(net, stages, largest, weightBits, onnxInt8());
  }

  private MultiLayerNetwork network(Precision precision, LabeledImagesIterator calibration) {
    MultiLayerNetwork network = new MultiLayerNetwork(net.configuration(precision));
    network.init();
    BatchNormRefit.refit(network, calibration, 1);
    return network;
  }

  /** What Deeplearning4j answers for the examples on the network of binary weights. */
  float[] binaryScores() {
    return binaryScores;
  }

  /** Multiply-accumulates of one example. */
  double macs() {
    double macs = 0;
    double pixels = net.shape().height() * net.shape().width();
    for (Stage stage : stages) {
      macs += stage.weights().length * (stage.convolution() ? pixels : 1);
      pixels /= stage.pooled() ? 4 : 1;
    }
    return macs;
  }

  /** The examples, unsigned bytes. */
  Path examples() {
    return folder.resolve("examples.bytes");
  }

  /** The binary network, exported. */
  Path packed() {
    return folder.resolve("binary.bnn");
  }

  /** The float network as Deeplearning4j saves it. */
  Path dl4j() {
    return folder.resolve("float.zip");
  }

  /** The parameters of the float network. */
  Path parameters() {
    return folder.resolve("float.parameters");
  }

  /** The float network for ONNX Runtime. */
  Path onnxFloat() {
    return folder.resolve("float.onnx");
  }

  /** The same, quantized. */
  Path onnxInt8() {
    return folder.resolve("int8.onnx");
  }
}
