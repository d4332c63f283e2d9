package dev.weir.chaos.sim.zoo;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/** Reaches what only its own package sees, as saboteurs must. */
final class Inside {

  private Inside() {}

  /** Calls the one method of this name and so many parameters. */
  static Object call(Object target, String name, Object... arguments) {
    for (Class<?> type = target.getClass(); type != null; type = type.getSuperclass()) {
      for (Method method : type.getDeclaredMethods()) {
        if (method.getName().equals(name)
            && method.getParameterCount() == arguments.length
            && !method.isBridge()) {
          return invoke(target, method, arguments);
        }
      }
    }
    throw new IllegalStateException("%s has no %s".formatted(target.getClass(), name));
  }

  private static Object invoke(Object target, Method method, Object... arguments) {
    method.setAccessible(true);
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What a field holds. */
  static Object field(Object target, String name) {
    try {
      Field field = target.getClass().getDeclaredField(name);
      field.setAccessible(true);
      return field.get(target);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
