package org.bnn4j.kernels.serve;

import com.sun.net.httpserver.HttpExchange;
import java.util.Locale;
import org.bnn4j.kernels.BnnModel;
import org.bnn4j.kernels.output.Json;

/** What the model takes and answers. */
final class InfoEndpoint extends Endpoint {
  private final Reply reply;

  InfoEndpoint(BnnModel model, String version, ServerState state) {
    super("GET", "/info", state);
    StringBuilder json = new StringBuilder("{\"inputs\":").append(model.inputs());
    json.append(",\"kind\":\"").append(model.inputKind().name().toLowerCase(Locale.ROOT));
    json.append("\",\"planes\":").append(model.channelsFirst()).append(",\"picture\":");
    if (model.picture().isPresent()) {
      json.append("{\"height\":").append(model.picture().get().height());
      json.append(",\"width\":").append(model.picture().get().width());
      json.append(",\"channels\":").append(model.picture().get().channels());
      Json.number(json.append(",\"white\":"), model.picture().get().white()).append('}');
    } else {
      json.append("null");
    }
    json.append(",\"outputs\":").append(model.outputs()).append(",\"labels\":[");
    for (int k = 0; k < model.outputs(); k++) {
      Json.string(json.append(k == 0 ? "" : ","), model.label(k));
    }
    Json.string(json.append("],\"kernels\":"), model.kernels());
    Json.string(json.append(",\"version\":"), version);
    this.reply = Reply.json(200, json.append("}\n").toString());
  }

  @Override
  Reply answer(HttpExchange exchange) {
    return reply;
  }
}
