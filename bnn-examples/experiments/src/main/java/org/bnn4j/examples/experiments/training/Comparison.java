package org.bnn4j.examples.experiments.training;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import org.bnn4j.examples.experiments.data.LabeledImages;
import org.bnn4j.examples.experiments.support.ReportSection;
import org.bnn4j.examples.experiments.support.RunReport;
import org.bnn4j.kernels.BnnModel;
import org.bnn4j.kernels.BnnSession;
import org.bnn4j.layers.export.BnnExporter;
import org.bnn4j.layers.export.ExportReport;
import org.bnn4j.layers.verification.LayerAgreement;
import org.bnn4j.layers.verification.Verification;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Exports a trained network and sets both sides beside each other: accuracy, agreement, size,
 * speed.
 */
public final class Comparison {
  private static final int BATCH = 256;

  private final MultiLayerNetwork network;
  private final BnnExporter export;
  private final LabeledImages test;
  private final TrainingOptions options;

  /** A comparison on test images. */
  public Comparison(
      MultiLayerNetwork network, BnnExporter export, LabeledImages test, TrainingOptions options) {
    this.network = network;
    this.export = export;
    this.test = test;
    this.options = options;
  }

  /**
   * Writes network, model and runnable jar, loads the model file again, and compares it with the
   * network.
   *
   * @param files where they go
   * @param report gets what was measured
   * @return the verification; not yet thrown if the two disagree
   * @throws IOException if a file cannot be written
   */
  public Verification run(ExportFiles files, RunReport report) throws IOException {
    ExportReport exported = export.report();
    System.out.println(exported);
    files.write(network, export, options.feed());

    BnnModel packed = BnnModel.load(files.model());
    System.out.println(packed.describe());
    Verification verification = export.verify(packed, options.iterator(test));
    System.out.println(verification);

    ReportSection accuracy = report.section("accuracy on " + test.count() + " test images");
    accuracy.put("Deeplearning4j network", network.evaluate(options.iterator(test)).accuracy());
    accuracy.put("packed model", accuracy(packed));
    agreement(report.section("agreement of the two"), verification);
    report
        .section("bytes")
        .put("Deeplearning4j network file", Files.size(files.network()))
        .put("weights in float32", 4 * exported.weights())
        .put("packed weights", exported.bytes())
        .put("packed model file", Files.size(files.model()))
        .put("runnable jar, model and kernels", Files.size(files.jar()));
    speed(report.section("microseconds an image (medians)"), packed);
    System.out.println(
        "Written: " + files.network() + ", " + files.model() + " and " + files.jar());
    return verification;
  }

  private double accuracy(BnnModel packed) {
    int right = 0;
    try (BnnSession session = packed.newSession(1)) {
      for (int i = 0; i < test.count(); i++) {
        right += session.classify(test.image(i)) == test.label(i) ? 1 : 0;
      }
    }
    return (double) right / test.count();
  }

  /**
   * Writes a verification down; what it says of each layer is for programs, its table is for
   * people.
   */
  public static void agreement(ReportSection section, Verification verification) {
    section.put("network and model agree", verification.agrees());
    section.put("images", verification.rows());
    section.put("equal classes", verification.equalClasses());
    section.put("largest difference of a score", verification.maxScoreDifference());
    ReportSection layers = section.detail("layers");
    for (LayerAgreement layer : verification.layers()) {
      layers
          .section(layer.layer() + " (" + layer.kind().label() + ")")
          .put("values", layer.values())
          .put("equal", layer.equal())
          .put("differ within rounding", layer.rounding())
          .put("differ for an earlier bit that does", layer.inherited())
          .put("unexplained", layer.unexplained());
    }
  }

  private void speed(ReportSection section, BnnModel packed) {
    section.put("kernels", packed.kernels());
    for (int batch : new int[] {1, BATCH}) {
      byte[] pixels = new byte[batch * packed.inputs()];
      for (int i = 0; i < batch; i++) {
        test.copyImage(i % test.count(), pixels, i * packed.inputs());
      }
      INDArray features = options.iterator(test).next(batch).getFeatures();
      float[] scores = new float[batch * packed.outputs()];
      double theirs = Stopwatch.medianMicros(() -> network.output(features)) / features.size(0);
      double ours;
      try (BnnSession session = packed.newSession(batch)) {
        ours = Stopwatch.medianMicros(() -> session.run(pixels, batch, scores)) / batch;
      }
      section
          .section("batch " + batch)
          .put("Deeplearning4j network", theirs)
          .put("packed model, one thread", ours)
          .put("times faster", twoDigits(theirs / ours));
    }
  }

  /** Such a ratio is not known better. */
  private static double twoDigits(double ratio) {
    return new BigDecimal(ratio).round(new MathContext(2)).doubleValue();
  }
}
