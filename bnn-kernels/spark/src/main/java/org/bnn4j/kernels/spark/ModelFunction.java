package org.bnn4j.kernels.spark;

import java.util.Optional;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF1;

/** A model as a function of SQL, one value at a time. */
final class ModelFunction implements UDF1<Object, Object> {
  private static final long serialVersionUID = 1L;

  /** What the function gives. */
  enum Answer {
    CLASS,
    SCORES
  }

  private final ShippedModel model;
  private final Answer answer;
  private final BadRows badRows;

  private transient RowScorer ofBinary;
  private transient RowScorer ofNumbers;

  ModelFunction(ShippedModel model, Answer answer, BadRows badRows) {
    this.model = model;
    this.answer = answer;
    this.badRows = badRows;
  }

  /**
   * One call at a time: a task has a copy of its own, but for what Spark works out on the driver.
   */
  @Override
  public synchronized Object call(Object value) {
    RowScorer scorer = scorer(value);
    Optional<Problem> problem;
    try {
      problem = scorer.add(RowFactory.create(value), 0);
    } catch (ClassCastException e) {
      throw new IllegalArgumentException(
          badRows.where() + ": " + Inputs.EXPECTED + ", not " + value.getClass().getName(), e);
    }
    if (problem.isPresent()) {
      badRows.met(problem.get());
      return null;
    }
    scorer.run();
    return answer == Answer.CLASS ? (Object) scorer.best(0) : scorer.scores(0);
  }

  private RowScorer scorer(Object value) {
    if (value instanceof byte[]) {
      if (ofBinary == null) {
        ofBinary = RowScorer.ofBinary(model.get(), 1);
      }
      return ofBinary;
    }
    if (ofNumbers == null) {
      ofNumbers = RowScorer.ofNumbers(model.get(), 1);
    }
    return ofNumbers;
  }
}
