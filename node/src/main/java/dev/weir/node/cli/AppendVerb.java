package dev.weir.node.cli;

import dev.weir.messages.Append;
import dev.weir.messages.Body;
import dev.weir.messages.MessageId;
import dev.weir.node.ingest.AnswerWait;
import dev.weir.node.ingest.Author;
import dev.weir.node.ingest.NumberOrName;
import dev.weir.topology.ChannelId;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a message. */
@Command(
    name = "append",
    header = "Writes a message.",
    description = "Writes a message, and prints its id once a quorum of the region keeps it.",
    footer = {
      "  weir append 42 'hello'",
      "  weir append '#ubuntu' --author crimsun 'have you tried turning it off?'",
      "  weir append 42 -- '-o is an option; -- ends them'",
    })
final class AppendVerb implements Verb {

  @Mixin private Nodes nodes = new Nodes();

  @Parameters(
      index = "0",
      paramLabel = "CHANNEL",
      description = "The channel's number, or its name.")
  private NumberOrName channel = NumberOrName.of(0);

  @Parameters(index = "1", paramLabel = "TEXT", description = "What the message says.")
  private String text = "";

  @Option(
      names = "--author",
      paramLabel = "NAME",
      description = "Who writes: a number, or a name (default: your login name).")
  private @Nullable NumberOrName author;

  @Override
  public Section section() {
    return Section.MESSAGES;
  }

  @Override
  public int run(Shell shell) {
    NumberOrName named =
        author != null ? author : NumberOrName.parse(System.getProperty("user.name", "weir"));
    Author writer = Author.of(named);
    ChannelId id = new ChannelId(channel.id());
    MessageId message;
    try (Connection connection = nodes.connect(shell)) {
      message = AnswerWait.await(connection.nameMessage());
      var _ =
          connection.ask(new Append(id, message, writer.id(), new Body(text, writer.payload())));
    }
    Output output = shell.output();
    if (output.isJson()) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("channel", id.toString());
      json.put("id", message.toString());
      json.put("at", Shown.time(message.time()));
      output.json(json);
    }
    output.line(message.toString());
    return ExitStatus.OK;
  }
}
