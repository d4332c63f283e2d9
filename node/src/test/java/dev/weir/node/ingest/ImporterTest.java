package dev.weir.node.ingest;

import static dev.weir.node.ingest.ImportFixture.failure;
import static dev.weir.node.ingest.ImportFixture.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.messages.AppendAll;
import dev.weir.messages.Body;
import dev.weir.messages.Call;
import dev.weir.messages.Deadline;
import dev.weir.messages.Delete;
import dev.weir.messages.Edit;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.History;
import dev.weir.messages.Message;
import dev.weir.messages.MessageId;
import dev.weir.messages.Request;
import dev.weir.messages.WeirException;
import dev.weir.topology.ChannelId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ImporterTest {

  private static final ChannelId UBUNTU = ChannelId.ofName("#ubuntu");
  private static final Call CALL = Call.by(new Deadline(Long.MAX_VALUE));

  private final ImportFixture fixture = new ImportFixture();
  private final FakeNode node = fixture.node;

  @Test
  void messages_areStoredUnderIdsOfTheirTimeAndOrder() {
    ImportSummary summary =
        fixture.run(
            line("#ubuntu", "2004-12-25T09:14:00.000Z", "crimsun", "no"),
            line("#ubuntu", "2004-12-25T09:14:00.000Z", "will", "yes"),
            "{\"channel\":42,\"at\":1420070400001,\"author\":7,\"content\":\"later\"}");

    List<Message> messages = node.messages(UBUNTU);
    assertThat(messages)
        .extracting(message -> message.id().value())
        .containsExactly(-1_325_837_781_564_916_736L, -1_325_837_781_564_916_735L);
    assertThat(messages).extracting(Message::content).containsExactly("no", "yes");
    assertThat(messages.getFirst().author()).isEqualTo(ChannelId.stableId("crimsun"));
    assertThat(new String(messages.getFirst().body().payload().toBytes(), StandardCharsets.UTF_8))
        .isEqualTo("{\"author\":\"crimsun\"}");
    Message numbered = node.messages(new ChannelId(42)).getFirst();
    assertThat(numbered.id().value()).isEqualTo((1L << 22) + (511L << 10));
    assertThat(numbered.author()).isEqualTo(7);
    assertThat(numbered.body().payload().size()).isZero();
    assertThat(summary.messages()).isEqualTo(3);
    assertThat(summary.added()).isEqualTo(3);
    assertThat(summary.channels()).isEqualTo(2);
  }

  @Test
  void sameFileTwice_addsNothing() {
    String[] lines = chat(5_000);
    fixture.run(lines);
    List<Message> before = node.messages(UBUNTU);
    node.forgetAsked();

    ImportSummary again = fixture.run(lines);

    assertThat(again.added()).isZero();
    assertThat(again.messages()).isEqualTo(5_000);
    assertThat(node.asked(AppendAll.class)).isEmpty();
    assertThat(node.messages(UBUNTU)).isEqualTo(before).hasSize(5_000);
  }

  @Test
  void partlyStoredFile_addsTheRest() {
    String[] lines = chat(3_000);
    List<String> half = new ArrayList<>();
    for (int i = 0; i < lines.length; i += 2) {
      half.add(lines[i]);
    }
    fixture.run(half.toArray(String[]::new));

    ImportSummary rest = fixture.run(lines);

    assertThat(rest.added()).isEqualTo(1_500);
    assertThat(node.messages(UBUNTU)).hasSize(3_000);
  }

  @Test
  void emptyChannel_isLookedAtOnce() {
    fixture.options = fixture.options.withWindowLines(100);
    fixture.run(chat(2_000));

    assertThat(node.asked(History.class)).hasSize(1);
    assertThat(node.messages(UBUNTU)).hasSize(2_000);
  }

  @Test
  void manyChannels_areStillWrittenInLargeRequests() {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 4_000; i++) {
      lines.add(line("channel-" + i % 1_000, 1_600_000_000_000L + i, "text " + i));
    }
    ImportSummary summary = fixture.run(lines.toArray(String[]::new));

    assertThat(summary.channels()).isEqualTo(1_000);
    assertThat(node.asked(History.class)).hasSize(1_000);
    assertThat(node.asked(AppendAll.class)).hasSize(1_000);
  }

  @Test
  void lineThatGoesBackInTime_isRejected() {
    ImportSummary summary =
        fixture.run(
            line("#ubuntu", "2014-01-01T00:00:02Z", "ann", "one"),
            line("#other", "2014-01-01T00:00:01Z", "ann", "another channel may"),
            line("#ubuntu", "2014-01-01T00:00:01Z", "ann", "two"),
            line("#ubuntu", "2014-01-01T00:00:02Z", "ann", "three"));

    assertThat(fixture.rejections)
        .containsExactly(
            "line 3: time goes back in channel #ubuntu, from 2014-01-01T00:00:02Z to"
                + " 2014-01-01T00:00:01Z; sort the file by time");
    assertThat(summary.rejected()).isEqualTo(1);
    assertThat(node.messages(UBUNTU)).extracting(Message::content).containsExactly("one", "three");
  }

  @Test
  void millisecondWithTooManyMessages_rejectsTheRest() {
    String[] lines = new String[1_030];
    for (int i = 0; i < lines.length; i++) {
      lines[i] = line("#ubuntu", 1_600_000_000_000L, "text " + i);
    }
    ImportSummary summary = fixture.run(lines);

    assertThat(summary.messages()).isEqualTo(1_024);
    assertThat(summary.rejected()).isEqualTo(6);
    assertThat(fixture.rejections.getFirst())
        .isEqualTo(
            "line 1025: channel #ubuntu has more than 1,024 messages at 2020-09-13T12:26:40Z");
  }

  @Test
  void deletedMessage_staysDeletedWhenImportedAgain() {
    String[] lines = chat(10);
    fixture.run(lines);
    Message victim = node.messages(UBUNTU).get(4);
    node.delete(new Delete(UBUNTU, victim.id(), victim.id().unixMicros() + 1), CALL)
        .toCompletableFuture()
        .join();

    fixture.run(lines);

    assertThat(node.messages(UBUNTU)).hasSize(9).doesNotContain(victim);
  }

  @Test
  void editedMessage_keepsItsEditWhenImportedAgain() {
    String[] lines = chat(10);
    fixture.run(lines);
    MessageId id = node.messages(UBUNTU).get(4).id();
    node.edit(new Edit(UBUNTU, id, Body.of("edited"), id.unixMicros() + 1), CALL)
        .toCompletableFuture()
        .join();

    ImportSummary again = fixture.run(lines);

    assertThat(again.added()).isZero();
    assertThat(again.rejected()).isZero();
    assertThat(node.messages(UBUNTU).get(4).content()).isEqualTo("edited");
  }

  @Test
  void anotherMessageUnderTheSameId_isAConflictNotADuplicate() {
    fixture.run(line("#ubuntu", 1_600_000_000_000L, "from one file"));

    ImportSummary other = fixture.run(line("#ubuntu", 1_600_000_000_000L, "from another"));

    assertThat(other.rejected()).isEqualTo(1);
    assertThat(other.messages()).isZero();
    assertThat(fixture.rejections.getFirst())
        .startsWith("line 1: another message of that channel and millisecond is stored");
  }

  @Test
  void messageThatIsRefused_isRejectedAlone() {
    List<String> lines = new ArrayList<>(List.of(chat(700)));
    lines.set(333, line("#ubuntu", 1_600_000_000_333L, "x".repeat(70_000)));

    ImportSummary summary = fixture.run(lines.toArray(String[]::new));

    assertThat(summary.messages()).isEqualTo(699);
    assertThat(summary.added()).isEqualTo(699);
    assertThat(fixture.rejections)
        .singleElement()
        .asString()
        .startsWith("line 334: CONTENT_TOO_LARGE: a message");
    assertThat(node.messages(UBUNTU)).hasSize(699);
  }

  @Test
  void requests_holdAsMuchAsAllowed() {
    String[] lines = new String[60];
    for (int i = 0; i < lines.length; i++) {
      lines[i] = line("#ubuntu", 1_600_000_000_000L + i, "x".repeat(60_000));
    }
    fixture.run(lines);

    assertThat(node.asked(AppendAll.class))
        .hasSize(5)
        .allSatisfy(request ->
            assertThat(request.messages().stream().mapToInt(each -> each.body().bytes()).sum())
                .isLessThanOrEqualTo(AppendAll.MAX_BYTES));
  }

  @Test
  void failuresThatPass_areRepeated() {
    AtomicInteger failures = new AtomicInteger(2);
    node.failWhen(request ->
        request instanceof AppendAll && failures.getAndDecrement() > 0
            ? failure(ErrorCode.OVERLOADED)
            : Optional.empty());

    assertThat(fixture.run(chat(100)).added()).isEqualTo(100);
    assertThat(node.asked(AppendAll.class)).hasSize(3);
  }

  @Test
  void failuresThatLast_endTheImportWithItsPlace() {
    fixture.options = fixture.options.withWindowLines(10);
    AtomicInteger appends = new AtomicInteger();
    node.failWhen(request ->
        request instanceof AppendAll && appends.incrementAndGet() > 4
            ? failure(ErrorCode.UNAVAILABLE)
            : Optional.empty());

    assertThatThrownBy(() -> fixture.run(chat(1_000)))
        .isInstanceOfSatisfying(
            WeirException.class,
            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.UNAVAILABLE))
        .hasMessageContaining("start it again to go on");
    assertThat(fixture.settled).hasSizeLessThanOrEqualTo(4);
  }

  @Test
  void failuresThatNeverPass_areNotRepeated() {
    node.failWhen(request -> failure(ErrorCode.UNAUTHENTICATED));

    assertThatThrownBy(() -> fixture.run(chat(10))).hasMessageContaining("as the test wants it");
    assertThat(node.asked(Request.class)).hasSize(1);
  }

  private static String[] chat(int messages) {
    String[] lines = new String[messages];
    for (int i = 0; i < messages; i++) {
      lines[i] = line("#ubuntu", 1_600_000_000_000L + i, "text " + i);
    }
    return lines;
  }
}
