package dev.weir.node.cli;

import dev.weir.messages.History;
import dev.weir.messages.Message;
import dev.weir.messages.MessageId;
import dev.weir.messages.Page;
import dev.weir.messages.Slice;
import dev.weir.topology.ChannelId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Prints a whole channel, page by page, oldest first. */
final class HistoryWalk {

  private final Reader reader;
  private final ChannelId channel;
  private final Output output;
  private long printed;

  HistoryWalk(Reader reader, ChannelId channel, Output output) {
    this.reader = reader;
    this.channel = channel;
    this.output = output;
  }

  /**
   * Prints what is from {@code from} on and before {@code to}; the beginning and the end if empty.
   */
  void all(Optional<TimeOrId> from, Optional<TimeOrId> to) {
    Slice next = from.map(TimeOrId::after).orElse(new Slice.After(MessageId.MIN));
    MessageId end = to.map(TimeOrId::id).orElse(MessageId.MAX);
    boolean isMore = true;
    while (isMore) {
      Page page = reader.ask(new History(channel, next, History.MAX_LIMIT));
      boolean reachedEnd = print(page, end);
      output.flush();
      boolean isFull = page.messages().size() == History.MAX_LIMIT;
      isMore = !reachedEnd && (page.partial() || isFull) && page.newer().isPresent();
      if (isMore) {
        next = page.newer().orElseThrow();
      }
    }
    if (output.isJson()) {
      Map<String, Object> summary = new LinkedHashMap<>();
      summary.put("channel", channel.toString());
      summary.put("messages", printed);
      reader.addTo(summary);
      output.json(summary);
    } else if (printed == 0) {
      output.note("no messages");
    }
    reader.say(output);
  }

  private boolean print(Page page, MessageId end) {
    int width = Shown.authorWidth(page.messages());
    for (Message message : page.messages().reversed()) {
      if (message.id().compareTo(end) >= 0) {
        return true;
      }
      if (output.isJson()) {
        output.json(Shown.json(channel, message));
      } else {
        output.line(Shown.line(message, width, output.style()));
      }
      printed++;
    }
    return false;
  }
}
