package dog.rebe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.chronicle.ChronicleBundle;
import dog.rebe.chronicle.ProvableChronicle;
import dog.rebe.chronicle.note.SigningKey;
import dog.rebe.cli.Keyboard.Typed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class VerifyCommandTest {

  private static final SigningKey KEY = SigningKey.generate("example.com/farm", new SecureRandom());

  @TempDir Path home;
  private Path folder;
  private Path bundle;

  @BeforeEach
  void writesAChronicle() {
    folder = home.resolve("chronicle");
    bundle = home.resolve("farm.bundle");
    ProvableChronicle.open(folder, KEY).close();
    ChronicleBundle.write(folder, bundle);
  }

  private Typed verify(String... arguments) {
    String[] all = new String[arguments.length + 3];
    all[0] = "verify";
    all[1] = "--key";
    all[2] = KEY.verifier().toString();
    System.arraycopy(arguments, 0, all, 3, arguments.length);
    return Keyboard.in(home).type(all);
  }

  @Test
  void saysWhatIsProven() {
    Typed typed = verify(bundle.toString());
    assertThat(typed.out()).contains("Proven: 1 entries, root ");
    assertThat(typed.exit()).isZero();
    assertThat(verify(folder.toString()).out()).contains("Proven: 1 entries");
  }

  @Test
  @Tag("fault-44")
  void saysWhatWasChanged() throws IOException {
    byte[] bytes = Files.readAllBytes(bundle);
    bytes[bytes.length - 100] ^= 1;
    Files.write(bundle, bytes);
    Typed typed = verify(bundle.toString());
    assertThat(typed.out()).contains("problem: ").contains("Not proven.");
    assertThat(typed.exit()).isEqualTo(ExitCode.SOME_FAILED.number());
  }

  @Test
  @Tag("fault-46")
  void saysThatItWasRolledBack() {
    ProvableChronicle.open(folder, KEY).close();
    Typed typed = verify("--knows", folder.resolve("checkpoint").toString(), bundle.toString());
    assertThat(typed.out()).contains("was rolled back or cut off");
    assertThat(typed.exit()).isEqualTo(ExitCode.SOME_FAILED.number());
  }

  @Test
  void namesBadInput() {
    assertThat(verify(home.resolve("nowhere").toString()).err()).contains("cannot be read");
    assertThat(verify("--witness", "x+y", bundle.toString()).err())
        .contains("--witness: 'x+y' is no public key");
    assertThat(verify("--witness", KEY.verifier().toString(), bundle.toString()).err())
        .contains("does not cosign");
    assertThat(Keyboard.in(home).type("verify", bundle.toString()).exit())
        .isEqualTo(ExitCode.BAD_INPUT.number());
  }
}
