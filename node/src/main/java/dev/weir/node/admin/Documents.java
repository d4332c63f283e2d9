package dev.weir.node.admin;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the operators' port says, as JSON: the names of a record's components in {@code snake_case}.
 * What a newer node says in addition is passed over.
 */
public final class Documents {

  private static final JsonMapper MAPPER =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

  private Documents() {}

  static byte[] write(Object document) {
    return MAPPER.writeValueAsBytes(document);
  }

  /**
   * Reads what {@link AdminServer} wrote.
   *
   * @throws JacksonException if it is anything else
   */
  public static <T> T read(byte[] json, Class<T> type) {
    return MAPPER.readValue(json, type);
  }
}
