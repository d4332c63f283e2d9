package dev.weir.node.store;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.data.UdtValue;
import com.datastax.oss.driver.api.core.type.UserDefinedType;
import dev.weir.messages.Body;
import dev.weir.messages.Payload;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalLong;

/** The cell {@code body} of a message: content, payload and the time of the last edit in one. */
record BodyCell(UserDefinedType type) {

  private static final int CONTENT = 0;
  private static final int PAYLOAD = 1;
  private static final int EDITED_AT = 2;

  /** The cell as the statement's marker {@code body} takes it. */
  static BodyCell of(PreparedStatement statement) {
    return new BodyCell((UserDefinedType) statement.getVariableDefinitions().get("body").getType());
  }

  /** A body that was never edited: the field of the edit's time stays null within the cell. */
  UdtValue appended(Body body) {
    return type.newValue()
        .setString(CONTENT, body.content())
        .setByteBuffer(PAYLOAD, body.payload().view());
  }

  UdtValue edited(Body body, long atMicros) {
    return appended(body).setLong(EDITED_AT, atMicros);
  }

  static Body body(UdtValue cell) {
    String content = cell.getString(CONTENT);
    ByteBuffer payload = cell.getByteBuffer(PAYLOAD);
    return new Body(
        content == null ? "" : content, payload == null ? Payload.EMPTY : Payload.of(payload));
  }

  static OptionalLong editedAtMicros(UdtValue cell) {
    return cell.isNull(EDITED_AT) ? OptionalLong.empty() : OptionalLong.of(cell.getLong(EDITED_AT));
  }

  static Optional<Instant> editedAt(UdtValue cell) {
    return cell.isNull(EDITED_AT)
        ? Optional.empty()
        : Optional.of(Instant.EPOCH.plus(cell.getLong(EDITED_AT), ChronoUnit.MICROS));
  }
}
