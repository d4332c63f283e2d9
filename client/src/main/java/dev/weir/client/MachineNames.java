package dev.weir.client;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Looks hosts up in the system, on threads of its own, because that blocks. */
final class MachineNames implements Ground.Names {

  private static final int MAX_LOOK_UPS = 8;

  private final ThreadPoolExecutor threads;

  MachineNames() {
    // No more look-ups can wait than there are contacts.
    threads =
        new ThreadPoolExecutor(
            MAX_LOOK_UPS,
            MAX_LOOK_UPS,
            1,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            MachineNames::thread);
    threads.allowCoreThreadTimeOut(true);
  }

  @Override
  public void lookUp(
      String host, Consumer<List<InetAddress>> found, Consumer<UnknownHostException> unknown) {
    threads.execute(() -> {
      List<InetAddress> addresses;
      try {
        addresses = List.of(InetAddress.getAllByName(host));
      } catch (UnknownHostException e) {
        unknown.accept(e);
        return;
      }
      found.accept(addresses);
    });
  }

  @Override
  public void close() {
    threads.shutdown();
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "weir-client-look-up");
    thread.setDaemon(true);
    return thread;
  }
}
