package dog.rebe.facts;

import java.time.Duration;

/** Reads /proc/loadavg and /proc/uptime. */
final class LoadReader implements FactReader<Load> {

  @Override
  public Topic topic() {
    return Topic.LOAD;
  }

  @Override
  public String script() {
    return """
        r_value load /proc/loadavg
        r_value uptime /proc/uptime
        r_say""";
  }

  @Override
  public Told<Load> read(FactText text) throws FactException {
    Fields load = Fields.of(text.required("load"), 5);
    String processes = load.text(3);
    Fields uptime = Fields.of(text.required("uptime"), 2);
    Fields counts = Fields.of(processes.replace('/', ' '), 2);
    return new Told<>(
        new Load(
            load.decimal(0),
            load.decimal(1),
            load.decimal(2),
            counts.smallNumber(1),
            Duration.ofMillis(Math.round(uptime.decimal(0) * 1000))),
        "/proc/loadavg and /proc/uptime");
  }
}
