/** Pure values and functions: regions, nodes, channels, ranges. */
@org.jspecify.annotations.NullMarked
module dev.weir.topology {
  requires static transitive org.jspecify;

  exports dev.weir.topology;
}
