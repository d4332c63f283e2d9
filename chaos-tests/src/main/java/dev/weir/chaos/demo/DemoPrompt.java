package dev.weir.chaos.demo;

import dev.weir.chaos.demo.DemoCommand.Victim;
import dev.weir.chaos.demo.Happenings.Happening;
import dev.weir.messages.WeirException;
import dev.weir.node.cli.Output;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The demo's prompt: does what is typed, and says what happens meanwhile above the line that is
 * being typed.
 */
final class DemoPrompt {

  private static final String PROMPT = "weir> ";
  private static final String CLEAR = "\r\u001b[K";
  private static final int LINES = 16;
  private static final long LOOK_MILLIS = 200;

  /** In place of a line: there are no more. */
  private static final String END = "quit";

  private final Demo demo;
  private final Mischief mischief;
  private final Output output;
  private final InstantSource clock;
  private final ZoneId zone;
  private final BlockingQueue<String> lines = new ArrayBlockingQueue<>(LINES);

  DemoPrompt(Demo demo, Output output, InstantSource clock, ZoneId zone) {
    this.demo = demo;
    this.mischief = demo.mischief();
    this.output = output;
    this.clock = clock;
    this.zone = zone;
  }

  /** Reads and does what is typed, until it is quit, or the input ends. */
  void run(InputStream input) throws InterruptedException {
    Thread.ofPlatform().daemon().name("demo-input").start(() -> read(input));
    output.line("what now? help lists what can be said");
    ask();
    boolean goesOn = true;
    while (goesOn) {
      String line = lines.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      if (line != null) {
        goesOn = obey(line);
        output.flush();
        if (goesOn) {
          ask();
        }
      }
      tellNews();
    }
  }

  private void read(InputStream input) {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.put(line);
      }
      lines.put(END);
    } catch (IOException _) {
      lines.offer(END);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void ask() {
    output.err().print(PROMPT);
    output.err().flush();
  }

  private void tellNews() {
    for (Happening happening : demo.happenings().news()) {
      output.err().println(CLEAR + happening.line(zone));
      ask();
    }
  }

  /** Does what a line says; whether the prompt goes on. */
  private boolean obey(String line) throws InterruptedException {
    try {
      Optional<DemoCommand> command = DemoCommand.parse(line, demo.regions());
      return command.isEmpty() || obey(command.get());
    } catch (WeirException e) {
      output.note(e.getMessage());
      return true;
    }
  }

  private boolean obey(DemoCommand command) {
    switch (command) {
      case DemoCommand.Kill _,
          DemoCommand.Slow _,
          DemoCommand.Freeze _,
          DemoCommand.Restart _,
          DemoCommand.Cut _ ->
          demo.harm(command, "you", clock.instant());
      case DemoCommand.Heal _ -> {
        told("heal");
        output.note("healing …");
        mischief.heal();
        told("all runs again");
      }
      case DemoCommand.Status _ -> status();
      case DemoCommand.Hot _ -> HotChannels.lines(demo.regions()).forEach(output::line);
      case DemoCommand.Past _ ->
          demo.happenings().all().forEach(each -> output.line(each.line(zone)));
      case DemoCommand.Help _ -> help();
      case DemoCommand.Quit _ -> {
        return false;
      }
    }
    return true;
  }

  private void told(String what) {
    demo.happenings().tell(new Happening(clock.instant(), "you", what));
  }

  private void status() {
    output.line(mischief.told());
    demo.inventory().forEach(output::line);
    output.line(demo.lastLine());
  }

  private void help() {
    output.line("kill VICTIM    kills its processes (SIGKILL)");
    output.line("slow VICTIM    lets its processes run for a tenth of the time");
    output.line("freeze VICTIM  freezes its processes (SIGSTOP)");
    output.line("restart NODE   stops it in order, and starts it again; a region's one by one");
    output.line("cut A B        lets nothing pass between them, with --apart; A to B: one way");
    output.line("heal           undoes all of that, and waits until everything serves");
    output.line("status         what runs, and how the last second went");
    output.line("hot            the channels that are read most, by region");
    output.line("timeline       what happened so far");
    output.line("quit           ends the demo");
    output.line(
        "VICTIM is one of "
            + String.join(
                ", ", DemoCommand.victims(demo.regions()).stream().map(Victim::word).toList()));
  }
}
