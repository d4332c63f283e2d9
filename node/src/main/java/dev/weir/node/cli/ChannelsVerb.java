package dev.weir.node.cli;

import dev.weir.messages.ChannelPage;
import dev.weir.messages.Channels;
import dev.weir.messages.WeirException;
import dev.weir.node.ingest.NumberOrName;
import dev.weir.topology.ChannelId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists channels. */
@Command(
    name = "channels",
    header = "Lists channels that hold messages.",
    description =
        "Lists channels by their numbers, in no order that means anything. The number of a named"
            + " channel follows from its name, but not the name from the number.",
    footer = {"  weir channels", "  weir channels --limit 10000 -o json"})
final class ChannelsVerb implements Verb {

  private static final int MAX_LIMIT = 1_000_000;

  @Mixin private Nodes nodes = new Nodes();

  @Option(
      names = {"-n", "--limit"},
      paramLabel = "N",
      description = "How many channels (default: 100).")
  private int limit = 100;

  @Option(
      names = "--after",
      paramLabel = "CHANNEL",
      description = "Go on behind this channel, the last one of the list before.")
  private @Nullable NumberOrName after;

  @Override
  public Section section() {
    return Section.MESSAGES;
  }

  @Override
  public int run(Shell shell) {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw WeirException.invalid("limit %d: ask for 1 to %d channels".formatted(limit, MAX_LIMIT));
    }
    List<ChannelId> channels = new ArrayList<>();
    Optional<ChannelId> next = Optional.ofNullable(after).map(name -> new ChannelId(name.id()));
    try (Connection connection = nodes.connect(shell)) {
      do {
        int left = Math.min(limit - channels.size(), Channels.MAX_LIMIT);
        ChannelPage page = connection.ask(new Channels(next, left));
        channels.addAll(page.channels());
        next = page.next();
      } while (next.isPresent() && channels.size() < limit);
    }
    print(shell.output(), channels, next);
    return ExitStatus.OK;
  }

  private void print(Output output, List<ChannelId> channels, Optional<ChannelId> next) {
    if (output.isJson()) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("channels", channels.stream().map(ChannelId::toString).toList());
      next.ifPresent(id -> json.put("next", id.toString()));
      output.json(json);
      return;
    }
    channels.forEach(id -> output.line(id.toString()));
    if (channels.isEmpty()) {
      output.note("no channels");
    }
    next.ifPresent(
        id -> output.note("more: weir channels%s --after %s".formatted(nodes.asGiven(), id)));
  }
}
