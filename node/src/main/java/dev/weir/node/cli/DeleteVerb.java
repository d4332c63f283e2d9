package dev.weir.node.cli;

import dev.weir.messages.BulkProgress;
import dev.weir.messages.Delete;
import dev.weir.messages.DeleteBulk;
import dev.weir.messages.MessageId;
import dev.weir.messages.WeirException;
import dev.weir.node.ingest.NumberOrName;
import dev.weir.topology.ChannelId;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Deletes messages. */
@Command(
    name = "delete",
    header = "Deletes a message, or all before a time.",
    description = {
      "Deletes for ever: no edit and no repetition brings a message back. On a terminal --before"
          + " asks first.",
      "",
      "T is " + TimeOrId.FORMS + ".",
    },
    footer = {
      "  weir delete 42 1234567890123456789",
      "  weir delete '#ubuntu' --before 2010-01-01 --yes",
    })
final class DeleteVerb implements Verb {

  @Mixin private Nodes nodes = new Nodes();

  @Parameters(
      index = "0",
      paramLabel = "CHANNEL",
      description = "The channel's number, or its name.")
  private NumberOrName channel = NumberOrName.of(0);

  @Parameters(index = "1", arity = "0..1", paramLabel = "ID", description = "The message's id.")
  private @Nullable MessageId message;

  @Option(names = "--before", paramLabel = "T", description = "All messages before T.")
  private @Nullable TimeOrId before;

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask.")
  private boolean yes;

  @Override
  public Section section() {
    return Section.MESSAGES;
  }

  @Override
  public int run(Shell shell) throws IOException {
    if (message != null && before == null) {
      deleteOne(shell, message);
      return ExitStatus.OK;
    }
    if (message == null && before != null) {
      return deleteMany(shell, before);
    }
    throw WeirException.invalid("give either a message's ID or --before T");
  }

  private void deleteOne(Shell shell, MessageId id) {
    try (Connection connection = nodes.connect(shell)) {
      var _ = connection.ask(new Delete(channelId(), id, connection.nextMicros()));
    }
    tell(shell.output(), "id", id, "deleted " + id);
  }

  private int deleteMany(Shell shell, TimeOrId bound) throws IOException {
    String what =
        "all messages of %s before %s%s"
            .formatted(
                Plain.text(channel.text()),
                bound.isTime() ? "" : bound.id() + ", of ",
                Shown.time(bound.id().time()));
    if (!yes && shell.isInteractive() && !shell.confirm("Delete " + what + ", for ever?")) {
      shell.output().note("nothing was deleted");
      return ExitStatus.FAILED;
    }
    try (Connection connection = nodes.connect(shell)) {
      DeleteBulk next =
          new DeleteBulk(channelId(), new DeleteBulk.Before(bound.id()), connection.nextMicros());
      BulkProgress progress = connection.ask(next);
      while (progress.rest().isPresent()) {
        progress = connection.ask(progress.rest().get());
      }
    }
    tell(shell.output(), "before", bound.id(), "deleted " + what);
    return ExitStatus.OK;
  }

  private void tell(Output output, String key, MessageId id, String text) {
    if (output.isJson()) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("channel", channelId().toString());
      json.put(key, id.toString());
      json.put("deleted", true);
      output.json(json);
    }
    output.line(text);
  }

  private ChannelId channelId() {
    return new ChannelId(channel.id());
  }
}
