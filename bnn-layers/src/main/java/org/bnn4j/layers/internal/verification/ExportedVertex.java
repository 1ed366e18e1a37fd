package org.bnn4j.layers.internal.verification;

import java.util.List;
import org.bnn4j.layers.internal.network.Layout;

/**
 * What became of a vertex of the network.
 *
 * @param layout how the network's arrays hold its values
 * @param nodes the nodes that can be compared with it, none where it was folded into others
 */
public record ExportedVertex(Layout layout, List<ComparedNode> nodes) {
  public ExportedVertex {
    nodes = List.copyOf(nodes);
  }
}
