package dev.weir.node.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.messages.AppendAll;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.Message;
import dev.weir.messages.WeirException;
import dev.weir.topology.ChannelId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImportResumeTest {

  private static final int LINES = 300;
  private static final int WINDOW = 20;

  @TempDir private Path folder;
  private Path file;
  private Path state;
  private Map<ChannelId, List<Message>> whole;

  @BeforeEach
  void importUninterrupted() throws IOException {
    file = folder.resolve("chat.ndjson");
    state = folder.resolve("chat.state");
    Files.write(file, randomLines(7));
    ImportFixture fixture = fixture();
    fixture.run(ImportSource.of(file), Checkpoints.none());
    whole = stored(fixture.node);
  }

  @Test
  void interruptedAfterAnyRequest_goesOnToTheSameMessages() {
    int requests = 0;
    while (interruptedAfter(requests)) {
      requests++;
    }
    assertThat(requests).isGreaterThan(50);
  }

  /** Whether the import needs more requests than these. */
  private boolean interruptedAfter(int requests) {
    ImportFixture fixture = fixture();
    AtomicInteger appends = new AtomicInteger();
    fixture.node.failWhen(request ->
        request instanceof AppendAll && appends.incrementAndGet() > requests
            ? ImportFixture.failure(ErrorCode.NOT_CONNECTED)
            : Optional.empty());
    try {
      fixture.run(ImportSource.of(file), checkpoints("eu"));
      return false;
    } catch (WeirException failure) {
      assertThat(failure.code()).isEqualTo(ErrorCode.NOT_CONNECTED);
    }
    long done = fixture.settled.isEmpty() ? 0 : fixture.settled.getLast();
    fixture.node.failWhen(_ -> Optional.empty());

    ImportSummary summary = fixture.run(ImportSource.of(file), checkpoints("eu"));

    assertThat(fixture.resumedAt).isEqualTo(done);
    assertThat(summary.resumedAtLine()).isEqualTo(done);
    assertThat(summary.messages() + summary.rejected()).isEqualTo(LINES);
    assertThat(stored(fixture.node)).isEqualTo(whole);
    assertThat(state).doesNotExist();
    return true;
  }

  @Test
  void stopped_endsAfterTheWindowsUnderWay() {
    ImportFixture fixture = fixture();
    Importer importer = fixture.importer();
    AtomicInteger appends = new AtomicInteger();
    fixture.node.failWhen(request -> {
      if (request instanceof AppendAll && appends.incrementAndGet() == 12) {
        importer.stop();
      }
      return Optional.empty();
    });

    ImportSummary first = importer.run(ImportSource.of(file), checkpoints("eu"));
    fixture.node.failWhen(_ -> Optional.empty());
    ImportSummary second = fixture.run(ImportSource.of(file), checkpoints("eu"));

    assertThat(first.end().stopped()).isTrue();
    assertThat(first.end().line()).isLessThan(LINES);
    assertThat(second.resumedAtLine()).isEqualTo(first.end().line());
    assertThat(second.end().stopped()).isFalse();
    assertThat(stored(fixture.node)).isEqualTo(whole);
  }

  @Test
  void otherDestination_startsOver() {
    interruptImport("eu");
    ImportFixture elsewhere = fixture();

    ImportSummary summary = elsewhere.run(ImportSource.of(file), checkpoints("us"));

    assertThat(summary.resumedAtLine()).isZero();
    assertThat(stored(elsewhere.node)).isEqualTo(whole);
  }

  @Test
  void changedFile_startsOver() throws IOException {
    interruptImport("eu");
    Files.write(file, randomLines(8));

    assertThat(fixture().run(ImportSource.of(file), checkpoints("eu")).resumedAtLine()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "nonsense", "{\"source\":null}"})
  void unreadableState_startsOver(String text) throws IOException {
    Files.writeString(state, text);

    assertThat(fixture().run(ImportSource.of(file), checkpoints("eu")).resumedAtLine()).isZero();
  }

  @Test
  void stateThatCannotBeWritten_failsBeforeAnythingIsImported() {
    ImportFixture fixture = fixture();
    Checkpoints nowhere = Checkpoints.in(folder.resolve("no/such/folder"), "eu");

    assertThatThrownBy(() -> fixture.run(ImportSource.of(file), nowhere))
        .isInstanceOfSatisfying(
            WeirException.class,
            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.FILE_UNREADABLE));
    assertThat(fixture.node.channelIds()).isEmpty();
  }

  @Test
  void sourceThatBreaks_keepsWhatWasRead() throws IOException {
    ImportFixture fixture = fixture();
    byte[] bytes = Files.readAllBytes(file);
    InputStream broken =
        new InputStream() {
          private int position;

          @Override
          public int read() throws IOException {
            if (position == bytes.length / 2) {
              throw new IOException("the disk broke");
            }
            return bytes[position++];
          }
        };

    assertThatThrownBy(
            () -> fixture.run(ImportSource.of("broken.ndjson", broken), Checkpoints.none()))
        .hasMessageMatching("cannot read broken.ndjson behind line 1\\d0: the disk broke");
    assertThat(fixture.settled.getLast()).isGreaterThan(LINES / 3);
  }

  private void interruptImport(String destination) {
    ImportFixture fixture = fixture();
    AtomicInteger appends = new AtomicInteger();
    fixture.node.failWhen(request ->
        request instanceof AppendAll && appends.incrementAndGet() > 30
            ? ImportFixture.failure(ErrorCode.NOT_CONNECTED)
            : Optional.empty());
    assertThatThrownBy(() -> fixture.run(ImportSource.of(file), checkpoints(destination)))
        .isInstanceOf(WeirException.class);
    assertThat(state).exists();
  }

  private Checkpoints checkpoints(String destination) {
    return Checkpoints.in(state, destination);
  }

  private static ImportFixture fixture() {
    ImportFixture fixture = new ImportFixture();
    fixture.options = fixture.options.withWindowLines(WINDOW).withConcurrency(3).withChannels(4);
    return fixture;
  }

  private static Map<ChannelId, List<Message>> stored(FakeNode node) {
    Map<ChannelId, List<Message>> stored = new LinkedHashMap<>();
    node.channelIds().forEach(channel -> stored.put(channel, node.messages(channel)));
    return stored;
  }

  /** Many messages to the millisecond, more channels than are tracked, some steps back. */
  private static byte[] randomLines(long seed) {
    Random random = new Random(seed);
    String[] lines = new String[LINES];
    long millis = 1_600_000_000_000L;
    for (int i = 0; i < LINES; i++) {
      millis += random.nextInt(20) == 0 ? -1 : random.nextInt(2);
      lines[i] = ImportFixture.line("channel-" + random.nextInt(6), millis, "text " + i);
    }
    return ImportFixture.bytes(lines);
  }
}
