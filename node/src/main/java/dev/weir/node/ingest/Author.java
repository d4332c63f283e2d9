package dev.weir.node.ingest;

import dev.weir.messages.Payload;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.io.JsonStringEncoder;
import tools.jackson.core.json.JsonFactory;

/**
 * Who wrote a message. Messages store a number; a name is kept beside it, in the payload, as {@code
 * {"author":"name"}}.
 *
 * @param payload holds the name, or nothing if the author is known by number alone
 */
public record Author(long id, Payload payload) {

  private static final String FIELD = "author";
  private static final JsonFactory JSON = new JsonFactory();

  public static Author of(NumberOrName author) {
    return new Author(author.id(), author.isName() ? payloadOf(author.text()) : Payload.EMPTY);
  }

  /** The author's name, if the payload holds one. */
  public static Optional<String> nameIn(Payload payload) {
    if (payload.size() == 0) {
      return Optional.empty();
    }
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), payload.toBytes())) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        boolean isAuthor = FIELD.equals(json.currentName());
        if (json.nextToken() == JsonToken.VALUE_STRING && isAuthor) {
          return Optional.of(json.getString());
        }
        json.skipChildren();
      }
      return Optional.empty();
    } catch (JacksonException _) {
      return Optional.empty(); // The payload is somebody else's, and none of our business.
    }
  }

  private static Payload payloadOf(String name) {
    StringBuilder json = new StringBuilder(name.length() + 16).append("{\"author\":\"");
    JsonStringEncoder.getInstance().quoteAsString(name, json);
    return Payload.of(json.append("\"}").toString().getBytes(StandardCharsets.UTF_8));
  }
}
