package org.bnn4j.examples.experiments;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.bnn4j.examples.experiments.data.IdxFile;
import org.bnn4j.examples.experiments.data.ImageShape;
import org.bnn4j.examples.experiments.data.LabeledImages;
import org.bnn4j.examples.experiments.data.LabeledImagesIterator;
import org.bnn4j.examples.experiments.support.Launcher;
import org.bnn4j.examples.experiments.support.Outcome;
import org.bnn4j.examples.experiments.support.RunReport;
import org.bnn4j.examples.experiments.training.Comparison;
import org.bnn4j.kernels.BnnModel;
import org.bnn4j.kernels.types.BnnFormatException;
import org.bnn4j.kernels.types.EdgeKind;
import org.bnn4j.layers.export.BnnExporter;
import org.bnn4j.layers.verification.Verification;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.dataset.api.preprocessor.DataNormalization;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Compares a saved network with a model file that was exported from it, layer by layer, on a file
 * of images.
 */
@Command(
    name = "VerifyModel",
    description = {
      "Compares a saved network with a model file that was exported from it, layer by layer, on a file of images.",
      "The network's own normalizer is used where the file holds one (ModelSerializer.addNormalizerToModel)."
    })
public final class VerifyModel implements Callable<Integer> {
  @Option(
      names = "--network",
      required = true,
      paramLabel = "FILE",
      description = "The network that Deeplearning4j saved")
  private Path networkFile;

  @Option(
      names = "--model",
      required = true,
      paramLabel = "FILE",
      description = "The exported model")
  private Path modelFile;

  @Option(
      names = "--images",
      required = true,
      paramLabel = "FILE",
      description = "Images as an IDX file, gzipped or not")
  private Path imageFile;

  @Option(names = "--batch", description = "Images run at once")
  private int batch = 100;

  @Mixin private Outcome outcome;

  /** Runs the comparison; {@code --help} explains it. */
  public static void main(String[] args) {
    System.exit(Launcher.run(new VerifyModel(), args));
  }

  @Override
  public Integer call() throws IOException {
    BnnModel model = loadModel();
    MultiLayerNetwork network = loadNetwork();
    DataNormalization normalizer = ModelSerializer.restoreNormalizerFromFile(networkFile.toFile());
    BnnExporter export = BnnExporter.of(network).normalizer(normalizer);
    export = model.inputKind() == EdgeKind.BYTE ? export.byteInput() : export.floatInput();
    LabeledImages images = read();
    LabeledImagesIterator iterator = new LabeledImagesIterator(images, batch);
    if (network.getLayer(0).type() == Layer.Type.CONVOLUTIONAL) {
      ImageShape shape = images.shape();
      export = export.inputShape(shape.height(), shape.width(), shape.channels());
    }
    Verification verification = export.verify(model, iterator);
    System.out.println(verification);
    RunReport summary = new RunReport("Verification of " + modelFile);
    Comparison.agreement(summary.section("agreement"), verification);
    outcome.publish(summary);
    return verification.agrees() ? 0 : 1;
  }

  private BnnModel loadModel() throws IOException {
    try {
      return BnnModel.load(modelFile);
    } catch (BnnFormatException e) {
      throw new IOException(modelFile + ": " + e.getMessage(), e);
    }
  }

  private MultiLayerNetwork loadNetwork() throws IOException {
    try {
      return MultiLayerNetwork.load(networkFile.toFile(), false);
    } catch (IllegalStateException e) {
      throw new IOException(networkFile + ": not a network that Deeplearning4j saved", e);
    }
  }

  private LabeledImages read() throws IOException {
    IdxFile file = IdxFile.read(imageFile, 3);
    ImageShape shape = new ImageShape(1, file.dimension(1), file.dimension(2));
    // Nothing here looks at labels.
    return new LabeledImages(shape, 255, file.data(), new byte[file.dimension(0)], List.of("any"));
  }
}
