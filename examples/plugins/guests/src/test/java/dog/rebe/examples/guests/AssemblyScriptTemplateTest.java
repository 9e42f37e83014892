package dog.rebe.examples.guests;

import dog.rebe.sandbox.testkit.PluginSample;
import java.util.List;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The template in AssemblyScript. */
@EnabledIfSystemProperty(
    named = "guests.assemblyscript",
    matches = "true",
    disabledReason = "Only with the profile plugins-assemblyscript")
final class AssemblyScriptTemplateTest implements GuestTest {

  @Override
  public BuiltGuest guest() {
    return new BuiltGuest("assemblyscript", "template");
  }

  @Override
  public List<PluginSample> samples() {
    return LineCounts.SAMPLES;
  }
}
