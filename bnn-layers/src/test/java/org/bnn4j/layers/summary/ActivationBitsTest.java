package org.bnn4j.layers.summary;

import static org.bnn4j.layers.summary.Counted.net;
import static org.bnn4j.layers.summary.Counted.norm;
import static org.bnn4j.layers.summary.Counted.sign;
import static org.bnn4j.layers.summary.Counted.softmax;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.bnn4j.layers.BinaryConv2D;
import org.bnn4j.layers.BinaryDense;
import org.bnn4j.layers.activations.DoReFaActivation;
import org.bnn4j.layers.activations.SignSTE;
import org.bnn4j.layers.activations.StochasticSign;
import org.bnn4j.layers.activations.TernarySTE;
import org.bnn4j.layers.channelwise.RPReLU;
import org.bnn4j.layers.channelwise.RSign;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.L2NormalizeVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.ReshapeVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.graph.StackVertex;
import org.deeplearning4j.nn.conf.graph.SubsetVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.Subsampling3DLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping2D;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.conf.layers.util.MaskLayer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;

/** How far bits go. */
class ActivationBitsTest {

  private static SubsamplingLayer pool(SubsamplingLayer.PoolingType type) {
    return new SubsamplingLayer.Builder(type).kernelSize(2, 2).stride(2, 2).build();
  }

  private static Subsampling3DLayer pool3D(Subsampling3DLayer.PoolingType type) {
    return new Subsampling3DLayer.Builder(type).build();
  }

  private static SimpleRnn signs() {
    return new SimpleRnn.Builder().nOut(2).activation(new SignSTE()).build();
  }

  @Test
  void whatMovesValuesKeepsTheirBits() {
    for (Layer layer :
        new Layer[] {
          pool(SubsamplingLayer.PoolingType.MAX),
          pool3D(Subsampling3DLayer.PoolingType.MAX),
          new GlobalPoolingLayer(PoolingType.MAX),
          new ZeroPaddingLayer(1, 1),
          new Cropping2D(1, 1),
          new Upsampling2D.Builder(2).build(),
          new MaskLayer(),
          new DropoutLayer(0.5),
          new ActivationLayer(Activation.IDENTITY)
        }) {
      assertEquals(1, ActivationBits.after(layer, 1), layer.toString());
      assertEquals(8, ActivationBits.after(layer, 8), layer.toString());
    }
  }

  @Test
  void whatComputesMakesRealValues() {
    for (Layer layer :
        new Layer[] {
          pool(SubsamplingLayer.PoolingType.AVG),
          pool3D(Subsampling3DLayer.PoolingType.AVG),
          new GlobalPoolingLayer(PoolingType.SUM),
          new ActivationLayer(Activation.RELU),
          norm(),
          softmax(),
          new LocalResponseNormalization(),
          new BinaryDense.Builder().nOut(2).build(),
          new LSTM.Builder().nOut(2).activation(new SignSTE()).build(),
          new Bidirectional(Bidirectional.Mode.ADD, signs())
        }) {
      assertEquals(32, ActivationBits.after(layer, 1), layer.toString());
    }
  }

  @Test
  void signsAreOneBit() {
    for (Layer layer :
        new Layer[] {
          sign(),
          new BinaryDense.Builder().nOut(2).activation(new SignSTE()).build(),
          signs(),
          new LastTimeStep(signs()),
          new Bidirectional(Bidirectional.Mode.CONCAT, signs())
        }) {
      assertEquals(1, ActivationBits.after(layer, 32), layer.toString());
    }
  }

  @Test
  void otherLevels() {
    assertEquals(1, ActivationBits.after(new RSign.Builder().build(), 32));
    assertEquals(1, ActivationBits.after(new ActivationLayer(new StochasticSign()), 32));
    assertEquals(2, ActivationBits.after(new ActivationLayer(new TernarySTE()), 32));
    assertEquals(32, ActivationBits.after(new ActivationLayer(new DoReFaActivation(2)), 1));
    assertEquals(32, ActivationBits.after(new RPReLU.Builder().build(), 1));
  }

  @Test
  void vertices() {
    for (GraphVertex vertex :
        new GraphVertex[] {
          new MergeVertex(),
          new StackVertex(),
          new SubsetVertex(0, 1),
          new ReshapeVertex(-1, 2),
          new ElementWiseVertex(ElementWiseVertex.Op.Max),
          new ElementWiseVertex(ElementWiseVertex.Op.Product)
        }) {
      assertEquals(1, ActivationBits.after(vertex, List.of(1, 1)), vertex.toString());
      assertEquals(32, ActivationBits.after(vertex, List.of(1, 32)), vertex.toString());
    }
    for (GraphVertex vertex :
        new GraphVertex[] {
          new ElementWiseVertex(ElementWiseVertex.Op.Add),
          new ElementWiseVertex(ElementWiseVertex.Op.Average),
          new ElementWiseVertex(ElementWiseVertex.Op.Subtract),
          new ScaleVertex(2),
          new L2NormalizeVertex()
        }) {
      assertEquals(32, ActivationBits.after(vertex, List.of(1, 1)), vertex.toString());
    }
    GraphVertex product = new ElementWiseVertex(ElementWiseVertex.Op.Product);
    assertEquals(32, ActivationBits.after(product, List.of(8, 8)));
  }

  @Test
  void throughANetwork() {
    InputType images = InputType.convolutional(8, 8, 1);
    BnnSummary summary =
        BnnSummary.of(
                net(
                    images,
                    new ZeroPaddingLayer(1, 1),
                    new BinaryConv2D.Builder(3, 3).nOut(4).activation(new SignSTE()).build(),
                    pool(SubsamplingLayer.PoolingType.MAX),
                    new DropoutLayer(0.5),
                    new BinaryDense.Builder().nOut(6).build(), // behind a flattening preprocessor
                    norm(),
                    new BinaryDense.Builder().nOut(3).build(),
                    softmax()),
                images)
            .byteInput();
    assertEquals(
        List.of(8, 8, 1, 1, 1, 32, 32, 32),
        summary.layers().stream().map(LayerSummary::inputBits).toList());
  }
}
