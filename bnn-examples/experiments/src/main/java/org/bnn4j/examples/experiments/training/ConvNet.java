package org.bnn4j.examples.experiments.training;

import java.util.List;
import java.util.stream.Stream;
import org.bnn4j.examples.experiments.data.ImageShape;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;

/**
 * A convolutional network as in BinaryNet (Courbariaux et al. 2016): blocks of 3x3 convolutions,
 * each block ending in a 2x2 max-pooling, then dense layers; product, pooling, batch normalization
 * and sign, in this order.
 *
 * @param input shape of the images
 * @param blocks outputs of the convolutions of each block
 * @param dense outputs of the dense layers before the last
 * @param classes number of classes
 * @param recipe what else there is to choose
 */
public record ConvNet(
    ImageShape input, List<List<Integer>> blocks, List<Integer> dense, int classes, Recipe recipe) {
  private static final int KERNEL = 3;
  private static final ImageShape CIFAR10 = new ImageShape(3, 32, 32);

  /**
   * BinaryNet's network for CIFAR-10, 128C3-128C3-P-256C3-256C3-P-512C3-512C3-P-1024FC-1024FC-10,
   * or a narrower one of the same form.
   *
   * @param width what the outputs of each layer are multiplied by, 1/128 or more
   */
  public static ConvNet cifar10(double width, Recipe recipe) {
    int narrow = (int) Math.round(128 * width);
    List<List<Integer>> blocks =
        Stream.of(narrow, 2 * narrow, 4 * narrow).map(n -> List.of(n, n)).toList();
    List<Integer> dense = List.of(8 * narrow, 8 * narrow);
    return new ConvNet(CIFAR10, blocks, dense, 10, recipe);
  }

  /** The network's configuration. */
  public MultiLayerConfiguration configuration() {
    LayerStack stack = new LayerStack(recipe);
    for (List<Integer> block : blocks) {
      for (int i = 0; i < block.size(); i++) {
        stack.convolution(block.get(i), KERNEL, i == block.size() - 1);
      }
    }
    dense.forEach(stack::dense);
    InputType images = InputType.convolutional(input.height(), input.width(), input.channels());
    return stack.classify(classes, images);
  }

  /** The convolutions and dense layers in short, such as 128C3-128C3-P-1024FC-10. */
  @Override
  public String toString() {
    Stream<String> convolutions =
        blocks.stream().flatMap(b -> Stream.concat(b.stream().map(n -> n + "C3"), Stream.of("P")));
    Stream<String> others =
        Stream.concat(dense.stream().map(n -> n + "FC"), Stream.of(String.valueOf(classes)));
    return String.join("-", Stream.concat(convolutions, others).toList());
  }
}
