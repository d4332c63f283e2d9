package dev.weir.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.messages.DeleteBulk;
import dev.weir.messages.Message;
import dev.weir.messages.MessageId;
import dev.weir.topology.ChannelId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class MessageVerbsTest {

  private static final ChannelId CHANNEL = new ChannelId(42);

  private final CommandFixture fixture = new CommandFixture();

  @Test
  void history_readsLikeAChat() {
    fixture.run("append", "#ubuntu", "hello", "--author", "crimsun");
    fixture.run("append", "#ubuntu", "hi\nthere\u001b[2J", "--author", "7");
    assertThat(fixture.run("history", "#ubuntu")).isZero();

    assertThat(fixture.out())
        .isEqualTo(
            """
            2020-06-01T12:00:00.000Z    716984392090126336  crimsun  hello
            2020-06-01T12:00:00.000Z    716984392090126337  7        hi\\nthere\\u001b[2J
            """);
    assertThat(fixture.err()).isEmpty();
  }

  @Test
  void history_saysHowToGoOn() {
    List<MessageId> ids = storeTen();

    fixture.run("history", "42", "--limit", "3", "--contact", "eu-1:7400");
    assertThat(contents()).containsExactly("text 7", "text 8", "text 9");
    assertThat(fixture.out())
        .endsWith("older: weir history 42 --contact eu-1:7400 --before " + ids.get(7) + "\n");

    fixture.run("history", "42", "-n", "3", "--before", ids.get(7).toString());
    assertThat(contents()).containsExactly("text 4", "text 5", "text 6");
    assertThat(fixture.out())
        .contains("older: weir history 42 --before " + ids.get(4))
        .contains("newer: weir history 42 --after " + ids.get(6));

    fixture.run("history", "42", "-n", "3", "--after", ids.get(2).toString());
    assertThat(contents()).containsExactly("text 3", "text 4", "text 5");

    fixture.run("history", "42", "-n", "3", "--since", ids.get(2).toString());
    assertThat(contents()).containsExactly("text 7", "text 8", "text 9");
    assertThat(fixture.out()).contains("older: weir history 42 --before " + ids.get(7));

    fixture.run("history", "42", "--since", ids.get(7).toString());
    assertThat(contents()).containsExactly("text 8", "text 9");
    assertThat(fixture.out())
        .contains("older: weir history 42 --before " + (ids.get(7).value() + 1))
        .contains("newer: weir history 42 --after " + ids.get(9));

    fixture.run("history", "42", "-n", "3", "--around", ids.get(5).toString());
    assertThat(contents()).containsExactly("text 4", "text 5", "text 6");
  }

  @ParameterizedTest
  @CsvSource({
    "--before, 2014-01-05, 4",
    "--after,  2014-01-05, 6",
    "--before, 2014-01-05T00:00:00.001Z, 5",
    "--after,  2014-01-05T00:00+00:00, 6",
    "--before, 2014-01-05 00:00, 4",
    "--after,  2014-01-05T00:00:00.001, 5",
    "--after,  2340d ago, 6",
    "--before, 2340d, 4",
    "--before, now, 10",
    "--after,  now, 0",
    "--since,  2014-01-05, 6",
    "--since,  2014-01-05T00:00:00.001, 5",
    "--since,  2340d ago, 6",
    "--since,  now, 0",
  })
  void times_boundWhatIsShown(String option, String time, int messages) {
    storeTen();

    assertThat(fixture.run("history", "42", option, time)).isZero();
    assertThat(contents()).hasSize(messages);
  }

  @Test
  void history_ofPrograms_isThePage() {
    List<MessageId> ids = storeTen();

    fixture.run("history", "42", "-n", "2", "-o", "json");

    JsonNode page = fixture.json();
    assertThat(page.get("channel").asString()).isEqualTo("42");
    assertThat(page.at("/messages/0/id").asString()).isEqualTo(ids.get(9).toString());
    assertThat(page.at("/messages/1/content").asString()).isEqualTo("text 8");
    assertThat(page.get("older").asString()).isEqualTo(ids.get(8).toString());
  }

  @Test
  void pagesThatEndEarly_areFilled() {
    storeTen();
    fixture.node.limitPages(3);

    fixture.run("history", "42", "-n", "8");
    assertThat(contents()).hasSize(8).startsWith("text 2").endsWith("text 9");
    fixture.run("history", "42", "-n", "8", "--after", "2014-01-02");
    assertThat(contents()).hasSize(8).startsWith("text 1").endsWith("text 8");
  }

  @Test
  void pagesSinceAnId_areFilledNoFurtherThanToIt() {
    List<MessageId> ids = storeTen();
    fixture.node.limitPages(3);

    fixture.run("history", "42", "-n", "8", "--since", ids.get(4).toString());
    assertThat(contents()).containsExactly("text 5", "text 6", "text 7", "text 8", "text 9");
    assertThat(fixture.out())
        .contains("older: weir history 42 --before " + (ids.get(4).value() + 1) + "\n");
    fixture.run("history", "42", "-n", "4", "--since", ids.get(4).toString());
    assertThat(contents()).hasSize(4).startsWith("text 6").endsWith("text 9");
  }

  @Test
  void all_walksEverything() {
    storeTen();
    fixture.node.limitPages(4);

    assertThat(fixture.run("history", "42", "--all", "-o", "json")).isZero();
    assertThat(fixture.jsonLines()).hasSize(11);
    assertThat(fixture.jsonLines().getFirst().get("content").asString()).isEqualTo("text 0");
    assertThat(fixture.json().get("messages").asLong()).isEqualTo(10);

    fixture.run("history", "42", "--all", "--after", "2014-01-03", "--before", "2014-01-08");
    assertThat(contents()).containsExactly("text 2", "text 3", "text 4", "text 5", "text 6");
  }

  @Test
  void idsBelowZero_areArguments() {
    MessageId id = fixture.store(-42, "2004-12-25T09:14:00Z", "old");
    assertThat(id.value()).isNegative();

    assertThat(fixture.run("get", "-42", id.toString())).isZero();
    assertThat(fixture.out()).endsWith("  7  old\n");
    assertThat(fixture.run("history", "-42", "--before", Long.toString(id.value() + 1))).isZero();
    assertThat(contents()).containsExactly("old");
    assertThat(fixture.run("edit", "-42", id.toString(), "-5 degrees")).isZero();
    assertThat(fixture.run("get", "-42", id.toString())).isZero();
    assertThat(fixture.out()).endsWith("-5 degrees (edited)\n");
    assertThat(fixture.run("delete", "-42", id.toString())).isZero();
    assertThat(fixture.run("get", "-42", id.toString())).isEqualTo(ExitStatus.FAILED);
  }

  @Test
  void textLikeAnOption_followsTwoHyphens() {
    assertThat(fixture.run("append", "42", "--", "--limit")).isZero();
    assertThat(fixture.node.messages(CHANNEL).getFirst().content()).isEqualTo("--limit");
    assertThat(fixture.run("append", "42", "@/etc/passwd")).isZero();
    assertThat(fixture.node.messages(CHANNEL).getLast().content()).isEqualTo("@/etc/passwd");
  }

  @Test
  void append_printsTheId() {
    fixture.run("append", "42", "hello", "--author", "7");
    Message stored = fixture.node.messages(CHANNEL).getFirst();
    assertThat(fixture.out()).isEqualTo(stored.id() + "\n");
    assertThat(stored.author()).isEqualTo(7);

    fixture.run("append", "42", "hello", "-o", "json");
    assertThat(fixture.json().get("id").asString())
        .isEqualTo(fixture.node.messages(CHANNEL).getLast().id().toString());
  }

  @Test
  void edit_keepsAuthorAndPayload() {
    fixture.run("append", "42", "hello", "--author", "crimsun");
    Message before = fixture.node.messages(CHANNEL).getFirst();

    assertThat(fixture.run("edit", "42", before.id().toString(), "hello, all")).isZero();

    Message after = fixture.node.messages(CHANNEL).getFirst();
    assertThat(after.content()).isEqualTo("hello, all");
    assertThat(after.author()).isEqualTo(before.author());
    assertThat(after.body().payload()).isEqualTo(before.body().payload());
  }

  @Test
  void whatIsMissing_isAFailure() {
    assertThat(fixture.run("get", "42", "1", "-o", "json")).isEqualTo(ExitStatus.FAILED);
    assertThat(fixture.json().get("message").isNull()).isTrue();
    assertThat(fixture.run("edit", "42", "1", "text")).isEqualTo(ExitStatus.FAILED);
    assertThat(fixture.err()).isEqualTo("weir: channel 42 has no message 1\n");
    assertThat(fixture.node.messages(CHANNEL)).isEmpty();
  }

  @Test
  void deleteBefore_goesOnUntilAllIsDone() {
    storeTen();
    fixture.node.deleteInSteps(3);

    assertThat(fixture.run("delete", "42", "--before", "2014-01-08")).isZero();

    assertThat(fixture.node.asked(DeleteBulk.class)).hasSize(4);
    assertThat(fixture.node.messages(CHANNEL)).hasSize(3);
    assertThat(fixture.out())
        .isEqualTo("deleted all messages of 42 before 2014-01-08T00:00:00.000Z\n");
  }

  @ParameterizedTest
  @CsvSource({"y, 0", "YES, 0", "n, 10", "'', 10", "why, 10"})
  void deleteBefore_asksOnATerminal(String answer, int left) {
    storeTen();
    fixture.terminals = Set.of(0, 1, 2);
    fixture.input = (answer + "\n").getBytes(StandardCharsets.UTF_8);

    int status = fixture.run("delete", "42", "--before", "now");

    assertThat(fixture.err()).startsWith("Delete all messages of 42 before 2020-06-01T12");
    assertThat(fixture.node.messages(CHANNEL)).hasSize(left);
    assertThat(status).isEqualTo(left == 0 ? ExitStatus.OK : ExitStatus.FAILED);
  }

  @Test
  void channels_areListedInPages() {
    for (int i = 0; i < 5; i++) {
      fixture.store(i, "2014-01-01T00:00:00Z", "text");
    }
    fixture.run("channels", "--limit", "2");
    assertThat(fixture.out()).isEqualTo("0\n1\n");
    assertThat(fixture.err()).isEqualTo("more: weir channels --after 1\n");
    fixture.run("channels", "--after", "1", "-o", "json");
    assertThat(fixture.json().get("channels").size()).isEqualTo(3);
    assertThat(fixture.json().has("next")).isFalse();
  }

  private List<MessageId> storeTen() {
    List<MessageId> ids = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      ids.add(fixture.store(42, "2014-01-%02dT00:00:00Z".formatted(i + 1), "text " + i));
    }
    return ids;
  }

  private List<String> contents() {
    return fixture
        .out()
        .lines()
        .filter(line -> !line.matches("(older|newer): .*"))
        .map(line -> line.replaceFirst("(\\S+ +){3}", ""))
        .toList();
  }
}
