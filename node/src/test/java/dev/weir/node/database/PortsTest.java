package dev.weir.node.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.weir.node.database.DatabaseException.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A port that is taken is told with everything needed to free it. */
final class PortsTest {
  private final String address = LoopbackAddress.random(new Random());

  @Test
  void bothFree_passes() {
    assertThatCode(() -> require(new Member("eu-1", address, "eu", "r1")))
        .doesNotThrowAnyException();
  }

  @Test
  void storagePortTaken_namesAddressPortProcessAndHowToLook() throws IOException {
    try (var squatter = new ServerSocket(0, 1, InetAddress.ofLiteral(address))) {
      int port = squatter.getLocalPort();
      var member = new Member("eu-1", address, 9042, port, "eu", "r1");

      assertThatExceptionOfType(DatabaseException.class)
          .isThrownBy(() -> require(member))
          .matches(e -> e.reason() == Reason.PORT_TAKEN)
          .withMessageContaining("member 'eu-1' cannot listen on " + address + ":" + port)
          .withMessageContaining("process " + ProcessHandle.current().pid() + " holds it")
          .withMessageContaining("ss -ltnp 'sport = :" + port + "'");
    }
  }

  @Test
  void listenerOnAllAddresses_isFoundToo() throws IOException {
    try (var squatter = new ServerSocket(0)) {
      assertThat(Listener.find(address, squatter.getLocalPort()).map(Listener::pid))
          .contains(ProcessHandle.current().pid());
    }
  }

  @Test
  void listenerOnAnotherAddress_isNotMistaken() throws IOException {
    try (var squatter = new ServerSocket(0, 1, InetAddress.ofLiteral("127.1.2.3"))) {
      assertThat(Listener.find(address, squatter.getLocalPort())).isEmpty();
    }
  }

  private static void require(Member member) {
    Ports.requireFree(member);
  }
}
