package dev.weir.node.coalesce;

/** A region whose readers cannot ask any other one. */
final class NoOtherRegion implements Everywhere {

  @Override
  public boolean mayBeAsked() {
    return false;
  }

  @Override
  public void answered(long nanos) {
    throw new AssertionError("nobody was asked");
  }

  @Override
  public void failed(long nanos) {
    throw new AssertionError("nobody was asked");
  }
}
