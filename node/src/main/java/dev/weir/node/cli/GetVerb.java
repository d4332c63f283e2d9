package dev.weir.node.cli;

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

/** Shows one message. */
@Command(
    name = "get",
    header = "Shows one message.",
    description = "Shows a message; ends with status 1 if there is none, or it was deleted.",
    footer = {"  weir get 42 1234567890123456789", "  weir get '#ubuntu' -1325837781564916736"})
final class GetVerb implements Verb {

  @Mixin private Nodes nodes = new Nodes();

  @Mixin private Reading reading = new Reading();

  @Parameters(
      index = "0",
      paramLabel = "CHANNEL",
      description = "The channel's number, or its name.")
  private NumberOrName channel = NumberOrName.of(0);

  @Parameters(index = "1", paramLabel = "ID", description = "The message's id.")
  private MessageId message = MessageId.MIN;

  @Override
  public Section section() {
    return Section.MESSAGES;
  }

  @Override
  public int run(Shell shell) {
    ChannelId id = new ChannelId(channel.id());
    Optional<Message> found;
    Reader reader;
    try (Connection connection = nodes.connect(shell)) {
      reader = reading.over(connection);
      found = reader.ask(new Get(id, message)).message();
    }
    Output output = shell.output();
    if (output.isJson()) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("message", found.map(each -> Shown.json(id, each)).orElse(null));
      reader.addTo(json);
      output.json(json);
    }
    found.ifPresentOrElse(
        each -> output.line(Shown.line(each, 1, output.style())),
        () -> output.note("weir: channel %s has no message %s".formatted(channel, message)));
    reader.say(output);
    return found.isPresent() ? ExitStatus.OK : ExitStatus.FAILED;
  }
}
