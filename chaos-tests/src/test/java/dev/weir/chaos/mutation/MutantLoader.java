package dev.weir.chaos.mutation;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A house of its own, in which some walls are crooked: loads every class of Weir anew from its
 * class file, and changes a few of them on the way. Libraries are those of the other house. Only
 * the JDK's own types go in and out.
 */
public final class MutantLoader extends ClassLoader {

  private static final String HOUSE = "dev.weir.";

  private final Map<String, List<Mutation>> mutations = new TreeMap<>();
  private final Surgery surgery;

  /** A house with these changes, each made when its class is first needed. */
  public MutantLoader(ClassLoader house, List<Mutation> mutations) {
    super("mutant", house);
    this.surgery = new Surgery(house);
    for (Mutation mutation : mutations) {
      this.mutations.computeIfAbsent(mutation.type(), _ -> new ArrayList<>()).add(mutation);
    }
  }

  /**
   * Makes all changes now, rather than when somebody first needs the classes.
   *
   * @throws IllegalStateException if one of them does not fit
   */
  public void operate() throws ClassNotFoundException {
    for (String type : mutations.keySet()) {
      loadClass(type);
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(HOUSE)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? define(name) : loaded;
    }
  }

  private Class<?> define(String name) throws ClassNotFoundException {
    byte[] bytes = read(name);
    List<Mutation> wanted = mutations.getOrDefault(name, List.of());
    if (!wanted.isEmpty()) {
      bytes = surgery.operate(bytes, wanted);
    }
    return defineClass(name, bytes, 0, bytes.length);
  }

  private byte[] read(String name) throws ClassNotFoundException {
    try (InputStream file = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
      if (file == null) {
        throw new ClassNotFoundException(name);
      }
      return file.readAllBytes();
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }
}
