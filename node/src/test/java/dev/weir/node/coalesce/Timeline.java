package dev.weir.node.coalesce;

import dev.weir.messages.Answer;
import dev.weir.messages.Found;
import dev.weir.messages.Get;
import dev.weir.messages.History;
import dev.weir.messages.Message;
import dev.weir.messages.MessageId;
import dev.weir.messages.Page;
import dev.weir.messages.Request;
import dev.weir.messages.Slice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Predicate;

/**
 * Every state that the channel was in, one after each write, and so every answer that a read can
 * get: one from a state, whole, that is not earlier than what its reader is entitled to.
 */
final class Timeline {

  /** Each newest first. */
  private final List<List<Message>> states = new ArrayList<>(List.of(List.of()));

  private final Map<Request<?>, Integer> writes = new HashMap<>();

  /** The number of the present state. */
  int now() {
    return states.size() - 1;
  }

  /** A write has changed the channel, or not. */
  void wrote(Request<?> write, List<Message> state) {
    states.add(List.copyOf(state));
    writes.put(write, now());
  }

  /** The first state after a write. */
  int after(Request<?> write) {
    return writes.get(write);
  }

  /** The first state, from one on, that answers so; empty if none does. */
  OptionalInt earliest(int from, Request<?> request, Answer answer) {
    for (int i = from; i < states.size(); i++) {
      if (answers(states.get(i), request, answer)) {
        return OptionalInt.of(i);
      }
    }
    return OptionalInt.empty();
  }

  private static boolean answers(List<Message> state, Request<?> request, Answer answer) {
    return switch (request) {
      case Get get ->
          answer.equals(new Found(select(state, id -> id.equals(get.id())).stream().findFirst()));
      case History history ->
          answer instanceof Page page && page.messages().equals(wanted(state, history));
      default -> throw new IllegalArgumentException(request + " is no read");
    };
  }

  private static List<Message> wanted(List<Message> state, History history) {
    int limit = history.limit();
    return switch (history.slice()) {
      case Slice.Newest() -> first(state, limit);
      case Slice.Before(MessageId bound) ->
          first(select(state, id -> id.compareTo(bound) < 0), limit);
      case Slice.After(MessageId bound) -> last(above(state, bound), limit);
      case Slice.Since(MessageId bound) -> first(above(state, bound), limit);
      case Slice.Around(MessageId middle) -> {
        int atOrBelow = (limit + 1) / 2;
        List<Message> page = new ArrayList<>(last(above(state, middle), limit - atOrBelow));
        page.addAll(first(select(state, id -> id.compareTo(middle) <= 0), atOrBelow));
        yield page;
      }
    };
  }

  private static List<Message> above(List<Message> state, MessageId bound) {
    return select(state, id -> id.compareTo(bound) > 0);
  }

  private static List<Message> select(List<Message> state, Predicate<MessageId> ids) {
    return state.stream().filter(message -> ids.test(message.id())).toList();
  }

  private static List<Message> first(List<Message> some, int limit) {
    return some.subList(0, Math.min(limit, some.size()));
  }

  private static List<Message> last(List<Message> some, int limit) {
    return some.subList(Math.max(0, some.size() - limit), some.size());
  }
}
