package dev.weir.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.messages.ErrorCode;
import dev.weir.messages.Payload;
import dev.weir.messages.WeirException;
import dev.weir.topology.NodeAddress;
import dev.weir.topology.Region;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Every value, its default and its bounds. */
class ClientConfigTest {

  private static final ClientConfig CONFIG = ClientConfig.of("eu-1:7400", "[::1]:7400");

  @Test
  void defaults() {
    assertThat(CONFIG.contacts())
        .containsExactly(new NodeAddress("eu-1", 7400), new NodeAddress("::1", 7400));
    assertThat(CONFIG.elsewhere()).isEmpty();
    assertThat(CONFIG.name()).isEqualTo("java");
    assertThat(CONFIG.credentials()).isEqualTo(Payload.EMPTY);
    assertThat(CONFIG.timeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(CONFIG.connecting())
        .isEqualTo(
            new ClientConfig.Connecting(
                Duration.ofSeconds(5),
                Duration.ofSeconds(2),
                Duration.ofMillis(100),
                Duration.ofSeconds(3),
                Duration.ofSeconds(10),
                Duration.ofMillis(200)));
    assertThat(CONFIG.limits()).isEqualTo(new ClientConfig.Limits(4_096, 64 << 20, 3));
    assertThat(CONFIG.callbacks()).isSameAs(ForkJoinPool.commonPool());
  }

  @Test
  void withers_changeOneValueEach() {
    ClientConfig changed =
        CONFIG
            .withName("importer")
            .withCredentials(Payload.of((byte) 1))
            .withTimeout(Duration.ofSeconds(60))
            .withConnecting(ClientConfig.Connecting.DEFAULT)
            .withLimits(new ClientConfig.Limits(1, 2 << 20, 1))
            .withCallbacks(Runnable::run);
    assertThat(changed.contacts()).isEqualTo(CONFIG.contacts());
    assertThat(changed.name()).isEqualTo("importer");
    assertThat(changed.credentials()).isEqualTo(Payload.of((byte) 1));
    assertThat(changed.timeout()).isEqualTo(Duration.ofSeconds(60));
    assertThat(changed.limits()).isEqualTo(new ClientConfig.Limits(1, 2 << 20, 1));
    assertThat(changed.withName("java").callbacks()).isSameAs(changed.callbacks());
  }

  @Test
  void bounds() {
    refused(() -> ClientConfig.of(List.of()), "contacts is 0, not within 1..64");
    NodeAddress contact = new NodeAddress("eu-1", 7400);
    refused(() -> ClientConfig.of(Collections.nCopies(65, contact)), "contacts is 65");
    refused(() -> ClientConfig.of("eu-1:0"), "eu-1:0 has no port");
    refused(() -> ClientConfig.of("eu-1"), "'eu-1' is not HOST:PORT");
    refused(() -> CONFIG.withName("x".repeat(65)), "name's length is 65, not within 0..64");
    refused(
        () -> CONFIG.withCredentials(Payload.of(new byte[3_073])),
        "credentials' size is 3073, not within 0..3072");
    refused(() -> CONFIG.withTimeout(Duration.ZERO), "timeout is PT0S, not within PT0.001S..PT1M");
    refused(() -> CONFIG.withTimeout(Duration.ofSeconds(61)), "timeout is PT1M1S");
    refused(() -> new ClientConfig.Limits(0, 1, 11), "limits.inFlight is 0, not within 1..1000000");
  }

  @Test
  void regions_areAppended_inOrder() {
    ClientConfig more = CONFIG.withRegion("us", "us-1:7400", "us-2:7400").withRegion("ap", "a:1");
    assertThat(CONFIG.elsewhere()).isEmpty();
    assertThat(more.contacts()).isEqualTo(CONFIG.contacts());
    assertThat(more.withName("importer").elsewhere())
        .containsExactly(
            new Elsewhere(
                new Region("us"),
                List.of(new NodeAddress("us-1", 7400), new NodeAddress("us-2", 7400))),
            new Elsewhere(new Region("ap"), List.of(new NodeAddress("a", 1))));
  }

  @Test
  void regions_haveBounds() {
    refused(() -> CONFIG.withRegion("US", "us-1:7400"), "region 'US'");
    refused(() -> CONFIG.withRegion("us"), "region us: contacts is 0, not within 1..64");
    refused(() -> CONFIG.withRegion("us", "us-1:0"), "region us: contact us-1:0 has no port");
    refused(() -> CONFIG.withRegion("us", "us-1"), "'us-1' is not HOST:PORT");
    ClientConfig us = CONFIG.withRegion("us", "us-1:7400");
    refused(() -> us.withRegion("us", "us-2:7400"), "region us is named twice");
    refused(() -> us.withRegion("ap", "us-1:7400"), "us-1:7400 is named for two regions");
    refused(() -> us.withRegion("ap", "eu-1:7400"), "eu-1:7400 is named for two regions");
    ClientConfig most = CONFIG;
    for (int i = 1; i <= ClientConfig.MAX_ELSEWHERE; i++) {
      most = most.withRegion("r" + i, "r" + i + ":7400");
    }
    ClientConfig full = most;
    refused(() -> full.withRegion("r8", "r8:7400"), "elsewhere is 8, not within 0..7");
  }

  @Test
  void problems_areReportedAllAtOnce() {
    assertThatThrownBy(() ->
            new ClientConfig.Connecting(
                Duration.ZERO,
                Duration.ofSeconds(61),
                Duration.ofSeconds(2),
                Duration.ofSeconds(1),
                Duration.ofMillis(9),
                Duration.ofSeconds(61)))
        .hasMessageContaining("connecting.timeout is PT0S")
        .hasMessageContaining("connecting.attemptTimeout is PT1M1S")
        .hasMessageContaining("connecting.maxBackoff is PT1S, not within PT2S..PT1M")
        .hasMessageContaining("connecting.pingInterval is PT0.009S, not within PT0.01S..PT10M")
        .hasMessageContaining("connecting.suspectAfter is PT1M1S, not within PT0.01S..PT1M");
    assertThatThrownBy(() ->
            new ClientConfig(
                List.of(),
                List.of(),
                "x".repeat(65),
                Payload.EMPTY,
                Duration.ZERO,
                ClientConfig.Connecting.DEFAULT,
                ClientConfig.Limits.DEFAULT,
                Runnable::run))
        .hasMessageContaining("contacts")
        .hasMessageContaining("name's")
        .hasMessageContaining("timeout");
  }

  @Test
  void text_holdsNoSecret() {
    assertThat(CONFIG.withCredentials(Payload.of((byte) 1)).toString())
        .contains("eu-1:7400")
        .doesNotContain("redentials")
        .doesNotContain("Payload");
  }

  private static void refused(ThrowingCallable making, String message) {
    assertThatThrownBy(making)
        .isInstanceOfSatisfying(
            WeirException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIG_INVALID))
        .hasMessageContaining(message);
  }
}
