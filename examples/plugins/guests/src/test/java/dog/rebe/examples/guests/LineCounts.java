package dog.rebe.examples.guests;

import dog.rebe.sandbox.testkit.PluginSample;
import java.util.List;

/** What every template does: it counts lines, also one that does not end. */
final class LineCounts {

  static final List<PluginSample> SAMPLES =
      List.of(
          PluginSample.decode("", "{\"lines\":0}"),
          PluginSample.decode("a\nb\n", "{\"lines\":2}"),
          PluginSample.decode("\n\nthe last has no end", "{\"lines\":3}"),
          PluginSample.decode("\"quoted\", a\ttab and \\n: no line\n", "{\"lines\":1}"),
          PluginSample.decode("\u00fc\u20ac\ud83d\udc15\u0001\n", "{\"lines\":1}"),
          PluginSample.decode("x\n".repeat(12_345), "{\"lines\":12345}"));

  private LineCounts() {}
}
