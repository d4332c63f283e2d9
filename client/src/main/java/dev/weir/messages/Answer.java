package dev.weir.messages;

/** What a success says; failures are {@link WeirException}s. */
public sealed interface Answer permits Page, Found, Acknowledged, BulkProgress, ChannelPage {}
