package dog.rebe.ssh.key;

import dog.rebe.ssh.host.HostKeys;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.sshd.common.signature.BuiltinSignatures;
import org.apache.sshd.common.signature.Signature;

/** A key whose private half is in memory. */
final class LoadedKey implements SigningKey {

  private final PublicKey publicKey;
  private final PrivateKey privateKey;
  private final String description;

  LoadedKey(PublicKey publicKey, PrivateKey privateKey, String source) {
    this.publicKey = publicKey;
    this.privateKey = privateKey;
    this.description = source + " (" + HostKeys.describe(publicKey) + ")";
  }

  @Override
  public PublicKey publicKey() {
    return publicKey;
  }

  @Override
  public List<String> algorithms() {
    return KeyAlgorithms.of(publicKey);
  }

  @Override
  public boolean signsAtOnce() {
    return true;
  }

  @Override
  public CompletionStage<byte[]> sign(String algorithm, byte[] data) {
    try {
      BuiltinSignatures factory = BuiltinSignatures.fromFactoryName(algorithm);
      if (factory == null) {
        throw new IllegalArgumentException("Unknown signature algorithm " + algorithm);
      }
      Signature signature = factory.create();
      signature.initSigner(null, privateKey);
      signature.update(null, data);
      return CompletableFuture.completedFuture(signature.sign(null));
    } catch (Exception e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  @Override
  public String description() {
    return description;
  }
}
