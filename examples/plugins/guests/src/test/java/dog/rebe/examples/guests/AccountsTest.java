package dog.rebe.examples.guests;

import dog.rebe.sandbox.testkit.PluginSample;
import java.util.List;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Accounts, in AssemblyScript. */
@EnabledIfSystemProperty(
    named = "guests.assemblyscript",
    matches = "true",
    disabledReason = "Only with the profile plugins-assemblyscript")
final class AccountsTest implements GuestTest {

  @Override
  public BuiltGuest guest() {
    return new BuiltGuest("assemblyscript", "accounts");
  }

  @Override
  public List<PluginSample> samples() {
    return List.of(
        PluginSample.decode(
            """
            root:x:0:0:root:/root:/bin/bash
            nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin
            müller:*:4294967294:100:"M" \\\\ Müller,,,:/home/müller:
            """,
            """
            {"accounts": [
              {"name": "root", "uid": 0, "gid": 0, "home": "/root", "shell": "/bin/bash"},
              {"name": "nobody", "uid": 65534, "gid": 65534, "home": "/nonexistent",
               "shell": "/usr/sbin/nologin"},
              {"name": "müller", "uid": 4294967294, "gid": 100, "home": "/home/müller",
               "shell": ""}]}
            """));
  }
}
