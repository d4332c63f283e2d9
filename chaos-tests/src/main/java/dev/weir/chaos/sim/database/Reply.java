package dev.weir.chaos.sim.database;

import dev.weir.chaos.sim.database.DatabaseFailure.Kind;

/** Who is to hear from a coordinator, once. */
interface Reply<T> {

  void done(T answer);

  void failed(Kind why);
}
