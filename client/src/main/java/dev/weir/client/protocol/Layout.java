package dev.weir.client.protocol;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * How one type of frame lays its body out.
 *
 * @param type the number in the frame's header, never given to anything else
 * @param subject the class of what the body holds
 */
record Layout<T>(
    int type, Class<T> subject, BiConsumer<FieldSink, T> writer, Function<FieldSource, T> reader) {

  void write(FieldSink sink, Object body) {
    writer.accept(sink, subject.cast(body));
  }

  /** The layouts of one direction, found by number and by class. */
  static final class Table {

    private final Map<Integer, Layout<?>> byType = new HashMap<>();
    private final Map<Class<?>, Layout<?>> bySubject = new HashMap<>();

    Table(List<Layout<?>> layouts) {
      for (Layout<?> layout : layouts) {
        if (byType.put(layout.type(), layout) != null
            || bySubject.put(layout.subject(), layout) != null) {
          throw new IllegalStateException("two layouts of type " + layout.type());
        }
      }
    }

    /** Every layout, in no order. */
    Collection<Layout<?>> layouts() {
      return Collections.unmodifiableCollection(byType.values());
    }

    Optional<Layout<?>> of(int type) {
      return Optional.ofNullable(byType.get(type));
    }

    Layout<?> of(Object body) {
      Layout<?> layout = bySubject.get(body.getClass());
      if (layout == null) {
        throw new IllegalStateException("no layout of " + body.getClass());
      }
      return layout;
    }
  }
}
