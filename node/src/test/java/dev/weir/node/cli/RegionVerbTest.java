package dev.weir.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.messages.ErrorCode;
import dev.weir.messages.WeirException;
import dev.weir.node.admin.OrderView;
import dev.weir.node.admin.RegionView;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RegionVerbTest {

  private final FakeRegion region = new FakeRegion("eu-1", "eu-2");
  private final CommandFixture fixture = new CommandFixture();

  @BeforeEach
  void start() {
    fixture.environment.put("WEIR_ADMIN", region.admin("eu-1"));
    fixture.environment.put("USER", "ann o'nym");
    OrderView order = region.node("eu-1").order;
    region.node("eu-1").regions =
        List.of(
            view("eu", RegionView.HERE, Optional.empty(), Optional.of(order)),
            view("us", RegionView.FRESH, Optional.of(480L), Optional.empty()),
            new RegionView(
                "ap",
                Optional.empty(),
                "unknown",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty()));
  }

  @AfterEach
  void stop() {
    region.close();
  }

  @Test
  void status_showsWhatRegionsKnowOfEachOther() {
    assertThat(fixture.run("status")).isZero();
    assertThat(fixture.out())
        .endsWith(
            """

            REGION  STATE    NODES  DATABASE              DIGEST AGE  CLOCK OFFSET   HOT CHANNELS
            us      fresh    1/2    well: breaker closed  480 ms      -1.5 ms ± 0.2  1
            ap      unknown  -      -                     -           -              0
            """);
    fixture.run("status", "-o", "json");
    assertThat(fixture.json().get("regions")).hasSize(2);
    assertThat(fixture.json().at("/regions/0/region").asString()).isEqualTo("us");
    assertThat(fixture.json().at("/regions/0/age_ms").asLong()).isEqualTo(480);
    assertThat(fixture.json().at("/regions/0/clock_offset_us").asLong()).isEqualTo(-1_500);
    assertThat(fixture.json().at("/regions/0/hot_channels/0/channel").asString()).isEqualTo("42");
  }

  @Test
  void statusOfAllRegions_showsLoadsAndOrders() {
    assertThat(fixture.run("region", "status")).isZero();
    assertThat(fixture.out())
        .isEqualTo(
            """
            REGION  STATE    NODES  DATABASE              REQUESTS/S  CARRIES/S  ORDER     SENT AWAY  EXPIRES IN
            eu      here     1/2    well: breaker closed  100         1000       evacuate  1 %        2h0m
            us      fresh    1/2    well: breaker closed  100         1000       -         -          -
            ap      unknown  -      -                     -           -          -         -          -
            eu: evacuated by order of me, since 2026-01-01T00:00:00Z
            """);
    fixture.run("region", "status", "-o", "json");
    assertThat(fixture.json().at("/regions/0/order/away_share").asInt()).isEqualTo(1);
    assertThat(fixture.json().at("/regions/0/order/revision").asString()).isEqualTo("5");
    assertThat(fixture.json().at("/regions/1/load/carries_per_second").asLong()).isEqualTo(1_000);
    assertThat(fixture.json().get("warnings")).hasSize(1);
  }

  @Test
  void evacuation_isAskedFor_andTheNumbersAreTold() {
    assertThat(fixture.run("region", "evacuate", "eu", "--expires", "2h")).isZero();
    assertThat(region.node("eu-1").asked)
        .containsExactly(
            "eu evacuate for 7200 s in steps [1, 25, 75, 100] of 30000 ms by ann o'nym at"
                + " 127.0.0.1");
    assertThat(fixture.out())
        .isEqualTo(
            """
            eu is evacuated: 1, 25, 75, 100 % of its requests are sent away, a step each 30s; expires in 2h0m
              eu has 10 requests/s
            """);
    assertThat(fixture.err()).isEmpty();
  }

  @Test
  void evacuation_takesItsOptionsAlong() {
    region.node("eu-1").kept = false;
    int status =
        fixture.run(
            "region",
            "evacuate",
            "us",
            "--expires",
            "90s",
            "--in-steps",
            "5,50",
            "--step",
            "500ms",
            "--force");
    assertThat(status).isZero();
    assertThat(region.node("eu-1").asked.getFirst())
        .startsWith("us evacuate by force for 90 s in steps [5, 50] of 500 ms");
    assertThat(fixture.err()).contains("the database does not answer");
    fixture.run("region", "evacuate", "us", "--expires", "90s", "-o", "json");
    assertThat(fixture.json().get("kept").asBoolean()).isFalse();
    assertThat(fixture.json().at("/order/steps")).hasSize(2);
  }

  @Test
  void refusal_isToldInTheNodesOwnWords_andNobodyElseIsAsked() {
    region.node("eu-1").refusal =
        Optional.of(new WeirException(ErrorCode.EVACUATION_REFUSED, "too little to spare: 3 < 4"));
    String contacts = region.admin("eu-1") + "," + region.admin("eu-2");
    assertThat(fixture.run("region", "evacuate", "eu", "--expires", "2h", "--admin", contacts))
        .isEqualTo(ExitStatus.FAILED);
    assertThat(fixture.err())
        .startsWith("weir: EVACUATION_REFUSED: too little to spare: 3 < 4\n")
        .contains("--force");
    assertThat(region.node("eu-2").asked).isEmpty();
  }

  @Test
  void nodeThatIsSilent_isPassedOver() {
    region.stop("eu-1");
    String contacts = region.admin("eu-1") + "," + region.admin("eu-2");
    assertThat(fixture.run("region", "restore", "eu", "--admin", contacts)).isZero();
    assertThat(region.node("eu-2").asked).containsExactly("eu restore by ann o'nym at 127.0.0.1");
  }

  @Test
  void loss_isDeclaredOnlyByWhoIsSure() {
    assertThat(fixture.run("region", "declare-lost", "us")).isEqualTo(ExitStatus.USAGE);
    assertThat(fixture.err()).contains("--yes-i-am-sure").contains("acknowledged without us");
    assertThat(region.node("eu-1").asked).isEmpty();
    assertThat(fixture.run("region", "declare-lost", "us", "--yes-i-am-sure")).isZero();
    assertThat(fixture.run("region", "declare-back", "us")).isZero();
    assertThat(region.node("eu-1").asked)
        .containsExactly(
            "us declare-lost by ann o'nym at 127.0.0.1",
            "us declare-back by ann o'nym at 127.0.0.1");
  }

  @Test
  void mistakes() {
    assertThat(fixture.run("region", "evacuate", "eu")).isEqualTo(ExitStatus.USAGE);
    assertThat(fixture.run("region", "evacuate", "EU?", "--expires", "2h"))
        .isEqualTo(ExitStatus.USAGE);
    assertThat(fixture.run("region")).isEqualTo(ExitStatus.USAGE);
    assertThat(fixture.run("region", "evacuate", "eu", "--expires", "31d"))
        .isEqualTo(ExitStatus.USAGE);
    assertThat(fixture.err()).contains("1 second to 30 days");
  }

  private static RegionView view(
      String name, String state, Optional<Long> age, Optional<OrderView> order) {
    return new RegionView(
        name,
        Optional.of(1),
        state,
        age,
        Optional.of(new RegionView.Clock(-1_500, 200)),
        Optional.of(new RegionView.Database(true, "breaker closed")),
        Optional.empty(),
        List.of(
            new RegionView.Node(name + "-1", "10.0.0.1:7400", true, false, 2_048),
            new RegionView.Node(name + "-2", "10.0.0.2:7400", false, true, 0)),
        List.of(new RegionView.Hot("42", 500)),
        Optional.of(new RegionView.Load(100, 2, 10, 1_000)),
        order);
  }
}
