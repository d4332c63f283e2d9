package dev.weir.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.node.admin.HotChannel;
import dev.weir.node.admin.RangesView;
import dev.weir.topology.ChannelId;
import dev.weir.topology.ChannelRange;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OperatorVerbsTest {

  private final FakeRegion region = new FakeRegion("eu-1", "eu-2");
  private final CommandFixture fixture = new CommandFixture();

  @BeforeEach
  void start() {
    fixture.environment.put("WEIR_ADMIN", region.admin("eu-1"));
    region.table(List.of(0, 0, 1, 1, 0, 0), List.of(1, 1, 0, 0, 1, -1));
  }

  @AfterEach
  void stop() {
    region.close();
  }

  @Test
  void owner_isOfTheChannelsRange() {
    int range = ChannelRange.indexOf(ChannelId.ofName("#ubuntu"), 6);
    String owner = range == 2 || range == 3 ? "eu-2" : "eu-1";

    assertThat(fixture.run("ranges", "owner", "#ubuntu")).isZero();
    assertThat(fixture.out().lines().toList().getLast())
        .matches("%s +%d +%s +\\S+ +7@eu-1".formatted(ChannelId.ofName("#ubuntu"), range, owner));

    assertThat(fixture.run("ranges", "owner", "-42", "-o", "json")).isZero();
    assertThat(fixture.json().get("channel").asString()).isEqualTo("-42");
    assertThat(fixture.json().get("range").asInt())
        .isEqualTo(ChannelRange.indexOf(new ChannelId(-42), 6));
    assertThat(fixture.json().get("ranges").asInt()).isEqualTo(6);
    assertThat(fixture.json().at("/epoch/number").asLong()).isEqualTo(7);
  }

  @Test
  void neighbours_shareALine() {
    assertThat(fixture.run("ranges", "ls")).isZero();
    assertThat(fixture.out())
        .isEqualTo(
            """
            FROM  TO  COUNT  OWNER  STANDBY
            0     1   2      eu-1   eu-2
            2     3   2      eu-2   eu-1
            4     4   1      eu-1   eu-2
            5     5   1      eu-1   -
            """);
    assertThat(fixture.err()).isEqualTo("epoch 7@eu-1\n");
  }

  @Test
  void ranges_areFiltered_limited_andListedOneByOne() {
    fixture.run("ranges", "ls", "--node", "eu-2", "-o", "json");
    assertThat(fixture.json().get("ranges")).hasSize(3);
    fixture.run("ranges", "ls", "--limit", "1", "-o", "json");
    assertThat(fixture.json().get("ranges")).hasSize(1);
    assertThat(fixture.json().get("more").asInt()).isEqualTo(3);
    fixture.run("ranges", "ls", "--all", "-o", "json");
    assertThat(fixture.json().get("ranges")).hasSize(6);
    assertThat(fixture.json().at("/ranges/2/owner").asString()).isEqualTo("eu-2");
    assertThat(fixture.json().at("/ranges/5").has("standby")).isFalse();
  }

  @Test
  void rangesOfAnUnknownNode_areAMistake() {
    assertThat(fixture.run("ranges", "ls", "--node", "eu-9")).isEqualTo(ExitStatus.USAGE);
    assertThat(fixture.err()).contains("no node 'eu-9' in this region; it has: eu-1, eu-2");
  }

  @Test
  void noTableYet_mayPass() {
    region.node("eu-1").ranges = new RangesView(Optional.empty(), List.of(), List.of(), List.of());
    assertThat(fixture.run("ranges", "ls")).isEqualTo(ExitStatus.UNAVAILABLE);
    assertThat(fixture.run("ranges", "owner", "42")).isEqualTo(ExitStatus.UNAVAILABLE);
    assertThat(fixture.err()).contains("no table of ranges yet");
  }

  @Test
  void top_addsUpWhatAllCounted() {
    region.node("eu-1").top =
        List.of(new HotChannel("42", 500, 2, 2), new HotChannel("7", 600, 1, 1));
    region.node("eu-2").top =
        List.of(new HotChannel("42", 400, 3, 1), new HotChannel("8", 5, 5, 1));

    assertThat(fixture.run("top")).isZero();
    assertThat(fixture.out())
        .isEqualTo(
            """
            CHANNEL  READS/S  DATABASE READS/S  NODES
            42       900      5                 2
            7        600      1                 1
            8        5        5                 1
            """);
    fixture.run("top", "--limit", "1", "-o", "json");
    assertThat(fixture.json().get("channels")).hasSize(1);
    assertThat(fixture.json().at("/channels/0/channel").asString()).isEqualTo("42");
    assertThat(fixture.json().at("/channels/0/reads_per_second").asLong()).isEqualTo(900);
    assertThat(fixture.json().at("/channels/0/database_reads_per_second").asLong()).isEqualTo(5);
    assertThat(fixture.json().get("missing")).isEmpty();
  }

  @Test
  void top_saysWhoseReadsAreMissing_butNotOfThoseWhoAreGone() {
    region.node("eu-1").top = List.of(new HotChannel("42", 500, 2, 2));
    region.stop("eu-2");
    assertThat(fixture.run("top")).isEqualTo(ExitStatus.FAILED);
    assertThat(fixture.out()).contains("42       500");
    assertThat(fixture.err()).startsWith("without the reads of eu-2: nobody answers");
    region.change("eu-2", FakeRegion::gone);
    assertThat(fixture.run("top")).isZero();
  }

  @Test
  void wrongAddresses_areMistakes() {
    assertThat(fixture.run("top", "--admin", "nowhere")).isEqualTo(ExitStatus.USAGE);
    assertThat(fixture.run("top", "--limit", "0")).isEqualTo(ExitStatus.USAGE);
    assertThat(fixture.run("ranges", "ls", "--limit", "0")).isEqualTo(ExitStatus.USAGE);
    assertThat(fixture.run("ranges")).isEqualTo(ExitStatus.USAGE);
  }

  @Test
  void overview_listsThem() {
    fixture.terminals = Set.of();
    fixture.run();
    assertThat(fixture.out()).contains("Operation:\n").contains("  status ").contains("  drain ");
  }
}
