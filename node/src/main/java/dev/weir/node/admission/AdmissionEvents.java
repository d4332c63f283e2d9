package dev.weir.node.admission;

/** Is told what work was refused; on any thread, and must not block. */
@FunctionalInterface
public interface AdmissionEvents {

  /** Why work was refused. */
  enum Reason {
    /** As much is under way as the database takes. */
    LIMIT,
    /** As much is under way as leaves room for what is more precious. */
    PART,
    /** More came at once from other regions than is let in by steps. */
    RAMP
  }

  /** Work of this priority was refused. */
  void refused(Priority priority, Reason reason);
}
