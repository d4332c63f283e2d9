package dev.weir.node.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.messages.Payload;
import dev.weir.topology.ChannelId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineParserTest {

  private final LineParser parser = new LineParser();

  @Test
  void names_becomeStableIds() throws BadLine {
    Entry entry =
        parse(
            "{'channel':'#ubuntu','at':'2014-12-25T09:14:00Z','author':'Jo"
                + " \\'K\\'','content':'hi'}");

    assertThat(entry.channel().id()).isEqualTo(ChannelId.stableId("#ubuntu"));
    assertThat(entry.author().id()).isEqualTo(ChannelId.stableId("Jo \"K\""));
    assertThat(Author.nameIn(entry.author().payload())).contains("Jo \"K\"");
    assertThat(entry.content()).isEqualTo("hi");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      textBlock =
          """
          42,        42
          '42',      42
          -7,        -7
          '-7',      -7
          9223372036854775807, 9223372036854775807
          """)
  void numbers_areUsedAsTheyAre_alsoInQuotes(String written, long id) throws BadLine {
    Entry entry =
        parse("{'channel':%s,'at':1,'author':%s,'content':''}".formatted(written, written));

    assertThat(entry.channel().id()).isEqualTo(id);
    assertThat(entry.author()).isEqualTo(new Author(id, Payload.EMPTY));
  }

  @ParameterizedTest
  @CsvSource({"007", "+1", "1e3", "-", "9223372036854775808", "-0", "١"})
  void whatIsNotAPlainNumber_isAName(String text) {
    assertThat(NumberOrName.parse(text).id()).isEqualTo(ChannelId.stableId(text));
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          2015-01-01T00:00:00Z,            1420070400000
          2015-01-01T00:00:00.1Z,          1420070400100
          2015-01-01T00:00:00.123999999Z,  1420070400123
          2015-01-01T02:00:00.5+02:00,     1420070400500
          2016-02-29T00:00:00Z,            1456704000000
          2015-01-31T23:59:59.999Z,        1422748799999
          2015-01-01T00:00Z,               1420070400000
          1970-01-01T00:00:00Z,            0
          """)
  void times_areIso8601(String text, long millis) throws BadLine {
    assertThat(parse("{'channel':1,'at':'%s','author':2,'content':''}".formatted(text)).millis())
        .isEqualTo(millis);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      textBlock =
          """
          [1]                                                      | not a JSON object
          nonsense                                                 | not JSON
          {'channel':1,'at':1,'author':2,'content':'cut            | not JSON
          {'channel':1,'at':1,'author':2,'content':'x'} {}         | more than one JSON object
          {'channel':1,'at':1,'author':2}                          | field "content" is missing
          {'channel':1,'at':1,'content':'x'}                       | field "author" is missing
          {'at':1,'author':2,'content':'x'}                        | field "channel" is missing
          {'channel':1,'channel':2,'at':1,'author':2,'content':''} | field "channel" stands twice
          {'channel':1.5,'at':1,'author':2,'content':'x'}          | channel is neither string nor integer
          {'channel':null,'at':1,'author':2,'content':'x'}         | channel is neither string nor integer
          {'channel':'','at':1,'author':2,'content':'x'}           | channel is empty
          {'channel':9223372036854775808,'at':1,'author':2,'content':'x'} | channel does not fit in 64 bits
          {'channel':1,'at':'yesterday','author':2,'content':'x'}  | at "yesterday" is not a time
          {'channel':1,'at':'2014-02-30T00:00:00Z','author':2,'content':'x'} | is not a time
          {'channel':1,'at':'2014-02-03T00:00:00','author':2,'content':'x'} | with its zone
          {'channel':1,'at':'1969-12-31T23:59:59Z','author':2,'content':'x'} | time -1000 ms is not within 1970 and 2084
          {'channel':1,'at':4000000000000,'author':2,'content':'x'} | is not within 1970 and 2084
          {'channel':1,'at':1,'author':2,'content':7}              | content is not a string
          {'channel':1,'at':1,'author':2,'content':'\\ud800'}      | content holds half of a surrogate pair
          """)
  void badLines_sayWhatIsWrong(String line, String reason) {
    assertThatThrownBy(() -> parse(line)).isInstanceOf(BadLine.class).hasMessageContaining(reason);
  }

  @Test
  void otherFields_arePassedOver() throws BadLine {
    assertThat(
            parse("{'x':{'content':[1,{}]},'channel':1,'at':1,'author':2,'content':'x','y':null}")
                .content())
        .isEqualTo("x");
  }

  @Test
  void bytesThatAreNotUtf8_areRejected() {
    byte[] line =
        "{\"channel\":1,\"at\":1,\"author\":2,\"content\":\"aé\"}".getBytes(StandardCharsets.UTF_8);
    byte[] latin = Arrays.copyOf(line, line.length);
    int letter = line.length - 4;
    assertThat(latin[letter]).isEqualTo((byte) 0xc3);
    latin[letter] = 'a';
    assertThatThrownBy(() -> parser.parse(latin, 0, latin.length)).hasMessage("not UTF-8");
    byte[] surrogate = {'"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"'};
    assertThatThrownBy(() -> parser.parse(surrogate, 0, 5)).hasMessage("not UTF-8");
  }

  @Test
  void contentThatNoDeploymentTakes_isRejected() {
    assertThatThrownBy(() ->
            parse("{'channel':1,'at':1,'author':2,'content':'%s'}".formatted("x".repeat(600_000))))
        .hasMessage("content and author take 600,000 bytes; 524,288 are allowed");
  }

  private Entry parse(String quotedSingly) throws BadLine {
    byte[] line =
        quotedSingly
            .replace("\\'", "\\\\\u0000")
            .replace('\'', '"')
            .replace("\\\\\u0000", "\\\"")
            .getBytes(StandardCharsets.UTF_8);
    return parser.parse(line, 0, line.length);
  }
}
