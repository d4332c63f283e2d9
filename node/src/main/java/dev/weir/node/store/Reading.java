package dev.weir.node.store;

/** What walks read with, and whom they tell what they found. */
record Reading(
    Database database,
    SelectWindow windows,
    Strides strides,
    EmptyMarks marks,
    Scrubber scrubber,
    ReadLimits limits,
    StoreEvents events) {}
