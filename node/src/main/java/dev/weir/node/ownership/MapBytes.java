package dev.weir.node.ownership;

import dev.weir.client.protocol.Codec;
import dev.weir.client.protocol.Reply;
import dev.weir.client.protocol.ResponseFrame;
import dev.weir.topology.Epoch;
import dev.weir.topology.Member;
import dev.weir.topology.NodeAddress;
import dev.weir.topology.NodeId;
import dev.weir.topology.RangeTable;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.UUID;

/**
 * How tables and cards look in the map. A table is the frame that clients get, its clock the time
 * when it was planned. A card may grow at its end: older nodes read what they know.
 */
final class MapBytes {

  private MapBytes() {}

  /** A table, and when it was planned. */
  record PlannedTable(RangeTable table, long atMicros) {}

  static byte[] of(PlannedTable planned) {
    ResponseFrame frame =
        new ResponseFrame(0, planned.atMicros(), new Reply.Table(planned.table()));
    ByteBuffer bytes = ByteBuffer.allocate(Codec.sizeOf(frame));
    Codec.encode(frame, bytes);
    return bytes.array();
  }

  /** The table, or nothing if a newer node wrote what this one cannot read. */
  static Optional<PlannedTable> table(byte[] bytes) {
    ByteBuffer content =
        ByteBuffer.wrap(bytes, Codec.LENGTH_BYTES, bytes.length - Codec.LENGTH_BYTES);
    ResponseFrame frame = Codec.decodeResponse(content);
    return frame.reply() instanceof Reply.Table table
        ? Optional.of(new PlannedTable(table.table(), frame.clockMicros()))
        : Optional.empty();
  }

  static byte[] of(NodeCard card) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeLong(card.incarnation().getMostSignificantBits());
      out.writeLong(card.incarnation().getLeastSignificantBits());
      out.writeUTF(card.member().node().name());
      write(out, card.member().address());
      write(out, card.admin());
      out.writeInt(card.weight());
      out.writeUTF(card.phase().name());
      out.writeBoolean(card.seen().isPresent());
      if (card.seen().isPresent()) {
        out.writeLong(card.seen().get().number());
        out.writeUTF(card.seen().get().coordinator().name());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return bytes.toByteArray();
  }

  static NodeCard card(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      UUID incarnation = new UUID(in.readLong(), in.readLong());
      Member member = new Member(new NodeId(in.readUTF()), address(in));
      NodeAddress admin = address(in);
      int weight = in.readInt();
      Phase phase = Phase.valueOf(in.readUTF());
      Optional<Epoch> seen =
          in.readBoolean()
              ? Optional.of(new Epoch(in.readLong(), new NodeId(in.readUTF())))
              : Optional.empty();
      return new NodeCard(incarnation, member, admin, weight, phase, seen);
    } catch (IOException e) {
      throw new UncheckedIOException("a card in the map is cut short", e);
    }
  }

  private static void write(DataOutputStream out, NodeAddress address) throws IOException {
    out.writeUTF(address.host());
    out.writeInt(address.port());
  }

  private static NodeAddress address(DataInputStream in) throws IOException {
    return new NodeAddress(in.readUTF(), in.readInt());
  }
}
