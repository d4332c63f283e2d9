package dev.weir.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.client.protocol.Query;
import dev.weir.client.protocol.RequestFrame;
import dev.weir.messages.Body;
import dev.weir.messages.BulkProgress;
import dev.weir.messages.DeleteBulk;
import dev.weir.messages.Durability;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.Message;
import dev.weir.messages.MessageId;
import dev.weir.messages.Payload;
import dev.weir.messages.ReadLevel;
import dev.weir.messages.Slice;
import dev.weir.messages.WeirException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The operations of a channel, blocking and not, against a node that keeps one in memory. */
@Timeout(60)
class ChannelTest extends ClientFixture {

  private final FakeNode node = node(new FakeChannel());
  private final WeirClient client = connect(node);
  private final Channel channel = client.channel(42);

  @Test
  void blocking_writesAndReads() {
    Body body = new Body("hello", Payload.of((byte) 7));
    MessageId first = channel.append(1, body);
    MessageId second = channel.append(2, "world");
    assertThat(second).isGreaterThan(first);
    assertThat(channel.latest(50).messages())
        .extracting(Message::id)
        .containsExactly(second, first);
    assertThat(channel.get(first).orElseThrow().body()).isEqualTo(body);
    assertThat(channel.page(Slice.before(second), 1).messages()).hasSize(1);

    channel.edit(first, "hello, world");
    Message edited = channel.get(first).orElseThrow();
    assertThat(edited.content()).isEqualTo("hello, world");
    assertThat(edited.editedAt().orElseThrow()).isAfter(first.time());

    channel.delete(first);
    assertThat(channel.get(first)).isEmpty();
  }

  @Test
  void async_writesAndReads() throws Exception {
    MessageId first = answer(channel.appendAsync(1, Body.of("hello")));
    MessageId second = answer(channel.appendAsync(2, "world"));
    assertThat(answer(channel.latestAsync(50)).messages())
        .extracting(Message::id)
        .containsExactly(second, first);
    answer(channel.editAsync(first, "hello, world"));
    assertThat(answer(channel.getAsync(first)).orElseThrow().content()).isEqualTo("hello, world");
    assertThat(answer(channel.pageAsync(Slice.before(second), 1)).messages()).hasSize(1);
    answer(channel.deleteAsync(first));
    assertThat(answer(channel.getAsync(first))).isEmpty();
  }

  @Test
  void kept_isSaidOfWrites_andOfNothingElse() throws Exception {
    Channel kept = channel.kept(Durability.EVERY_REGION).at(ReadLevel.EVENTUAL);
    MessageId first = kept.append(1, "one");
    MessageId second = answer(kept.appendAsync(1, "two"));
    kept.edit(first, "edited");
    answer(kept.editAsync(second, "edited"));
    kept.delete(first);
    answer(kept.deleteAsync(second));
    kept.appendAll(old(1, 2));
    answer(kept.appendAllAsync(old(1, 2)));
    kept.deleteBefore(MessageId.floor(2));
    answer(kept.deleteBeforeAsync(MessageId.floor(2)));
    kept.latest(1);
    kept.get(first);
    channel.append(1, "as the deployment says");
    List<Query.Ask> asks =
        node.requests().stream()
            .map(RequestFrame::query)
            .filter(Query.Ask.class::isInstance)
            .map(Query.Ask.class::cast)
            .toList();
    int reads = asks.size() - 3;
    assertThat(asks.subList(0, reads))
        .hasSizeGreaterThanOrEqualTo(10)
        .extracting(Query.Ask::durability)
        .containsOnly(Optional.of(Durability.EVERY_REGION));
    assertThat(asks.subList(reads, asks.size()))
        .extracting(Query.Ask::durability)
        .containsOnly(Optional.empty());
    assertThat(asks.get(reads).level()).isEqualTo(ReadLevel.EVENTUAL);
    assertThat(kept.toString()).contains("EVERY_REGION");
  }

  @Test
  void bulk_goesOnToTheEnd() throws Exception {
    channel.appendAll(old(1, 20));
    channel.deleteBefore(MessageId.floor(10));
    assertThat(channel.latest(50).messages()).hasSize(11);
    channel.deleteBefore(Instant.ofEpochMilli(15));
    assertThat(channel.latest(50).messages()).hasSize(6);
    channel.deleteAll(old(15, 18).stream().map(Message::id).toList());
    assertThat(channel.latest(50).messages()).hasSize(2);
    answer(channel.appendAllAsync(old(1, 10)));
    answer(channel.deleteBeforeAsync(Instant.ofEpochMilli(9)));
    answer(channel.deleteBeforeAsync(MessageId.floor(10)));
    assertThat(channel.latest(50).messages()).hasSize(3);
    answer(channel.deleteAllAsync(old(1, 20).stream().map(Message::id).toList()));
    assertThat(channel.latest(50).messages()).isEmpty();
  }

  @Test
  void bulk_keepsItsTimeOverAllSteps() {
    channel.appendAll(old(1, 20));
    channel.deleteBefore(MessageId.floor(21));
    List<Long> times =
        node.requests().stream()
            .map(frame -> frame.query() instanceof Query.Ask ask ? ask.request() : frame)
            .filter(DeleteBulk.class::isInstance)
            .map(bulk -> ((DeleteBulk) bulk).atMicros())
            .toList();
    assertThat(times).hasSizeGreaterThan(3);
    assertThat(times.stream().distinct()).hasSize(1);
  }

  @Test
  void bulk_thatGetsNoFurther_isNotAskedForEver() {
    node.script((peer, frame) -> {
      DeleteBulk same = (DeleteBulk) ((Query.Ask) frame.query()).request();
      peer.answer(frame.id(), new BulkProgress(Optional.of(same)));
    });
    assertFailsWith(ErrorCode.INTERNAL, () -> channel.deleteBefore(ID));
    assertFails(channel.deleteBeforeAsync(ID).toCompletableFuture(), ErrorCode.INTERNAL);
  }

  @Test
  void writeAfterAMessageOfAFasterClock_isLaterThanIt() {
    MessageId ahead = MessageId.floor(System.currentTimeMillis() + 30_000);
    channel.appendAll(List.of(Message.created(ahead, 1, Body.of("from tomorrow"))));
    channel.edit(ahead, "edited");
    channel.delete(ahead);
    assertThat(channel.get(ahead)).isEmpty();
  }

  @Test
  void wrongArguments_areThrown_orFailTheStage() {
    assertFailsWith(ErrorCode.INVALID_ARGUMENT, () -> channel.latest(0));
    assertFails(channel.latestAsync(0).toCompletableFuture(), ErrorCode.INVALID_ARGUMENT);
    assertFailsWith(ErrorCode.INVALID_ARGUMENT, () -> channel.deleteAll(List.of()));
    assertFails(
        channel.deleteAllAsync(List.of()).toCompletableFuture(), ErrorCode.INVALID_ARGUMENT);
    assertFailsWith(ErrorCode.INVALID_ARGUMENT, () -> channel.deleteBefore(Instant.MAX));
    assertFails(
        channel.deleteBeforeAsync(Instant.EPOCH.minusMillis(1)).toCompletableFuture(),
        ErrorCode.INVALID_ARGUMENT);
    assertFails(
        channel.appendAllAsync(List.of()).toCompletableFuture(), ErrorCode.INVALID_ARGUMENT);
    MessageId invalid = new MessageId(Long.MIN_VALUE);
    assertFails(channel.deleteAsync(invalid).toCompletableFuture(), ErrorCode.INVALID_ARGUMENT);
    assertFails(channel.editAsync(invalid, "").toCompletableFuture(), ErrorCode.INVALID_ARGUMENT);
  }

  @Test
  void interrupt_isThrown_andKept() {
    node.script(FakeNode.SILENCE);
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> channel.latest(1))
        .isInstanceOf(WeirException.class)
        .hasMessageContaining("interrupted");
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void blockingCall_onTheClientsOwnThread_isRefused() throws Exception {
    WeirClient inline = connect(config(node).withCallbacks(Runnable::run));
    CompletableFuture<Object> result = new CompletableFuture<>();
    FakeNode.Script usual = new FakeChannel();
    CountDownLatch attached = new CountDownLatch(1);
    node.script((peer, frame) -> {
      attached.await();
      usual.receive(peer, frame);
    });
    CompletionStage<?> nested =
        inline
            .channel(1)
            .latestAsync(1)
            .thenAccept(page -> {
              try {
                result.complete(inline.channel(1).latest(1));
              } catch (IllegalStateException e) {
                result.complete(e);
              }
            });
    attached.countDown();
    answer(nested.toCompletableFuture());
    assertThat(answer(result)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void exampleOfTheDocumentation_works() {
    DocumentedExample.run(node.address().toString());
    assertThat(DocumentedExample.inSession(client, 7)).isNotEmpty();
    assertThat(channel.latest(50).messages())
        .filteredOn(message -> message.author() != 7)
        .singleElement()
        .extracting(Message::content)
        .isEqualTo("hello, world");
  }

  @ParameterizedTest
  @ValueSource(strings = {"WeirClient", "Session"})
  void exampleOfTheDocumentation_isWhatWasCompiled(String documentedType) throws IOException {
    String documented =
        Files.readString(Path.of("src/main/java/dev/weir/client/" + documentedType + ".java"))
            .lines()
            .dropWhile(line -> !line.contains("{@code"))
            .skip(1)
            .takeWhile(line -> !line.contains("}</pre>"))
            .map(line -> line.replaceFirst(" \\* ?", "").strip())
            .collect(Collectors.joining("\n"));
    String compiled =
        Files.readString(Path.of("src/test/java/dev/weir/client/DocumentedExample.java"))
            .lines()
            .map(line -> line.strip().replace("(address)", "(\"localhost:7400\")"))
            .collect(Collectors.joining("\n"));
    assertThat(documented).contains("append").isSubstringOf(compiled);
  }

  private static List<Message> old(long fromMillis, long toMillis) {
    return LongStream.rangeClosed(fromMillis, toMillis)
        .mapToObj(millis -> Message.created(MessageId.floor(millis), 1, Body.of("old")))
        .toList();
  }

  private static <T> T answer(CompletionStage<T> stage) throws Exception {
    return answer(stage.toCompletableFuture());
  }

  private static void assertFailsWith(ErrorCode code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(WeirException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
