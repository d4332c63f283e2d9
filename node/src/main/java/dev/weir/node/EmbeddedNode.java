package dev.weir.node;

import dev.weir.messages.WeirException;
import dev.weir.node.config.ConfigFile;
import dev.weir.node.database.DatabaseSpec;
import dev.weir.node.database.EmbeddedCassandra;
import dev.weir.node.database.Member;
import dev.weir.node.store.StoreConnection;
import dev.weir.topology.NodeAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A node with a database of its own, both kept in one directory: starts the database first and
 * stops it last.
 */
public final class EmbeddedNode implements AutoCloseable {

  private final EmbeddedCassandra database;
  private final Node node;

  private EmbeddedNode(EmbeddedCassandra database, Node node) {
    this.database = database;
    this.node = node;
  }

  /**
   * The configuration of such a node: what the operator says, and the replication that one database
   * node can have.
   *
   * @throws dev.weir.node.config.ConfigException with all mistakes
   */
  public static NodeConfig configure(
      Optional<ConfigFile> file, Map<String, String> environment, Map<String, String> flags) {
    NodeConfig given = NodeConfig.read(file, environment, flags);
    String datacenter = given.store().connection().localDatacenter();
    Map<String, String> more = new TreeMap<>(flags);
    more.put(DatabaseKeys.CREATE_REPLICATION.name(), datacenter + "=1");
    return NodeConfig.read(file, environment, more);
  }

  /**
   * Starts both; when this returns the node serves. Blocks.
   *
   * @param config as {@link #configure} makes it; the database listens at its first contact point
   * @param directory keeps the data; made if it is missing
   * @throws WeirException {@code PORT_TAKEN}, {@code DATABASE_FAILED}; then nothing is left running
   */
  public static EmbeddedNode start(NodeConfig config, Path directory) {
    StoreConnection connection = config.store().connection();
    NodeAddress address = connection.contactPoints().getFirst();
    Member member =
        new Member(
            "database",
            address.host(),
            address.port(),
            Member.STORAGE_PORT,
            connection.localDatacenter(),
            "r1");
    EmbeddedCassandra database =
        EmbeddedCassandra.start(new DatabaseSpec("weir", List.of(member), directory));
    try {
      return new EmbeddedNode(database, Node.start(config));
    } catch (WeirException e) {
      database.close();
      throw e;
    }
  }

  public Node node() {
    return node;
  }

  @Override
  public void close() {
    node.close();
    database.close();
  }
}
