/** The thin client: the vocabulary of messages, the wire protocol, and a client that speaks it. */
@org.jspecify.annotations.NullMarked
module dev.weir.client {
  requires static transitive org.jspecify;
  requires transitive dev.weir.topology;

  exports dev.weir.client;
  exports dev.weir.client.protocol;
  exports dev.weir.messages;
}
