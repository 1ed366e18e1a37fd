package org.bnn4j.layers.export;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Translations by the class of what they translate. The classes are the list of what can be
 * exported: whatever has no entry is refused.
 *
 * <p>An entry holds for its class alone, because a subclass may compute something else. Only that
 * of a family holds for subclasses, too.
 *
 * @param <T> the kind of translation
 */
final class TranslationTable<T> {
  private record Entry<T>(T translation, boolean ofFamily) {}

  private final Map<Class<?>, Entry<T>> entries = new HashMap<>();
  private final List<String> names = new ArrayList<>();

  /** Adds an entry for one class. */
  void put(Class<?> type, T translation) {
    put(type, translation, type.getSimpleName());
  }

  /**
   * Adds an entry for one class.
   *
   * @param name its name in messages, with what limits it
   */
  void put(Class<?> type, T translation, String name) {
    entries.put(type, new Entry<>(translation, false));
    names.add(name);
  }

  /**
   * Adds an entry for a class and its subclasses; the nearest entry counts.
   *
   * @param members those that messages name
   */
  void putFamily(Class<?> type, T translation, List<? extends Class<?>> members) {
    entries.put(type, new Entry<>(translation, true));
    members.forEach(member -> names.add(member.getSimpleName()));
  }

  /**
   * The translation of an object, by its class.
   *
   * @param what the object, as the refusal names it
   * @throws ExportException if there is none, with the names of all entries
   */
  T find(Object of, String what, LayerRef ref) {
    for (Class<?> type = of.getClass(); type != null; type = type.getSuperclass()) {
      Entry<T> entry = entries.get(type);
      if (entry != null && (entry.ofFamily() || type == of.getClass())) {
        return entry.translation();
      }
    }
    throw ref.refuse(what + " cannot be exported; supported are " + listed());
  }

  private String listed() {
    int last = names.size() - 1;
    return String.join(", ", names.subList(0, last)) + " and " + names.get(last);
  }

  /** The names of all entries, in the order in which they were added. */
  List<String> names() {
    return List.copyOf(names);
  }
}
