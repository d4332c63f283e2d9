package dev.weir.client.protocol;

import dev.weir.messages.Acknowledged;
import dev.weir.messages.BulkProgress;
import dev.weir.messages.ChannelPage;
import dev.weir.messages.Channels;
import dev.weir.messages.DeleteBulk;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.Found;
import dev.weir.messages.History;
import dev.weir.messages.Message;
import dev.weir.messages.Page;
import dev.weir.messages.Slice;
import dev.weir.messages.WorkerLease;
import dev.weir.topology.ChannelId;
import dev.weir.topology.NodeId;
import dev.weir.topology.Region;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a node may say, byte by byte: the table of {@code docs/protocol.md}. */
final class ReplyLayouts {

  static final Layout.Table TABLE =
      new Layout.Table(
          List.of(
              new Layout<>(129, Reply.Welcome.class, ReplyLayouts::welcome, ReplyLayouts::welcome),
              new Layout<>(130, Reply.Pong.class, (sink, pong) -> {}, source -> new Reply.Pong()),
              new Layout<>(
                  131,
                  Reply.Named.class,
                  (sink, named) -> sink.i64(named.id().value()),
                  source -> new Reply.Named(MessageFields.readId(source))),
              new Layout<>(132, Reply.Refused.class, ReplyLayouts::refused, ReplyLayouts::refused),
              new Layout<>(
                  133,
                  Reply.Table.class,
                  (sink, reply) -> TableFields.write(sink, reply.table()),
                  source -> new Reply.Table(TableFields.read(source))),
              new Layout<>(134, Reply.Leased.class, ReplyLayouts::leased, ReplyLayouts::leased),
              new Layout<>(144, Page.class, ReplyLayouts::page, ReplyLayouts::page),
              new Layout<>(145, Found.class, ReplyLayouts::found, ReplyLayouts::found),
              new Layout<>(
                  146, Acknowledged.class, (sink, done) -> {}, source -> new Acknowledged()),
              new Layout<>(147, BulkProgress.class, ReplyLayouts::progress, ReplyLayouts::progress),
              new Layout<>(
                  148, ChannelPage.class, ReplyLayouts::channelPage, ReplyLayouts::channelPage)));

  private ReplyLayouts() {}

  private static void welcome(FieldSink sink, Reply.Welcome welcome) {
    sink.u8(welcome.version());
    sink.u32(welcome.maxInFlight());
    sink.text(welcome.node().name());
    sink.text(welcome.region().name());
  }

  private static Reply.Welcome welcome(FieldSource source) {
    int version = source.u8();
    int maxInFlight = source.count32();
    return new Reply.Welcome(
        version, new NodeId(source.text()), new Region(source.text()), maxInFlight);
  }

  private static void refused(FieldSink sink, Reply.Refused refused) {
    sink.u16(refused.code().number());
    sink.u32(refused.retryAfter().toMillis());
    sink.text(refused.message());
  }

  private static Reply.Refused refused(FieldSource source) {
    int number = source.u16();
    Duration retryAfter = Duration.ofMillis(source.u32());
    String message = source.text();
    return ErrorCode.of(number)
        .map(code -> new Reply.Refused(code, message, retryAfter))
        .orElseGet(() ->
            new Reply.Refused(
                ErrorCode.INTERNAL, "error %d: %s".formatted(number, message), retryAfter));
  }

  private static void leased(FieldSink sink, Reply.Leased leased) {
    sink.u8(leased.lease().region());
    sink.u16(leased.lease().worker());
    sink.i64(leased.lease().fromMicros());
    sink.i64(leased.lease().untilMicros());
    sink.u32(leased.left().toMillis());
  }

  private static Reply.Leased leased(FieldSource source) {
    WorkerLease lease = new WorkerLease(source.u8(), source.u16(), source.i64(), source.i64());
    return new Reply.Leased(lease, Duration.ofMillis(source.u32()));
  }

  private static void page(FieldSink sink, Page page) {
    pageHead(sink, page, page.messages().size());
    page.messages().forEach(message -> MessageFields.writeMessage(sink, message));
  }

  /** All of a page before its messages. */
  static void pageHead(FieldSink sink, Page page, int count) {
    sink.flag(page.partial());
    sink.flag(page.older().isPresent());
    page.older().ifPresent(older -> sink.i64(older.id().value()));
    sink.flag(page.newer().isPresent());
    page.newer().ifPresent(newer -> sink.i64(newer.id().value()));
    sink.u32(count);
  }

  private static Page page(FieldSource source) {
    boolean partial = source.flag();
    Optional<Slice.Before> older =
        source.flag()
            ? Optional.of(new Slice.Before(MessageFields.readId(source)))
            : Optional.empty();
    Optional<Slice.After> newer =
        source.flag()
            ? Optional.of(new Slice.After(MessageFields.readId(source)))
            : Optional.empty();
    List<Message> messages =
        source.list(History.MAX_LIMIT, MessageFields.MIN_MESSAGE, MessageFields::readMessage);
    return new Page(messages, older, newer, partial);
  }

  private static void found(FieldSink sink, Found found) {
    sink.flag(found.message().isPresent());
    found.message().ifPresent(message -> MessageFields.writeMessage(sink, message));
  }

  private static Found found(FieldSource source) {
    return new Found(
        source.flag() ? Optional.of(MessageFields.readMessage(source)) : Optional.empty());
  }

  private static void progress(FieldSink sink, BulkProgress progress) {
    sink.flag(progress.rest().isPresent());
    progress.rest().ifPresent(rest -> MessageFields.writeDeleteBulk(sink, rest));
  }

  private static BulkProgress progress(FieldSource source) {
    Optional<DeleteBulk> rest =
        source.flag() ? Optional.of(MessageFields.readDeleteBulk(source)) : Optional.empty();
    return new BulkProgress(rest);
  }

  private static void channelPage(FieldSink sink, ChannelPage page) {
    sink.flag(page.next().isPresent());
    page.next().ifPresent(next -> sink.i64(next.value()));
    sink.u32(page.channels().size());
    page.channels().forEach(channel -> sink.i64(channel.value()));
  }

  private static ChannelPage channelPage(FieldSource source) {
    Optional<ChannelId> next =
        source.flag() ? Optional.of(new ChannelId(source.i64())) : Optional.empty();
    return new ChannelPage(
        source.list(Channels.MAX_LIMIT, MessageFields.ID, id -> new ChannelId(id.i64())), next);
  }
}
