package dev.weir.node.store;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import dev.weir.messages.Call;
import dev.weir.messages.MessageId;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Reads a row of one small partition, which need not exist: that its replicas answer is enough.
 * Each time of another partition, so that one dead set of replicas does not stand for all.
 */
final class SelectProbe {

  private final Database database;
  private final PreparedStatement statement;
  private final AtomicInteger probes = new AtomicInteger();

  SelectProbe(Database database) {
    this.database = database;
    statement =
        database.prepare("SELECT worker FROM worker_leases WHERE region = 0 AND worker = ?");
  }

  CompletionStage<Integer> ask(Call call) {
    int worker = Integer.remainderUnsigned(probes.getAndIncrement(), MessageId.MAX_WORKER + 1);
    return database.read(statement.bind(worker), call).thenApply(AsyncResultSet::remaining);
  }
}
