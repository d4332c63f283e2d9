package dev.weir.node.cli;

import dev.weir.messages.Body;
import dev.weir.messages.Edit;
import dev.weir.messages.Get;
import dev.weir.messages.Message;
import dev.weir.messages.MessageId;
import dev.weir.node.ingest.NumberOrName;
import dev.weir.topology.ChannelId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Replaces what a message says. */
@Command(
    name = "edit",
    header = "Changes what a message says.",
    description =
        "Replaces a message's text; its author and payload stay. Ends with status 1 if there is no"
            + " such message.",
    footer = "  weir edit 42 1234567890123456789 'hello, all'")
final class EditVerb implements Verb {

  @Mixin private Nodes nodes = new Nodes();

  @Parameters(
      index = "0",
      paramLabel = "CHANNEL",
      description = "The channel's number, or its name.")
  private NumberOrName channel = NumberOrName.of(0);

  @Parameters(index = "1", paramLabel = "ID", description = "The message's id.")
  private MessageId message = MessageId.MIN;

  @Parameters(index = "2", paramLabel = "TEXT", description = "What the message says from now on.")
  private String text = "";

  @Override
  public Section section() {
    return Section.MESSAGES;
  }

  @Override
  public int run(Shell shell) {
    ChannelId id = new ChannelId(channel.id());
    boolean edited;
    try (Connection connection = nodes.connect(shell)) {
      edited = edit(connection, id);
    }
    Output output = shell.output();
    if (output.isJson()) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("channel", id.toString());
      json.put("id", message.toString());
      json.put("edited", edited);
      output.json(json);
    } else if (edited) {
      output.line("edited " + message);
    }
    if (!edited) {
      output.note("weir: channel %s has no message %s".formatted(channel, message));
    }
    return edited ? ExitStatus.OK : ExitStatus.FAILED;
  }

  /** A body is replaced as a whole, so its payload has to be read first. */
  private boolean edit(Connection connection, ChannelId id) {
    Optional<Message> before = connection.ask(new Get(id, message)).message();
    if (before.isEmpty()) {
      return false;
    }
    Body body = new Body(text, before.get().body().payload());
    var _ = connection.ask(new Edit(id, message, body, connection.nextMicros()));
    return true;
  }
}
