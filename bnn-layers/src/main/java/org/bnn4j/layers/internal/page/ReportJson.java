package org.bnn4j.layers.internal.page;

import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.bnn4j.layers.geometry.GeometryReport;
import org.nd4j.shade.jackson.core.JsonProcessingException;
import org.nd4j.shade.jackson.databind.ObjectMapper;

/** A report as JSON: the records by the names of their components, null for what there is not. */
public final class ReportJson {

  /** Of the format: it rises when a name changes its meaning. */
  private static final int VERSION = 1;

  private ReportJson() {}

  /** Returns the report as one JSON object. */
  public static String of(GeometryReport report) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("version", VERSION);
    all.putAll(fields(report));
    try {
      return new ObjectMapper().writeValueAsString(all) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of numbers, texts, lists and maps", e);
    }
  }

  private static Object tree(Object value) {
    if (value instanceof Record fields) {
      return fields(fields);
    } else if (value instanceof List<?> list) {
      return list.stream().map(ReportJson::tree).toList();
    } else if (value instanceof Optional<?> optional) {
      return optional.map(ReportJson::tree).orElse(null);
    } else if (value instanceof OptionalDouble optional) {
      return optional.isPresent() ? optional.getAsDouble() : null;
    }
    return value instanceof Enum<?> constant ? constant.name() : value;
  }

  private static Map<String, Object> fields(Record of) {
    Map<String, Object> fields = new LinkedHashMap<>();
    for (RecordComponent component : of.getClass().getRecordComponents()) {
      try {
        fields.put(component.getName(), tree(component.getAccessor().invoke(of)));
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(component + " is public", e);
      }
    }
    return fields;
  }
}
