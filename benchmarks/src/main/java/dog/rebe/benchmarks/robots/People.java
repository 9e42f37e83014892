package dog.rebe.benchmarks.robots;

import dog.rebe.runner.ApprovalSigner;
import dog.rebe.runner.Approver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Set;

/** People who approve, with keys that outlive a program. */
final class People {

  private final Path folder;

  People(Path folder) {
    this.folder = folder;
  }

  ApprovalSigner signer(String name) throws IOException {
    return ApprovalSigner.of(keys(name));
  }

  Approver approver(String name) throws IOException {
    return new Approver(name, keys(name).getPublic(), Set.of("owners"));
  }

  private KeyPair keys(String name) throws IOException {
    Path secret = folder.resolve(name + ".secret");
    Path open = folder.resolve(name + ".public");
    try {
      if (!Files.exists(open)) {
        KeyPair made = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        Files.write(secret, made.getPrivate().getEncoded());
        Files.write(open, made.getPublic().getEncoded());
      }
      KeyFactory factory = KeyFactory.getInstance("Ed25519");
      return new KeyPair(
          factory.generatePublic(new X509EncodedKeySpec(Files.readAllBytes(open))),
          factory.generatePrivate(new PKCS8EncodedKeySpec(Files.readAllBytes(secret))));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The keys of " + name + " in " + folder, e);
    }
  }
}
