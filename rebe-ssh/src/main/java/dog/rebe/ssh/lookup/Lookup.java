package dog.rebe.ssh.lookup;

/**
 * Finds something out, and may block while it does. Thread-safe.
 *
 * @param <K> what is asked about; the same question twice has equal ones
 * @param <V> the answer
 */
@FunctionalInterface
public interface Lookup<K, V> {

  /** The answer. */
  V answer(K key) throws Exception;
}
