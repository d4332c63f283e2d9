package dev.weir.client.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.messages.AppendAll;
import dev.weir.messages.Body;
import dev.weir.messages.Channels;
import dev.weir.messages.Deadline;
import dev.weir.messages.DeleteBulk;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.History;
import dev.weir.messages.MessageId;
import dev.weir.messages.Page;
import dev.weir.topology.ChannelId;
import dev.weir.topology.ChannelRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code docs/protocol.md} is held against the code, so that it cannot lie. */
class ProtocolDocumentTest {

  private static final Pattern EXAMPLE =
      Pattern.compile("<!-- frame: (\\S+) -->\\n```\\n(.*?)```", Pattern.DOTALL);
  private static final Pattern LEADING_HEX = Pattern.compile("^((?:[0-9a-f]{2} ?)+)(?: .*)?$");

  private final String document;

  ProtocolDocumentTest() throws IOException {
    document = Files.readString(Path.of("..", "docs", "protocol.md"));
  }

  @Test
  void examples_areTheGoldenFrames() {
    List<MatchResult> examples = EXAMPLE.matcher(document).results().toList();
    assertThat(examples).hasSize(3);
    for (MatchResult example : examples) {
      String hex =
          example
              .group(2)
              .lines()
              .map(line -> LEADING_HEX.matcher(line).results().findFirst().orElseThrow().group(1))
              .collect(Collectors.joining())
              .replace(" ", "");
      assertThat(hex).as(example.group(1)).isEqualTo(GoldenFrames.all().get(example.group(1)));
    }
  }

  @Test
  void types_areThoseOfTheCodec() {
    assertThat(typesIn("Requests")).isEqualTo(typesOf(RequestLayouts.TABLE));
    assertThat(typesIn("Replies")).isEqualTo(typesOf(ReplyLayouts.TABLE));
  }

  @Test
  void errors_areAllListed() {
    assertThat(rows("Errors").stream().skip(1))
        .containsExactlyElementsOf(
            Arrays.stream(ErrorCode.values())
                .map(code ->
                    List.of(
                        "" + code.number(),
                        code.name(),
                        code.isRetryable() ? "yes" : "no",
                        code.meaning()))
                .toList());
  }

  @Test
  void limits_areTheConstants() {
    Map<String, Integer> limits = new LinkedHashMap<>();
    limits.put("bytes that follow a length", Codec.MAX_FRAME);
    limits.put("the same for HELLO", Codec.MAX_HELLO);
    limits.put("bytes of an extension block", Extensions.MAX_BYTES);
    limits.put("characters of a client's name", Query.Hello.MAX_NAME);
    limits.put("bytes of one body", Body.MAX_BYTES);
    limits.put("bytes of bodies on a page", Page.MAX_BYTES);
    limits.put("bytes of bodies in one AppendAll", AppendAll.MAX_BYTES);
    limits.put("messages in one AppendAll", AppendAll.MAX_MESSAGES);
    limits.put("ids in one DeleteBulk", DeleteBulk.MAX_IDS);
    limits.put("messages on a page", History.MAX_LIMIT);
    limits.put("channels on a page", Channels.MAX_LIMIT);
    limits.put("characters of a refusal's message", Reply.Refused.MAX_MESSAGE);
    limits.put("milliseconds of a deadline", (int) Deadline.MAX.toMillis());
    assertThat(rows("Limits").stream().skip(1))
        .containsExactlyElementsOf(
            limits.entrySet().stream()
                .map(limit ->
                    List.of(limit.getKey(), String.format(Locale.ROOT, "%,d", limit.getValue())))
                .toList());
  }

  @Test
  void ids_areThoseOfTheLayout() {
    List<List<String>> golden =
        rows("Ids and times").stream().filter(row -> row.size() == 5).skip(1).toList();
    assertThat(golden).hasSize(4);
    for (List<String> row : golden) {
      assertThat(
              MessageId.of(
                  Long.parseLong(row.get(0)),
                  Integer.parseInt(row.get(1)),
                  Integer.parseInt(row.get(2)),
                  Integer.parseInt(row.get(3))))
          .isEqualTo(new MessageId(Long.parseLong(row.get(4))));
    }
  }

  @Test
  void hashes_areThoseOfTheChannels() {
    List<List<String>> golden = rows("Channels and ranges").stream().skip(1).toList();
    assertThat(golden).hasSize(7);
    for (List<String> row : golden) {
      ChannelId channel = new ChannelId(Long.parseLong(row.get(0)));
      assertThat(channel.hash()).isEqualTo(Long.parseLong(row.get(1)));
      assertThat(ChannelRange.indexOf(channel, 4_096)).isEqualTo(Integer.parseInt(row.get(2)));
    }
    assertThat(document).contains("`#ubuntu` is " + ChannelId.ofName("#ubuntu"));
  }

  private Map<Integer, String> typesIn(String section) {
    return rows(section).stream()
        .filter(row -> row.get(0).matches("\\d+"))
        .collect(Collectors.toMap(row -> Integer.valueOf(row.get(0)), row -> row.get(1)));
  }

  private static Map<Integer, String> typesOf(Layout.Table table) {
    return table.layouts().stream()
        .collect(Collectors.toMap(Layout::type, layout -> layout.subject().getSimpleName()));
  }

  /** The cells of every table row of a section, heads included, rules left out. */
  private List<List<String>> rows(String section) {
    String begin = "\n## " + section + "\n";
    assertThat(document).contains(begin);
    String rest = document.substring(document.indexOf(begin) + begin.length());
    return rest.lines()
        .takeWhile(line -> !line.startsWith("## "))
        .filter(line -> line.startsWith("| "))
        .map(line -> line.substring(2, line.lastIndexOf(" |")))
        .map(line -> Arrays.stream(line.split(" \\| ")).map(String::strip).toList())
        .toList();
  }
}
