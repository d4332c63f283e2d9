package org.apache.cassandra.security;

import java.security.Permission;
import java.security.PermissionCollection;
import java.util.Collections;
import java.util.Enumeration;

/**
 * Answers for Cassandra's class of the same name on JDKs that have no security manager: nothing is
 * installed, no thread is ever secured, nothing is permitted.
 */
public final class ThreadAwareSecurityManager {
  /** Grants nothing. Cassandra reads this field by its name. */
  @SuppressWarnings("ConstantField")
  public static final PermissionCollection noPermissions = new NoPermissions();

  private ThreadAwareSecurityManager() {}

  /** Does nothing: there is no security manager to install. */
  public static void install() {}

  /** Returns false: no thread runs user-defined functions here. */
  public static boolean isSecuredThread() {
    return false;
  }

  private static final class NoPermissions extends PermissionCollection {
    private static final long serialVersionUID = 1L;

    @Override
    public void add(Permission permission) {
      throw new UnsupportedOperationException(
          "the empty collection cannot be added to: " + permission);
    }

    @Override
    public boolean implies(Permission permission) {
      return false;
    }

    @Override
    public Enumeration<Permission> elements() {
      return Collections.emptyEnumeration();
    }
  }
}
