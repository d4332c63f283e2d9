package dev.weir.node.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import org.junit.jupiter.api.Test;

/** The fixture that other rooms' tests stand on. */
final class SharedCassandraIT {
  @Test
  void get_isOneRunningDatabasePerJvm() throws IOException {
    SharedCassandra shared = SharedCassandra.get();

    assertThat(SharedCassandra.get()).isSameAs(shared);
    try (var socket = new Socket(shared.host(), shared.port())) {
      assertThat(socket.getRemoteSocketAddress()).isEqualTo(shared.contactPoint());
    }
  }
}
