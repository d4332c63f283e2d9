package dev.weir.node.cli;

import dev.weir.messages.Message;
import dev.weir.node.ingest.Author;
import dev.weir.topology.ChannelId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How messages look, to people and to programs. */
final class Shown {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
  private static final int MAX_AUTHOR = 20;

  private Shown() {}

  /** A time as every option takes it, in UTC. */
  static String time(Instant time) {
    return TIME.format(time);
  }

  /** Who wrote the message: a name, if one is known. */
  static String author(Message message) {
    return Author.nameIn(message.body().payload()).orElseGet(() -> Long.toString(message.author()));
  }

  /** The widest author, to align the messages of a page. */
  static int authorWidth(List<Message> messages) {
    int width = 1;
    for (Message message : messages) {
      width = Math.max(width, Plain.text(author(message)).length());
    }
    return Math.min(width, MAX_AUTHOR);
  }

  static String line(Message message, int authorWidth, Style style) {
    String author = Plain.text(author(message));
    String edited = message.editedAt().isPresent() ? " " + style.dim("(edited)") : "";
    return style.dim(time(message.id().time()))
        + "  "
        + style.dim("%20s".formatted(message.id()))
        + "  "
        + style.cyan(author)
        + " ".repeat(Math.max(0, authorWidth - author.length()))
        + "  "
        + Plain.text(message.content())
        + edited;
  }

  /**
   * A message for programs; a line of it can be imported again. Ids are strings, because JavaScript
   * and jq round large numbers.
   */
  static Map<String, Object> json(ChannelId channel, Message message) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("channel", channel.toString());
    json.put("id", message.id().toString());
    json.put("at", time(message.id().time()));
    json.put("author", author(message));
    json.put("author_id", Long.toString(message.author()));
    json.put("content", message.content());
    message.editedAt().ifPresent(edited -> json.put("edited_at", edited.toString()));
    json.put("payload_bytes", message.body().payload().size());
    return json;
  }
}
