package dev.weir.node.ingest;

import dev.weir.messages.Body;
import dev.weir.messages.MessageId;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads a line: a JSON object with {@code channel}, {@code at}, {@code author} and {@code content};
 * other fields are passed over. For one thread: it remembers names, because hashing them anew for
 * each line would cost as much as the rest.
 */
final class LineParser {

  private static final int REMEMBERED_NAMES = 10_000;
  private static final int REMEMBERED_LENGTH = 256;

  private final JsonFactory json = new JsonFactory();
  private final Utf8 utf8 = new Utf8();
  private final RecentlyUsed<String, NumberOrName> channels =
      new RecentlyUsed<>(REMEMBERED_NAMES, _ -> {});
  private final RecentlyUsed<String, Author> authors =
      new RecentlyUsed<>(REMEMBERED_NAMES, _ -> {});

  Entry parse(byte[] line, int offset, int length) throws BadLine {
    if (!utf8.isValid(line, offset, length)) {
      throw new BadLine("not UTF-8");
    }
    try (JsonParser parser = json.createParser(ObjectReadContext.empty(), line, offset, length)) {
      Fields fields = new Fields();
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new BadLine("not a JSON object");
      }
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        read(fields, parser, parser.currentName());
      }
      if (parser.nextToken() != null) {
        throw new BadLine("more than one JSON object");
      }
      return entry(fields);
    } catch (JacksonException e) {
      throw new BadLine("not JSON: " + firstLine(e.getOriginalMessage()));
    }
  }

  private void read(Fields fields, JsonParser parser, String name) throws BadLine {
    JsonToken token = parser.nextToken();
    switch (name) {
      case "channel" -> fields.channel = once(name, fields.channel, channel(parser, token));
      case "at" -> fields.at = once(name, fields.at, millis(parser, token));
      case "author" -> fields.author = once(name, fields.author, author(parser, token));
      case "content" -> fields.content = once(name, fields.content, text(name, parser, token));
      default -> parser.skipChildren();
    }
  }

  private static Entry entry(Fields fields) throws BadLine {
    NumberOrName channel = present("channel", fields.channel);
    long at = present("at", fields.at);
    Author author = present("author", fields.author);
    String content = present("content", fields.content);
    Body body = new Body(content, author.payload());
    if (body.bytes() > Body.MAX_BYTES) {
      throw new BadLine(
          "content and author take %,d bytes; %,d are allowed"
              .formatted(body.bytes(), Body.MAX_BYTES));
    }
    return new Entry(channel, at, author, content);
  }

  private NumberOrName channel(JsonParser parser, JsonToken token) throws BadLine {
    return token == JsonToken.VALUE_NUMBER_INT
        ? NumberOrName.of(number("channel", parser))
        : named("channel", parser, token, channels, NumberOrName::parse);
  }

  private Author author(JsonParser parser, JsonToken token) throws BadLine {
    return token == JsonToken.VALUE_NUMBER_INT
        ? Author.of(NumberOrName.of(number("author", parser)))
        : named("author", parser, token, authors, name -> Author.of(NumberOrName.parse(name)));
  }

  private static <V> V named(
      String field,
      JsonParser parser,
      JsonToken token,
      RecentlyUsed<String, V> known,
      Function<String, V> reading)
      throws BadLine {
    String name = text(field, parser, token);
    if (name.isEmpty()) {
      throw new BadLine(field + " is empty");
    }
    return name.length() > REMEMBERED_LENGTH
        ? reading.apply(name)
        : known.computeIfAbsent(name, reading);
  }

  private static long millis(JsonParser parser, JsonToken token) throws BadLine {
    long millis =
        token == JsonToken.VALUE_NUMBER_INT
            ? number("at", parser)
            : IsoTime.millis(text("at", parser, token));
    try {
      MessageId.floor(millis);
    } catch (IllegalArgumentException e) {
      throw new BadLine(String.valueOf(e.getMessage()));
    }
    return millis;
  }

  private static long number(String field, JsonParser parser) throws BadLine {
    if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
      throw new BadLine(field + " does not fit in 64 bits");
    }
    return parser.getLongValue();
  }

  private static String text(String field, JsonParser parser, JsonToken token) throws BadLine {
    if (token != JsonToken.VALUE_STRING) {
      throw new BadLine(
          field
              + (field.equals("content") ? " is not a string" : " is neither string nor integer"));
    }
    String text = parser.getString();
    if (!Utf8.canEncode(text)) {
      throw new BadLine(field + " holds half of a surrogate pair");
    }
    return text;
  }

  private static <V> V once(String field, @Nullable V before, V value) throws BadLine {
    if (before != null) {
      throw new BadLine("field \"%s\" stands twice".formatted(field));
    }
    return value;
  }

  private static <V> V present(String field, @Nullable V value) throws BadLine {
    if (value == null) {
      throw new BadLine("field \"%s\" is missing".formatted(field));
    }
    return value;
  }

  private static String firstLine(String message) {
    int newline = message.indexOf('\n');
    return newline < 0 ? message : message.substring(0, newline);
  }

  /** The fields seen so far. */
  private static final class Fields {
    private @Nullable NumberOrName channel;
    private @Nullable Long at;
    private @Nullable Author author;
    private @Nullable String content;
  }
}
