package dog.rebe.ssh.key;

import java.security.PublicKey;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** A key that we can log in with. Thread-safe. */
public interface SigningKey {

  /** The public half: a plain key or an OpenSSH user certificate. */
  PublicKey publicKey();

  /** The signature algorithms that it can be used with (RFC 8332 for RSA), the best first. */
  List<String> algorithms();

  /** Whether signing is quick, asks nobody and costs nothing when it is in vain. */
  boolean signsAtOnce();

  /**
   * Signs.
   *
   * @param algorithm one of {@link #algorithms()}, without the suffix of a certificate's
   * @return the raw signature, without the name of its algorithm
   */
  CompletionStage<byte[]> sign(String algorithm, byte[] data);

  /** Where it comes from and its fingerprint, for messages. */
  String description();
}
