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
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Any frame at all, drawn from a seed: every type, every optional part, any text. */
final class RandomFrames {

  private static final int[] ALPHABETS = {0x80, 0x800, 0xD800, 0x10_FFFF};

  private final RandomGenerator random;
  private final List<Supplier<Query>> queries;
  private final List<Supplier<Reply>> replies;

  RandomFrames(RandomGenerator random) {
    this.random = random;
    queries =
        List.of(
            () -> new Query.Hello(1, 1 + below(200), payload(), text(64)),
            Query.Ping::new,
            () -> new Query.NameMessage(random.nextLong()),
            () -> new Query.FollowTable(maybe(this::epoch)),
            () -> new Query.LeaseWorker(new UUID(random.nextLong(), random.nextLong()), worker()),
            () -> ask(new History(channel(), slice(), 1 + below(History.MAX_LIMIT))),
            () -> ask(new Get(channel(), new MessageId(random.nextLong()))),
            () -> ask(new Append(channel(), id(), random.nextLong(), body())),
            () -> ask(new AppendAll(channel(), some(this::created))),
            this::edit,
            this::delete,
            () -> ask(deleteBulk()),
            () -> ask(new Channels(maybe(this::channel), 1 + below(Channels.MAX_LIMIT))));
    replies =
        List.of(
            () -> new Reply.Welcome(1 + below(255), node(), region(), 1 + below(1 << 30)),
            Reply.Pong::new,
            () -> new Reply.Named(id()),
            () -> new Reply.Refused(code(), text(200), Duration.ofMillis(below(1 << 30))),
            () -> new Reply.Table(table()),
            this::leased,
            () -> answered(page()),
            () -> answered(new Found(maybe(this::message))),
            () -> answered(new Acknowledged()),
            () -> answered(new BulkProgress(maybe(this::deleteBulk))),
            () -> answered(new ChannelPage(some(this::channel), maybe(this::channel))));
  }

  RequestFrame request() {
    return new RequestFrame(
        random.nextLong(), Duration.ofMillis(below(60_000)), oneOf(queries).get());
  }

  ResponseFrame response() {
    Optional<Spread> spread =
        maybe(() -> new Spread(2 + below(254), Duration.ofMillis(below(600_000))));
    OptionalInt away = random.nextBoolean() ? OptionalInt.of(1 + below(100)) : OptionalInt.empty();
    return new ResponseFrame(
        random.nextLong(), random.nextLong(), spread, away, oneOf(replies).get());
  }

  private Epoch epoch() {
    return new Epoch(random.nextLong(Long.MAX_VALUE), node());
  }

  private OptionalInt worker() {
    return random.nextBoolean() ? OptionalInt.of(below(511)) : OptionalInt.empty();
  }

  private Reply leased() {
    long from = random.nextLong(Long.MAX_VALUE / 2);
    WorkerLease lease = new WorkerLease(below(8), below(511), from, from + 1 + below(1 << 30));
    return new Reply.Leased(lease, Duration.ofMillis(below(1 << 30)));
  }

  /** Of few members mostly, sometimes of more than a byte can tell apart. */
  private RangeTable table() {
    int count = below(20) == 0 ? 300 : 1 + below(5);
    List<Member> members =
        IntStream.range(0, count)
            .mapToObj(i -> new Member(new NodeId("n" + i), new NodeAddress("h" + i, 1 + below(60))))
            .toList();
    int[] owners = IntStream.generate(() -> below(count)).limit(1 + below(50)).toArray();
    int[] standbys =
        IntStream.of(owners).map(owner -> count == 1 ? -1 : (owner + 1) % count).toArray();
    return RangeTable.of(region(), epoch(), members, owners, standbys);
  }

  private Query edit() {
    MessageId id = id();
    return ask(new Edit(channel(), id, body(), later(id)));
  }

  private Query delete() {
    MessageId id = id();
    return ask(new Delete(channel(), id, later(id)));
  }

  private DeleteBulk deleteBulk() {
    if (random.nextBoolean()) {
      MessageId id = id();
      return new DeleteBulk(channel(), new DeleteBulk.Before(id), later(id));
    }
    List<MessageId> ids = some(this::id);
    return new DeleteBulk(
        channel(), new DeleteBulk.Ids(ids), later(ids.stream().max(MessageId::compareTo).get()));
  }

  private Page page() {
    return new Page(
        random.nextBoolean() ? List.of() : some(this::message),
        maybe(() -> new Slice.Before(id())),
        maybe(() -> new Slice.After(id())),
        random.nextBoolean());
  }

  private Slice slice() {
    MessageId id = new MessageId(random.nextLong());
    return oneOf(
        List.of(
            Slice.newest(), Slice.before(id), Slice.after(id), Slice.around(id), Slice.since(id)));
  }

  private Message created() {
    return Message.created(id(), random.nextLong(), body());
  }

  private Message message() {
    return new Message(
        id(),
        random.nextLong(),
        body(),
        maybe(() -> Instant.EPOCH.plus(random.nextLong(), ChronoUnit.MICROS)));
  }

  private Body body() {
    return new Body(text(below(10) == 0 ? 3_000 : 40), payload());
  }

  /** Of ASCII, of two bytes, of three, of four: each draw its own mixture. */
  private String text(int maxChars) {
    int top = ALPHABETS[below(ALPHABETS.length)];
    StringBuilder text = new StringBuilder();
    int chars = below(maxChars + 1);
    while (text.length() < chars - 1) {
      int codePoint = below(top);
      if (codePoint < Character.MIN_SURROGATE || codePoint > Character.MAX_SURROGATE) {
        text.appendCodePoint(codePoint);
      }
    }
    return text.toString();
  }

  private Payload payload() {
    byte[] bytes = new byte[random.nextBoolean() ? 0 : below(200)];
    random.nextBytes(bytes);
    return Payload.of(bytes);
  }

  private MessageId id() {
    return new MessageId(random.nextLong(MessageId.MIN.value(), Long.MAX_VALUE));
  }

  private long later(MessageId id) {
    return id.unixMicros() + 1 + below(1 << 30);
  }

  private ChannelId channel() {
    return new ChannelId(random.nextLong());
  }

  private NodeId node() {
    return new NodeId("eu-" + below(1_000));
  }

  private Region region() {
    return new Region("r" + below(1_000));
  }

  private ErrorCode code() {
    return oneOf(List.of(ErrorCode.values()));
  }

  private Query ask(Request<?> request) {
    return new Query.Ask(
        request,
        oneOf(List.of(ReadLevel.values())),
        random.nextBoolean(),
        random.nextBoolean(),
        random.nextBoolean() ? Optional.of(oneOf(List.of(Durability.values()))) : Optional.empty(),
        tokens(),
        random.nextBoolean());
  }

  private Tokens tokens() {
    Tokens tokens = new Tokens(List.of(), random.nextBoolean());
    for (int i = below(Tokens.MAX + 1); i > 0; i--) {
      tokens = tokens.and(token());
    }
    return tokens;
  }

  private Token token() {
    return new Token(below(8), random.nextLong(), random.nextLong());
  }

  private Receipt receipt() {
    return new Receipt(
        maybe(this::token),
        maybe(() ->
            new Degraded(oneOf(List.of(Degraded.Reason.values())), below(8), random.nextLong())),
        maybe(() -> new Explanation(Stream.generate(this::step).limit(below(3)).toList())));
  }

  private Explanation.Step step() {
    return new Explanation.Step(
        node(),
        maybe(this::node),
        maybe(this::epoch),
        oneOf(List.of(Explanation.Role.values())),
        below(1 << 30),
        below(1 << 30),
        text(32));
  }

  private Reply answered(Answer answer) {
    return new Reply.Answered(answer, receipt());
  }

  private <T> Optional<T> maybe(Supplier<T> value) {
    return random.nextBoolean() ? Optional.of(value.get()) : Optional.empty();
  }

  private <T> List<T> some(Supplier<T> value) {
    return Stream.generate(value).limit(1 + below(20)).toList();
  }

  private <T> T oneOf(List<T> values) {
    return values.get(below(values.size()));
  }

  private int below(int bound) {
    return random.nextInt(bound);
  }
}
