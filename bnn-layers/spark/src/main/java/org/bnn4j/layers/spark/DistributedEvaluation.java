package org.bnn4j.layers.spark;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.evaluation.classification.Evaluation;
import org.nd4j.linalg.dataset.DataSet;

/** Counts, for a partition of rows, what a network says of them. */
final class DistributedEvaluation implements FlatMapFunction<Iterator<Row>, Evaluation> {
  private static final long serialVersionUID = 1L;

  private final String configuration;
  private final Broadcast<NetworkState> state;
  private final MinibatchReader reader;
  private final int batch;

  DistributedEvaluation(
      String configuration, Broadcast<NetworkState> state, MinibatchReader reader, int batch) {
    this.configuration = configuration;
    this.state = state;
    this.reader = reader;
    this.batch = batch;
  }

  @Override
  public Iterator<Evaluation> call(Iterator<Row> rows) {
    if (!rows.hasNext()) {
      return Collections.emptyIterator();
    }
    MultiLayerNetwork network = state.value().network(configuration);
    try {
      return Collections.singleton(evaluated(network, rows)).iterator();
    } finally {
      NetworkState.free(network);
    }
  }

  private Evaluation evaluated(MultiLayerNetwork network, Iterator<Row> rows) {
    Evaluation evaluation = new Evaluation();
    List<Row> next = new ArrayList<>();
    while (rows.hasNext()) {
      next.add(rows.next());
      if (next.size() == batch || !rows.hasNext()) {
        DataSet minibatch = reader.read(next);
        evaluation.eval(minibatch.getLabels(), network.output(minibatch.getFeatures()));
        next.clear();
      }
    }
    return evaluation;
  }
}
