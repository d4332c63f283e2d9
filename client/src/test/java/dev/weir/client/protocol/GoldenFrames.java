package dev.weir.client.protocol;

import dev.weir.messages.Acknowledged;
import dev.weir.messages.Answer;
import dev.weir.messages.Append;
import dev.weir.messages.AppendAll;
import dev.weir.messages.Body;
import dev.weir.messages.BulkProgress;
import dev.weir.messages.ChannelPage;
import dev.weir.messages.Channels;
import dev.weir.messages.Degraded;
import dev.weir.messages.Delete;
import dev.weir.messages.DeleteBulk;
import dev.weir.messages.Durability;
import dev.weir.messages.Edit;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.Explanation;
import dev.weir.messages.Found;
import dev.weir.messages.Get;
import dev.weir.messages.History;
import dev.weir.messages.Message;
import dev.weir.messages.MessageId;
import dev.weir.messages.Page;
import dev.weir.messages.Payload;
import dev.weir.messages.ReadLevel;
import dev.weir.messages.Receipt;
import dev.weir.messages.Request;
import dev.weir.messages.Slice;
import dev.weir.messages.Token;
import dev.weir.messages.Tokens;
import dev.weir.messages.WorkerLease;
import dev.weir.topology.ChannelId;
import dev.weir.topology.Epoch;
import dev.weir.topology.Member;
import dev.weir.topology.NodeAddress;
import dev.weir.topology.NodeId;
import dev.weir.topology.RangeTable;
import dev.weir.topology.Region;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/** One frame of each kind, by name: what the golden bytes and the document's examples show. */
final class GoldenFrames {

  private static final ChannelId CHANNEL = new ChannelId(42);
  private static final MessageId ID = MessageId.of(1_700_000_000_000L, 1, 17, 3);
  private static final MessageId OLD_ID = MessageId.of(1_000_000_000_000L, 0, 511, 0);
  private static final long LATER = 1_700_000_000_000_001L;
  private static final Body BODY = new Body("héllo 👋", Payload.of(new byte[] {1, 2, 3}));
  private static final RangeTable TABLE =
      RangeTable.of(
          new Region("eu"),
          new Epoch(9, new NodeId("eu-1")),
          List.of(member("eu-1", 7400), member("eu-2", 7401)),
          new int[] {0, 1, 1},
          new int[] {1, 0, -1});
  private static final long CLOCK = 1_700_000_000_123_456L;

  private static final Token TOKEN = new Token(1, 77, CLOCK - 1);
  private static final Receipt RECEIPT =
      new Receipt(
          Optional.of(TOKEN),
          Optional.of(new Degraded(Degraded.Reason.OTHER_REGION, 2, CLOCK - 2)),
          Optional.of(
              new Explanation(
                  List.of(
                      new Explanation.Step(
                          new NodeId("eu-2"),
                          Optional.of(new NodeId("eu-1")),
                          Optional.of(TABLE.epoch()),
                          Explanation.Role.FOLLOWED,
                          250,
                          1_000,
                          ""),
                      new Explanation.Step(
                          new NodeId("eu-1"),
                          Optional.empty(),
                          Optional.empty(),
                          Explanation.Role.ALONE,
                          0,
                          1,
                          "LOCAL_QUORUM")))));

  private final Map<String, String> hexByName = new LinkedHashMap<>();

  private GoldenFrames() {
    requests();
    replies();
  }

  private void requests() {
    request("hello", new Query.Hello(1, 1, Payload.of(new byte[] {9, 9}), "java"));
    request("ping", new Query.Ping());
    request("name-message", new Query.NameMessage(LATER));
    request("follow-table", new Query.FollowTable(Optional.empty()));
    request("follow-table-known", new Query.FollowTable(Optional.of(TABLE.epoch())));
    request("lease-worker", new Query.LeaseWorker(new UUID(1, 2), OptionalInt.empty()));
    request("lease-worker-kept", new Query.LeaseWorker(new UUID(1, 2), OptionalInt.of(17)));
    ask("history-newest", new History(CHANNEL, Slice.newest(), 50), ReadLevel.SESSION);
    request(
        "history-forwarded",
        new Query.Ask(
            new History(CHANNEL, Slice.newest(), 50),
            ReadLevel.SESSION,
            true,
            false,
            Optional.empty(),
            Tokens.NONE,
            false));
    request(
        "append-regional-every-region",
        new Query.Ask(
            new Append(CHANNEL, ID, 1_001, BODY),
            ReadLevel.SESSION,
            false,
            true,
            Optional.of(Durability.EVERY_REGION),
            Tokens.NONE,
            false));
    request(
        "history-after-tokens",
        new Query.Ask(
            new History(CHANNEL, Slice.newest(), 50),
            ReadLevel.SESSION,
            false,
            false,
            Optional.empty(),
            new Tokens(List.of(TOKEN, new Token(2, -1, CLOCK)), false),
            true));
    ask("history-before", new History(CHANNEL, Slice.before(ID), 1), ReadLevel.EVENTUAL);
    ask("history-after", new History(CHANNEL, Slice.after(OLD_ID), 1_000), ReadLevel.STRONG);
    ask("history-around", new History(CHANNEL, Slice.around(ID), 25), ReadLevel.SESSION);
    ask("history-since", new History(CHANNEL, Slice.since(OLD_ID), 100), ReadLevel.SESSION);
    ask("get", new Get(new ChannelId(-1), ID), ReadLevel.STRONG);
    ask("append", new Append(CHANNEL, ID, 1_001, BODY), ReadLevel.SESSION);
    ask(
        "append-all",
        new AppendAll(CHANNEL, List.of(created(OLD_ID, Body.of("old")), created(ID, Body.of("")))),
        ReadLevel.SESSION);
    ask("edit", new Edit(CHANNEL, ID, BODY, LATER), ReadLevel.SESSION);
    ask("delete", new Delete(CHANNEL, ID, LATER), ReadLevel.SESSION);
    ask("delete-bulk-ids", deleteIds(), ReadLevel.SESSION);
    ask("delete-bulk-before", deleteBefore(), ReadLevel.SESSION);
    ask("channels-first", new Channels(Optional.empty(), 100), ReadLevel.EVENTUAL);
    ask("channels-next", new Channels(Optional.of(CHANNEL), 100), ReadLevel.EVENTUAL);
  }

  private void replies() {
    reply("welcome", new Reply.Welcome(1, new NodeId("eu-1"), new Region("eu"), 4_096));
    reply("pong", new Reply.Pong());
    reply("named", new Reply.Named(ID));
    reply("refused", new Reply.Refused(ErrorCode.OVERLOADED, "busy", Duration.ofMillis(250)));
    reply("table", new Reply.Table(TABLE));
    reply(
        "leased",
        new Reply.Leased(new WorkerLease(1, 17, LATER, LATER + 1), Duration.ofSeconds(60)));
    frame(
        "page-spread",
        new ResponseFrame(
            7,
            CLOCK,
            Optional.of(new Spread(3, Duration.ofSeconds(10))),
            OptionalInt.empty(),
            new Reply.Answered(Page.EMPTY)));
    frame(
        "page-away",
        new ResponseFrame(
            7, CLOCK, Optional.empty(), OptionalInt.of(60), new Reply.Answered(Page.EMPTY)));
    answer(
        "page",
        new Page(
            List.of(edited(), created(OLD_ID, Body.of("old"))),
            Optional.of(new Slice.Before(OLD_ID)),
            Optional.of(new Slice.After(ID)),
            true));
    answer("page-empty", Page.EMPTY);
    reply("page-receipt", new Reply.Answered(Page.EMPTY, RECEIPT));
    answer("found", new Found(Optional.of(edited())));
    answer("found-nothing", new Found(Optional.empty()));
    answer("acknowledged", new Acknowledged());
    answer("bulk-progress-done", new BulkProgress(Optional.empty()));
    answer("bulk-progress-rest", new BulkProgress(Optional.of(deleteBefore())));
    answer(
        "channel-page", new ChannelPage(List.of(new ChannelId(-1), CHANNEL), Optional.of(CHANNEL)));
  }

  /** Name to bytes, with their length, in hexadecimal. */
  static Map<String, String> all() {
    return new GoldenFrames().hexByName;
  }

  private static DeleteBulk deleteIds() {
    return new DeleteBulk(CHANNEL, new DeleteBulk.Ids(List.of(ID, OLD_ID)), LATER);
  }

  private static DeleteBulk deleteBefore() {
    return new DeleteBulk(CHANNEL, new DeleteBulk.Before(ID), LATER);
  }

  private static Member member(String name, int port) {
    return new Member(new NodeId(name), new NodeAddress("127.0.0.1", port));
  }

  private static Message created(MessageId id, Body body) {
    return Message.created(id, 1_001, body);
  }

  private static Message edited() {
    return new Message(ID, -5, BODY, Optional.of(Instant.parse("2024-01-01T00:00:00.000001Z")));
  }

  private void ask(String name, Request<?> request, ReadLevel level) {
    request(name, new Query.Ask(request, level));
  }

  private void request(String name, Query query) {
    RequestFrame frame = new RequestFrame(7, Duration.ofMillis(5_000), query);
    ByteBuffer bytes = ByteBuffer.allocate(Codec.sizeOf(frame));
    Codec.encode(frame, bytes);
    hexByName.put(name, HexFormat.of().formatHex(bytes.array()));
  }

  private void answer(String name, Answer answer) {
    reply(name, new Reply.Answered(answer));
  }

  private void reply(String name, Reply reply) {
    frame(name, new ResponseFrame(7, CLOCK, reply));
  }

  private void frame(String name, ResponseFrame frame) {
    ByteBuffer bytes = ByteBuffer.allocate(Codec.sizeOf(frame));
    Codec.encode(frame, bytes);
    hexByName.put(name, HexFormat.of().formatHex(bytes.array()));
  }
}
