package dev.weir.client.protocol;

import dev.weir.messages.Append;
import dev.weir.messages.AppendAll;
import dev.weir.messages.Channels;
import dev.weir.messages.Delete;
import dev.weir.messages.DeleteBulk;
import dev.weir.messages.Edit;
import dev.weir.messages.Get;
import dev.weir.messages.History;
import dev.weir.messages.MessageId;
import dev.weir.messages.Slice;
import dev.weir.topology.ChannelId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/** What a client may say, byte by byte: the table of {@code docs/protocol.md}. */
final class RequestLayouts {

  static final int HELLO = 1;

  static final Layout.Table TABLE =
      new Layout.Table(
          List.of(
              new Layout<>(HELLO, Query.Hello.class, RequestLayouts::hello, RequestLayouts::hello),
              new Layout<>(2, Query.Ping.class, (sink, ping) -> {}, source -> new Query.Ping()),
              new Layout<>(
                  3,
                  Query.NameMessage.class,
                  (sink, name) -> sink.i64(name.seenMicros()),
                  source -> new Query.NameMessage(source.i64())),
              new Layout<>(
                  4, Query.FollowTable.class, RequestLayouts::follow, RequestLayouts::follow),
              new Layout<>(
                  5, Query.LeaseWorker.class, RequestLayouts::lease, RequestLayouts::lease),
              new Layout<>(16, History.class, RequestLayouts::history, RequestLayouts::history),
              new Layout<>(17, Get.class, RequestLayouts::get, RequestLayouts::get),
              new Layout<>(18, Append.class, RequestLayouts::append, RequestLayouts::append),
              new Layout<>(
                  19, AppendAll.class, RequestLayouts::appendAll, RequestLayouts::appendAll),
              new Layout<>(20, Edit.class, RequestLayouts::edit, RequestLayouts::edit),
              new Layout<>(21, Delete.class, RequestLayouts::delete, RequestLayouts::delete),
              new Layout<>(
                  22,
                  DeleteBulk.class,
                  MessageFields::writeDeleteBulk,
                  MessageFields::readDeleteBulk),
              new Layout<>(
                  23, Channels.class, RequestLayouts::channels, RequestLayouts::channels)));

  private static final int NEWEST = 0;
  private static final int BEFORE = 1;
  private static final int AFTER = 2;
  private static final int AROUND = 3;
  private static final int SINCE = 4;

  private RequestLayouts() {}

  private static void hello(FieldSink sink, Query.Hello hello) {
    sink.u8(hello.minVersion());
    sink.u8(hello.maxVersion());
    sink.bytes(hello.credentials());
    sink.text(hello.client());
  }

  private static Query.Hello hello(FieldSource source) {
    return new Query.Hello(source.u8(), source.u8(), source.bytes(), source.text());
  }

  private static void follow(FieldSink sink, Query.FollowTable follow) {
    sink.flag(follow.known().isPresent());
    follow.known().ifPresent(known -> TableFields.writeEpoch(sink, known));
  }

  private static Query.FollowTable follow(FieldSource source) {
    return new Query.FollowTable(
        source.flag() ? Optional.of(TableFields.readEpoch(source)) : Optional.empty());
  }

  private static void lease(FieldSink sink, Query.LeaseWorker lease) {
    sink.i64(lease.holder().getMostSignificantBits());
    sink.i64(lease.holder().getLeastSignificantBits());
    sink.flag(lease.kept().isPresent());
    lease.kept().ifPresent(sink::u16);
  }

  private static Query.LeaseWorker lease(FieldSource source) {
    UUID holder = new UUID(source.i64(), source.i64());
    return new Query.LeaseWorker(
        holder, source.flag() ? OptionalInt.of(source.u16()) : OptionalInt.empty());
  }

  private static void history(FieldSink sink, History request) {
    sink.i64(request.channel().value());
    sink.u32(request.limit());
    Slice slice = request.slice();
    if (slice instanceof Slice.Before before) {
      sink.u8(BEFORE);
      sink.i64(before.id().value());
    } else if (slice instanceof Slice.After after) {
      sink.u8(AFTER);
      sink.i64(after.id().value());
    } else if (slice instanceof Slice.Around around) {
      sink.u8(AROUND);
      sink.i64(around.id().value());
    } else if (slice instanceof Slice.Since since) {
      sink.u8(SINCE);
      sink.i64(since.id().value());
    } else {
      sink.u8(NEWEST);
    }
  }

  private static History history(FieldSource source) {
    ChannelId channel = new ChannelId(source.i64());
    int limit = source.count32();
    int kind = source.u8();
    Slice slice =
        switch (kind) {
          case NEWEST -> Slice.newest();
          case BEFORE -> Slice.before(MessageFields.readId(source));
          case AFTER -> Slice.after(MessageFields.readId(source));
          case AROUND -> Slice.around(MessageFields.readId(source));
          case SINCE -> Slice.since(MessageFields.readId(source));
          default -> throw source.malformed("slice %d does not exist".formatted(kind));
        };
    return new History(channel, slice, limit);
  }

  private static void get(FieldSink sink, Get request) {
    sink.i64(request.channel().value());
    sink.i64(request.id().value());
  }

  private static Get get(FieldSource source) {
    return new Get(new ChannelId(source.i64()), MessageFields.readId(source));
  }

  private static void append(FieldSink sink, Append request) {
    sink.i64(request.channel().value());
    sink.i64(request.id().value());
    sink.i64(request.author());
    MessageFields.writeBody(sink, request.body());
  }

  private static Append append(FieldSource source) {
    return new Append(
        new ChannelId(source.i64()),
        MessageFields.readId(source),
        source.i64(),
        MessageFields.readBody(source));
  }

  private static void appendAll(FieldSink sink, AppendAll request) {
    sink.i64(request.channel().value());
    MessageFields.writeMessages(sink, request.messages());
  }

  private static AppendAll appendAll(FieldSource source) {
    return new AppendAll(
        new ChannelId(source.i64()),
        source.list(AppendAll.MAX_MESSAGES, MessageFields.MIN_MESSAGE, MessageFields::readMessage));
  }

  private static void edit(FieldSink sink, Edit request) {
    sink.i64(request.channel().value());
    sink.i64(request.id().value());
    sink.i64(request.atMicros());
    MessageFields.writeBody(sink, request.body());
  }

  private static Edit edit(FieldSource source) {
    ChannelId channel = new ChannelId(source.i64());
    MessageId id = MessageFields.readId(source);
    long atMicros = source.i64();
    return new Edit(channel, id, MessageFields.readBody(source), atMicros);
  }

  private static void delete(FieldSink sink, Delete request) {
    sink.i64(request.channel().value());
    sink.i64(request.id().value());
    sink.i64(request.atMicros());
  }

  private static Delete delete(FieldSource source) {
    return new Delete(new ChannelId(source.i64()), MessageFields.readId(source), source.i64());
  }

  private static void channels(FieldSink sink, Channels request) {
    sink.u32(request.limit());
    sink.flag(request.after().isPresent());
    request.after().ifPresent(after -> sink.i64(after.value()));
  }

  private static Channels channels(FieldSource source) {
    int limit = source.count32();
    Optional<ChannelId> after =
        source.flag() ? Optional.of(new ChannelId(source.i64())) : Optional.empty();
    return new Channels(after, limit);
  }
}
