package dev.weir.client;

import dev.weir.client.protocol.Query;
import dev.weir.client.protocol.Reply;
import dev.weir.client.protocol.RequestFrame;
import dev.weir.messages.Acknowledged;
import dev.weir.messages.Answer;
import dev.weir.messages.Append;
import dev.weir.messages.AppendAll;
import dev.weir.messages.BulkProgress;
import dev.weir.messages.Delete;
import dev.weir.messages.DeleteBulk;
import dev.weir.messages.Edit;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.Found;
import dev.weir.messages.Get;
import dev.weir.messages.History;
import dev.weir.messages.Message;
import dev.weir.messages.MessageId;
import dev.weir.messages.Page;
import dev.weir.messages.Request;
import dev.weir.messages.Slice;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** One channel in memory, for a {@link FakeNode}: enough of a node to talk to. */
final class FakeChannel implements FakeNode.Script {

  /** A bulk deletion goes so far in one step. */
  private static final int STEP = 3;

  private final TreeMap<MessageId, Message> messages = new TreeMap<>();

  @Override
  public synchronized void receive(FakeNode.Peer peer, RequestFrame frame) throws IOException {
    Request<?> request = ((Query.Ask) frame.query()).request();
    Optional<Answer> answer = serve(request);
    if (answer.isPresent()) {
      peer.answer(frame.id(), answer.get());
    } else {
      peer.reply(
          frame.id(),
          new Reply.Refused(ErrorCode.INTERNAL, "not served here: " + request, Duration.ZERO));
    }
  }

  private Optional<Answer> serve(Request<?> request) {
    if (request instanceof Append append) {
      return put(Message.created(append.id(), append.author(), append.body()));
    } else if (request instanceof AppendAll all) {
      all.messages().forEach(this::put);
      return Optional.of(new Acknowledged());
    } else if (request instanceof Edit edit) {
      Message old = messages.get(edit.id());
      Instant at = Instant.ofEpochSecond(0, edit.atMicros() * 1_000);
      return put(new Message(old.id(), old.author(), edit.body(), Optional.of(at)));
    } else if (request instanceof Delete delete) {
      messages.remove(delete.id());
      return Optional.of(new Acknowledged());
    } else if (request instanceof Get get) {
      return Optional.of(new Found(Optional.ofNullable(messages.get(get.id()))));
    } else if (request instanceof History history) {
      return Optional.of(page(history));
    } else if (request instanceof DeleteBulk bulk) {
      return Optional.of(delete(bulk));
    }
    return Optional.empty();
  }

  private Optional<Answer> put(Message message) {
    messages.put(message.id(), message);
    return Optional.of(new Acknowledged());
  }

  private Page page(History history) {
    List<Message> newest =
        messages.descendingMap().values().stream()
            .filter(message ->
                !(history.slice() instanceof Slice.Before before)
                    || message.id().compareTo(before.id()) < 0)
            .limit(history.limit())
            .toList();
    return new Page(newest, Optional.empty(), Optional.empty(), false);
  }

  private BulkProgress delete(DeleteBulk bulk) {
    if (bulk.selection() instanceof DeleteBulk.Ids some) {
      List<MessageId> ids = some.ids();
      List<MessageId> now = ids.subList(0, Math.min(STEP, ids.size()));
      now.forEach(messages::remove);
      List<MessageId> rest = ids.subList(now.size(), ids.size());
      return new BulkProgress(
          rest.isEmpty()
              ? Optional.empty()
              : Optional.of(
                  new DeleteBulk(bulk.channel(), new DeleteBulk.Ids(rest), bulk.atMicros())));
    }
    MessageId before = ((DeleteBulk.Before) bulk.selection()).id();
    List<MessageId> now =
        messages.headMap(before, false).descendingKeySet().stream().limit(STEP).toList();
    now.forEach(messages::remove);
    return new BulkProgress(
        messages.headMap(before).isEmpty()
            ? Optional.empty()
            : Optional.of(
                new DeleteBulk(
                    bulk.channel(),
                    new DeleteBulk.Before(now.get(now.size() - 1)),
                    bulk.atMicros())));
  }
}
