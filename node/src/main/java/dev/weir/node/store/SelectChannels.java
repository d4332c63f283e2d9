package dev.weir.node.store;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import dev.weir.messages.Call;
import dev.weir.messages.ChannelPage;
import dev.weir.messages.Channels;
import dev.weir.topology.ChannelId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Reads which channels the index knows, in the order of their tokens. */
final class SelectChannels {

  private static final String QUERY = "SELECT DISTINCT channel_id FROM channel_buckets";

  private final Database database;
  private final PreparedStatement first;
  private final PreparedStatement further;

  SelectChannels(Database database) {
    this.database = database;
    first = database.prepare(QUERY + " LIMIT ?");
    further = database.prepare(QUERY + " WHERE token(channel_id) > token(?) LIMIT ?");
  }

  CompletionStage<ChannelPage> ask(Channels request, Call call) {
    Database.refuseIfGone(call);
    int limit = request.limit() + 1;
    var statement =
        request
            .after()
            .map(after -> further.bind().setLong(0, after.value()).setInt(1, limit))
            .orElseGet(() -> first.bind().setInt(0, limit))
            .setPageSize(limit);
    return database.read(statement, call).thenApply(result -> page(result, request.limit()));
  }

  private static ChannelPage page(AsyncResultSet result, int limit) {
    List<ChannelId> channels = new ArrayList<>();
    result.currentPage().forEach(row -> channels.add(new ChannelId(row.getLong(0))));
    if (channels.size() > limit || (result.hasMorePages() && !channels.isEmpty())) {
      List<ChannelId> shown = channels.subList(0, Math.min(limit, channels.size()));
      return new ChannelPage(shown, Optional.of(shown.getLast()));
    }
    return new ChannelPage(channels, Optional.empty());
  }
}
