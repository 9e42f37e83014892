package dog.rebe.examples.guests;

import dog.rebe.sandbox.testkit.PluginSample;
import java.util.List;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The template in Rust. */
@EnabledIfSystemProperty(
    named = "guests.rust",
    matches = "true",
    disabledReason = "Only with the profile plugins-rust")
final class RustTemplateTest implements GuestTest {

  @Override
  public BuiltGuest guest() {
    return new BuiltGuest("rust", "template");
  }

  @Override
  public List<PluginSample> samples() {
    return LineCounts.SAMPLES;
  }
}
