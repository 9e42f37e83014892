package dog.rebe.examples.guests;

import dog.rebe.sandbox.testkit.PluginSample;
import java.util.List;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The settings of an SSH server, in Rust. */
@EnabledIfSystemProperty(
    named = "guests.rust",
    matches = "true",
    disabledReason = "Only with the profile plugins-rust")
final class SshdSettingsTest implements GuestTest {

  @Override
  public BuiltGuest guest() {
    return new BuiltGuest("rust", "sshd-settings");
  }

  @Override
  public List<PluginSample> samples() {
    return List.of(
        PluginSample.decode(
            """
            port 22
            port 2222
            addressfamily any
            permitrootlogin without-password
            listenaddress [::]:22
            subsystem sftp /usr/lib/openssh/sftp-server
            banner "none"
            """,
            """
            {"settings": {
              "addressfamily": ["any"],
              "banner": ["\\"none\\""],
              "listenaddress": ["[::]:22"],
              "permitrootlogin": ["without-password"],
              "port": ["22", "2222"],
              "subsystem": ["sftp /usr/lib/openssh/sftp-server"]}}
            """));
  }
}
