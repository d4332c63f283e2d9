package dev.weir.node.cli;

import dev.weir.messages.History;
import dev.weir.messages.Message;
import dev.weir.messages.MessageId;
import dev.weir.messages.Page;
import dev.weir.messages.Slice;
import dev.weir.messages.WeirException;
import dev.weir.node.ingest.NumberOrName;
import dev.weir.topology.ChannelId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows a page of a channel, or all of it. */
@Command(
    name = "history",
    header = "Shows a channel's messages.",
    description = {
      "Shows the latest messages, or those of another time, the newest at the bottom; then the"
          + " commands that go on from there. With -o json the newest comes first, as nodes"
          + " answer.",
      "",
      "T is " + TimeOrId.FORMS + ".",
    },
    footer = {
      "  weir history '#ubuntu'                      the latest 50",
      "  weir history 42 --before -1325837781564916736",
      "  weir history 42 --after '2h ago' --limit 500",
      "  weir history 42 --since '2h ago'            the latest 50 since then",
      "  weir history 42 --around 2014-12-25T09:14Z",
      "  weir history 42 --level strong --explain    what is certain, and where it came from",
      "  weir history 42 --all -o json               everything, a message a line, oldest first",
    })
final class HistoryVerb implements Verb {

  private static final int MAX_LIMIT = 10_000;

  @Mixin private Nodes nodes = new Nodes();

  @Parameters(paramLabel = "CHANNEL", description = "The channel's number, or its name.")
  private NumberOrName channel = NumberOrName.of(0);

  @Mixin private Reading reading = new Reading();

  @Option(
      names = {"-n", "--limit"},
      paramLabel = "N",
      description = "How many messages, up to 10000 (default: 50).")
  private int limit = 50;

  @Option(names = "--before", paramLabel = "T", description = "Messages before T.")
  private @Nullable TimeOrId before;

  @Option(
      names = "--after",
      paramLabel = "T",
      description = "The earliest messages after the id, or from the time on.")
  private @Nullable TimeOrId after;

  @Option(
      names = "--since",
      paramLabel = "T",
      description = "The latest messages after the id, or from the time on.")
  private @Nullable TimeOrId since;

  @Option(names = "--around", paramLabel = "T", description = "Messages of both sides of T.")
  private @Nullable TimeOrId around;

  @Option(
      names = "--all",
      description = "All messages, or all from --after to --before, oldest first.")
  private boolean all;

  @Override
  public Section section() {
    return Section.MESSAGES;
  }

  @Override
  public int run(Shell shell) {
    ChannelId id = new ChannelId(channel.id());
    if (all) {
      if (around != null || since != null) {
        throw WeirException.invalid(
            "--all goes with --after and --before, not with --since or --around");
      }
      if (reading.isExplained()) {
        throw WeirException.invalid("--explain tells of one page: give it without --all");
      }
      try (Connection connection = nodes.connect(shell)) {
        new HistoryWalk(reading.over(connection), id, shell.output())
            .all(Optional.ofNullable(after), Optional.ofNullable(before));
      }
      return ExitStatus.OK;
    }
    if (limit < 1 || limit > MAX_LIMIT) {
      throw WeirException.invalid(
          "limit %d: ask for 1 to %d messages, or for --all".formatted(limit, MAX_LIMIT));
    }
    Slice slice = slice();
    try (Connection connection = nodes.connect(shell)) {
      Reader reader = reading.over(connection);
      Page page = page(reader, id, slice);
      if (shell.output().isJson()) {
        Map<String, Object> json = json(id, page);
        reader.addTo(json);
        shell.output().json(json);
      } else {
        print(page, shell.output());
      }
      reader.say(shell.output());
    }
    return ExitStatus.OK;
  }

  private Slice slice() {
    if (Stream.of(before, after, since, around).filter(each -> each != null).count() > 1) {
      throw WeirException.invalid(
          "give one of --before, --after, --since and --around, or with --all --after and"
              + " --before");
    }
    if (before != null) {
      return before.before();
    }
    if (after != null) {
      return after.after();
    }
    if (since != null) {
      return since.since();
    }
    return around != null ? around.around() : Slice.newest();
  }

  /** As many messages as were asked for: nodes may end a page early. */
  private Page page(Reader reader, ChannelId id, Slice first) {
    Page page = reader.ask(new History(id, first, Math.min(limit, History.MAX_LIMIT)));
    while (page.messages().size() < limit && !(first instanceof Slice.Around)) {
      boolean upwards = first instanceof Slice.After;
      boolean mayHaveMore = page.partial() || page.messages().size() % History.MAX_LIMIT == 0;
      Optional<? extends Slice> next = upwards ? page.newer() : page.older();
      if (next.isEmpty() || !mayHaveMore) {
        break;
      }
      int left = Math.min(limit - page.messages().size(), History.MAX_LIMIT);
      Page more = bounded(reader.ask(new History(id, next.get(), left)), first);
      page = upwards ? joined(more, page, more) : joined(page, more, more);
      if (more.messages().isEmpty() && !more.partial()) {
        break;
      }
    }
    return page;
  }

  /** What continues a page since an id leads on below it, which was not asked for. */
  private static Page bounded(Page page, Slice first) {
    if (!(first instanceof Slice.Since(MessageId bound))) {
      return page;
    }
    List<Message> above =
        page.messages().stream().filter(each -> each.id().compareTo(bound) > 0).toList();
    return above.size() == page.messages().size()
        ? page
        : new Page(
            above,
            Optional.of(new Slice.Before(new MessageId(bound.value() + 1))),
            page.newer(),
            false);
  }

  private static Page joined(Page newer, Page older, Page last) {
    List<Message> messages = new ArrayList<>(newer.messages());
    messages.addAll(older.messages());
    return new Page(messages, older.older(), newer.newer(), last.partial());
  }

  private void print(Page page, Output output) {
    int width = Shown.authorWidth(page.messages());
    for (Message message : page.messages().reversed()) {
      output.line(Shown.line(message, width, output.style()));
    }
    if (page.messages().isEmpty()) {
      output.note("no messages" + (slice() instanceof Slice.Newest ? "" : " there"));
    }
    String command =
        "weir history %s%s".formatted(ShellWord.quoted(channel.text()), nodes.asGiven());
    page.older()
        .ifPresent(older ->
            output.line(
                output.style().dim("older: %s --before %s".formatted(command, older.id()))));
    if (!(slice() instanceof Slice.Newest)) {
      page.newer()
          .ifPresent(newer ->
              output.line(
                  output.style().dim("newer: %s --after %s".formatted(command, newer.id()))));
    }
  }

  private static Map<String, Object> json(ChannelId id, Page page) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("channel", id.toString());
    json.put("messages", page.messages().stream().map(each -> Shown.json(id, each)).toList());
    page.older().ifPresent(older -> json.put("older", older.id().toString()));
    page.newer().ifPresent(newer -> json.put("newer", newer.id().toString()));
    json.put("partial", page.partial());
    return json;
  }
}
