package dev.weir.chaos.drill.hands;

import dev.weir.chaos.drill.spec.DrillSpec;
import dev.weir.chaos.drill.spec.Hooks;
import dev.weir.chaos.nemesis.Guardian;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.WeirException;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Runs the commands of the drill file. A {@link Guardian} runs the one that heals if this process
 * is gone, or the expiry has passed.
 */
public final class HookHands implements Hands {

  private static final int MOST_TOLD = 300;

  /** So long may whoever has ended keep the pipe of his output. */
  private static final int STRAGGLER_SECONDS = 1;

  private final DrillSpec spec;
  private final File log;
  private @Nullable Guardian guardian;

  /**
   * Hands that have done nothing.
   *
   * @param directory keeps what a guardian's command says
   */
  public HookHands(DrillSpec spec, Path directory) {
    this.spec = spec;
    this.log = directory.resolve("guardian.log").toFile();
  }

  @Override
  public Evidence inject() {
    Hooks hooks = spec.hooks();
    guardian =
        Guardian.watch(
            spec.timing().expiry(), command(Hooks.HEAL), hooks.timeout().multipliedBy(2), log);
    return run(spec.mode().hook());
  }

  @Override
  public Evidence check() {
    return run(Hooks.CHECK);
  }

  @Override
  public Evidence heal() {
    Evidence healed = run(Hooks.HEAL);
    if (healed.seen() && guardian != null) {
      guardian.close();
      guardian = null;
    }
    return healed;
  }

  @Override
  public Evidence cold() {
    return run(Hooks.COLD);
  }

  private String command(String name) {
    return spec.hooks()
        .command(name)
        .orElseThrow(() -> WeirException.invalid("hooks.%s is missing".formatted(name)));
  }

  private Evidence run(String name) {
    try {
      Process process =
          new ProcessBuilder(List.of("/bin/sh", "-c", command(name)))
              .redirectErrorStream(true)
              .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
              .start();
      CompletableFuture<String> said = CompletableFuture.supplyAsync(() -> read(process));
      if (!process.waitFor(spec.hooks().timeout())) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        return new Evidence(
            name, false, "took longer than %d s".formatted(spec.hooks().timeout().toSeconds()));
      }
      int status = process.exitValue();
      return new Evidence(name, status == 0, "status %d%s".formatted(status, told(said)));
    } catch (IOException e) {
      throw new WeirException(
          ErrorCode.UNAVAILABLE, "hook %s cannot be run: %s".formatted(name, e.getMessage()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WeirException(ErrorCode.UNAVAILABLE, "interrupted in hook " + name, e);
    }
  }

  private static String read(Process process) {
    try {
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      return "";
    }
  }

  private static String told(CompletableFuture<String> said) throws InterruptedException {
    try {
      String all = said.get(STRAGGLER_SECONDS, TimeUnit.SECONDS);
      String end = all.length() > MOST_TOLD ? all.substring(all.length() - MOST_TOLD) : all;
      return end.isEmpty() ? "" : ": " + end;
    } catch (ExecutionException | TimeoutException _) {
      return "";
    }
  }

  /** One that could not heal leaves that to the guardian. */
  @Override
  public void close() {
    if (guardian != null) {
      heal();
    }
  }
}
