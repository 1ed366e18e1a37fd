package org.bnn4j.layers.summary;

import java.util.List;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.PoolHelperVertex;
import org.deeplearning4j.nn.conf.graph.ReshapeVertex;
import org.deeplearning4j.nn.conf.graph.StackVertex;
import org.deeplearning4j.nn.conf.graph.SubsetVertex;
import org.deeplearning4j.nn.conf.graph.UnstackVertex;
import org.deeplearning4j.nn.conf.graph.rnn.DuplicateToTimeSeriesVertex;
import org.deeplearning4j.nn.conf.graph.rnn.LastTimeStepVertex;
import org.deeplearning4j.nn.conf.graph.rnn.ReverseTimeSeriesVertex;
import org.deeplearning4j.nn.conf.layers.BaseUpsamplingLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.SpaceToBatchLayer;
import org.deeplearning4j.nn.conf.layers.SpaceToDepthLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPadding1DLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPadding3DLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping1D;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping2D;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping3D;
import org.deeplearning4j.nn.conf.layers.misc.RepeatVector;
import org.deeplearning4j.nn.conf.layers.util.MaskLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;

/**
 * Layers and vertices that move values or drop some, and put in nothing but zeros. Dropout is one
 * of them: at inference it does nothing.
 */
final class DataMovement {
  private static final List<Class<? extends Layer>> LAYERS =
      List.of(
          DropoutLayer.class,
          ZeroPaddingLayer.class,
          ZeroPadding1DLayer.class,
          ZeroPadding3DLayer.class,
          Cropping1D.class,
          Cropping2D.class,
          Cropping3D.class,
          BaseUpsamplingLayer.class,
          SpaceToDepthLayer.class,
          SpaceToBatchLayer.class,
          RepeatVector.class,
          MaskLayer.class);

  private static final List<Class<? extends GraphVertex>> VERTICES =
      List.of(
          MergeVertex.class,
          StackVertex.class,
          UnstackVertex.class,
          SubsetVertex.class,
          ReshapeVertex.class,
          PoolHelperVertex.class,
          LastTimeStepVertex.class,
          ReverseTimeSeriesVertex.class,
          DuplicateToTimeSeriesVertex.class);

  private DataMovement() {}

  static boolean moves(Layer conf) {
    return LAYERS.stream().anyMatch(type -> type.isInstance(conf));
  }

  static boolean moves(GraphVertex conf) {
    return VERTICES.stream().anyMatch(type -> type.isInstance(conf));
  }

  /** All of DL4J's own preprocessors reshape; others may compute. */
  static boolean moves(InputPreProcessor preprocessor) {
    return preprocessor.getClass().getPackage() == CnnToFeedForwardPreProcessor.class.getPackage();
  }
}
