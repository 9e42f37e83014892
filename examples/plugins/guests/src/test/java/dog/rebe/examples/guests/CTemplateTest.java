package dog.rebe.examples.guests;

import dog.rebe.sandbox.testkit.PluginSample;
import java.util.List;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The template in C. */
@EnabledIfSystemProperty(
    named = "guests.c",
    matches = "true",
    disabledReason = "Only with the profile plugins-c")
final class CTemplateTest implements GuestTest {

  @Override
  public BuiltGuest guest() {
    return new BuiltGuest("c", "template");
  }

  @Override
  public List<PluginSample> samples() {
    return LineCounts.SAMPLES;
  }
}
