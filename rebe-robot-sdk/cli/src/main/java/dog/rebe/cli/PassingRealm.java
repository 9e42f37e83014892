package dog.rebe.cli;

import dog.rebe.chronicle.note.SigningKey;
import dog.rebe.realm.Budgets;
import dog.rebe.realm.Realm;
import dog.rebe.realm.RealmFolder;
import dog.rebe.realm.RealmTerms;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A realm that lasts as long as a command, with keys that are nobody's afterwards. */
final class PassingRealm implements AutoCloseable {

  private final Path folder;
  private final SigningKey chronicleKey;
  private final SigningKey approverKey;
  private final Realm realm;

  private PassingRealm(Path folder) {
    SecureRandom random = new SecureRandom();
    this.folder = folder;
    this.chronicleKey = SigningKey.generate("demo/chronicle", random);
    this.approverKey = SigningKey.generate("you", random);
    RealmTerms terms =
        new RealmTerms(
            "Demo", chronicleKey.verifier(), List.of(approverKey.verifier()), Budgets.none());
    this.realm = RealmFolder.of(folder).sign(terms, SigningKey.generate("demo/owner", random));
  }

  static PassingRealm make() {
    try {
      return new PassingRealm(Files.createTempDirectory("rebe-realm-"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Realm realm() {
    return realm;
  }

  SigningKey chronicleKey() {
    return chronicleKey;
  }

  SigningKey approverKey() {
    return approverKey;
  }

  @Override
  public void close() {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
