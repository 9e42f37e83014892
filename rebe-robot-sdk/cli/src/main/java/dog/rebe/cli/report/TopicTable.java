package dog.rebe.cli.report;

import dog.rebe.cli.input.SizeText;
import dog.rebe.cli.screen.Paragraph;
import dog.rebe.cli.screen.Screen;
import dog.rebe.cli.screen.Tone;
import dog.rebe.facts.BlockDevices.BlockDevice;
import dog.rebe.facts.FileSystems.Mount;
import dog.rebe.facts.Kernel;
import dog.rebe.facts.ListeningSockets.ListeningSocket;
import dog.rebe.facts.MachineFacts;
import dog.rebe.facts.NetworkInterfaces.NetworkInterface;
import dog.rebe.facts.Packages.PackageDatabase;
import dog.rebe.facts.Routes.Route;
import dog.rebe.facts.TimeSync;
import dog.rebe.outcome.VisibleText;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** What the machines of a fleet say about each topic, equal answers counted. Not thread-safe. */
final class TopicTable {

  private static final int MAX_ANSWER = 40;
  private static final int MAX_ANSWERS = 6;
  private static final int LABEL_COLUMNS = 14;

  private final Map<String, Tally> tallies = new LinkedHashMap<>();
  private final Map<String, Span> packages = new TreeMap<>();
  private final Span load = new Span();

  /** Adds what a machine says. */
  void add(MachineFacts facts) {
    tally("kernel", facts.kernel().value().stream().map(Kernel::release));
    facts.load().value().ifPresent(it -> load.add(it.oneMinute()));
    tally("disks", facts.blockDevices().value().stream().flatMap(it -> disks(it.devices())));
    tally("file systems", each(facts.fileSystems().value(), it -> it.mounts(), Mount::type));
    tally(
        "network",
        each(
            facts.networkInterfaces().value(),
            it -> it.interfaces().stream().filter(one -> !one.isLoopback()).toList(),
            TopicTable::link));
    tally(
        "routes",
        each(
            facts.routes().value(),
            it -> it.routes().stream().filter(Route::isDefault).toList(),
            it -> "default by " + it.networkInterface()));
    tally("name servers", each(facts.nameServers().value(), it -> it.addresses(), it -> it));
    tally(
        "listening", each(facts.listeningSockets().value(), it -> it.sockets(), TopicTable::port));
    tally("clock", facts.timeSync().value().stream().map(TopicTable::clock));
    tally("services", facts.services().value().stream().map(it -> "by " + it.manager()));
    facts.packages().value().stream()
        .flatMap(it -> it.databases().stream())
        .forEach(this::packages);
  }

  private static <F, E> Stream<String> each(
      java.util.Optional<F> fact, Function<F, Collection<E>> elements, Function<E, String> text) {
    // A set: a machine counts once for each different answer
    return fact.stream().flatMap(it -> elements.apply(it).stream()).map(text).distinct();
  }

  private static Stream<String> disks(Collection<BlockDevice> devices) {
    return devices.stream()
        .map(it -> SizeText.of(it.sizeBytes()) + (it.rotational() ? " (spinning)" : ""))
        .distinct();
  }

  private static String link(NetworkInterface link) {
    return link.name() + " " + (link.isUp() ? link.state() : "off");
  }

  private static String port(ListeningSocket socket) {
    return socket.port() + "/" + socket.protocol();
  }

  private static String clock(TimeSync clock) {
    String right =
        switch (clock.synchronization()) {
          case YES -> "right";
          case NO -> "not right";
          case UNKNOWN -> "unchecked";
        };
    return clock.keeper().map(keeper -> right + " by " + keeper).orElse(right);
  }

  private void packages(PackageDatabase database) {
    packages
        .computeIfAbsent(visible(database.manager()), manager -> new Span())
        .add(database.installed());
  }

  private void tally(String topic, Stream<String> answers) {
    Tally tally = tallies.computeIfAbsent(topic, name -> new Tally());
    answers.forEach(answer -> tally.add(visible(answer)));
  }

  private static String visible(String text) {
    return VisibleText.line(text, MAX_ANSWER);
  }

  /** Prints a paragraph for each topic. */
  void print(Screen screen) {
    screen.line(Tone.FAINT, "  ALL OF THEM");
    print("load", load.text(it -> String.format(Locale.ROOT, "%.2f", it), screen.glyphs()), screen);
    tallies.forEach(
        (topic, tally) -> print(topic, tally.text(MAX_ANSWERS, screen.glyphs()), screen));
    StringBuilder counts = new StringBuilder();
    packages.forEach(
        (manager, count) ->
            counts
                .append(counts.isEmpty() ? "" : ", ")
                .append(manager)
                .append(" ")
                .append(count.text(it -> String.valueOf(Math.round(it)), screen.glyphs())));
    print("packages", counts.toString(), screen);
  }

  private static void print(String topic, String text, Screen screen) {
    if (!text.isEmpty()) {
      String label = "  " + topic + " ".repeat(Math.max(1, LABEL_COLUMNS - topic.length()));
      Paragraph.lines(text, label, " ".repeat(label.length()), screen.columns())
          .forEach(screen::line);
    }
  }
}
