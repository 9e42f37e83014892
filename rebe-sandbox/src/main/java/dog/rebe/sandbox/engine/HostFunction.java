package dog.rebe.sandbox.engine;

/**
 * A function of the host that a guest may import.
 *
 * @param module the import module, for instance {@code wasi_snapshot_preview1}
 * @param name its name there
 * @param signature the types of the parameters, a colon, and the type of the result if there is
 *     one: {@code i} for i32, {@code I} for i64; for instance {@code iiIi:i}
 * @param body what it does
 */
public record HostFunction(String module, String name, String signature, Body body) {

  /** What a host function does, on the guest's thread. */
  @FunctionalInterface
  public interface Body {
    /**
     * Answers a call.
     *
     * @param arguments as many as the signature says; an i32 stands in the lower half
     * @return the result; whatever, if the signature has none
     * @throws GuestExit if the guest wants to end
     * @throws GuestStop if the guest has to end
     */
    long call(GuestMemory memory, long[] arguments);
  }
}
