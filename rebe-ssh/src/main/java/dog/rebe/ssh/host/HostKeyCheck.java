package dog.rebe.ssh.host;

import dog.rebe.ssh.fault.Fault;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;

/** What is known of one host, ready to judge the key that it shows. Reads nothing, never blocks. */
public interface HostKeyCheck {

  /**
   * Judges a key.
   *
   * @param key a plain key or an OpenSSH certificate
   * @return empty if it is believed
   */
  Optional<Fault> refuse(PublicKey key);

  /**
   * The types of keys that are known for the host, for instance {@code ssh-ed25519}: the server is
   * asked for one of these first. Empty if none is known.
   */
  List<String> knownTypes();

  /** Whether certificates of a known authority are believed for this host. */
  boolean takesCertificates();
}
