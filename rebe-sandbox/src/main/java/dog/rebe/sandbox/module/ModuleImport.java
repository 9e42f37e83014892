package dog.rebe.sandbox.module;

/**
 * Something that a module imports.
 *
 * @param module the import module
 * @param name its name there
 * @param signature of a function, in the form of a host function's signature, with {@code ?} for a
 *     type that no host function has; empty for what is no function
 */
public record ModuleImport(String module, String name, String signature) {

  /** Whether it is a function. */
  public boolean isFunction() {
    return !signature.isEmpty();
  }

  @Override
  public String toString() {
    return module + "." + name;
  }
}
