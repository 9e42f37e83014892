package dog.rebe.cli.input;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which machines. */
public final class FleetArguments {

  @Option(
      names = {"-i", "--inventory"},
      paramLabel = "FILE",
      description =
          "The machines: a host list (user@host:port label=value ...), an OpenSSH ssh_config, or"
              + " the JSON that 'ansible-inventory --list' prints. Which of the three it is, is"
              + " seen from its content.")
  private @Nullable Path inventory;

  @Option(
      names = "--inventory-format",
      paramLabel = "FORMAT",
      description = "Says which it is: ${COMPLETION-CANDIDATES}.")
  private @Nullable InventoryFormat format;

  @Option(
      names = {"-n", "--node"},
      paramLabel = "NODE",
      description =
          "A machine, as a line of a host list: user@host:port. Can be given more than once.")
  private List<String> nodes = List.of();

  @Option(
      names = "--demo",
      description =
          "Machines that are none: some fifty SSH servers inside this process, a few of them"
              + " broken.")
  private boolean demo;

  @Option(
      names = {"-s", "--select"},
      paramLabel = "SELECTOR",
      description =
          "Only those with these labels, as in 'env=prod,role!=db,!old' or 'region in"
              + " (north,south)'.")
  private @Nullable String selector;

  /** The three ways to name machines. */
  public sealed interface Source {
    /** A file. */
    record File(Path path, Optional<InventoryFormat> format) implements Source {}

    /** Lines of a host list, as they were typed. */
    record Typed(List<String> lines) implements Source {}

    /** The fleet inside the process. */
    record Demo() implements Source {}
  }

  /** The same with these lines of a host list in addition to those of {@code --node}. */
  public FleetArguments withNodes(List<String> lines) {
    FleetArguments more = new FleetArguments();
    more.inventory = inventory;
    more.format = format;
    more.nodes = Stream.concat(nodes.stream(), lines.stream()).toList();
    more.demo = demo;
    more.selector = selector;
    return more;
  }

  /**
   * Where the machines come from; empty where nothing was said.
   *
   * @throws BadInput if more than one way was used
   */
  public Optional<Source> source() {
    int ways = (inventory != null ? 1 : 0) + (nodes.isEmpty() ? 0 : 1) + (demo ? 1 : 0);
    if (ways > 1) {
      throw new BadInput(
          "--inventory, --node and --demo are three ways to say which machines: use one of them");
    }
    if (format != null && inventory == null) {
      throw new BadInput(
          "--inventory-format says how to read --inventory, and no --inventory was given");
    }
    if (inventory != null) {
      return Optional.of(new Source.File(inventory, Optional.ofNullable(format)));
    }
    if (!nodes.isEmpty()) {
      return Optional.of(new Source.Typed(nodes));
    }
    return demo ? Optional.of(new Source.Demo()) : Optional.empty();
  }

  /**
   * Where the machines come from.
   *
   * @throws BadInput if nothing was said, or more than one way was used
   */
  public Source requiredSource() {
    return source()
        .orElseThrow(
            () ->
                new BadInput(
                    "Which machines? Name them with --inventory FILE or --node user@host, or try it"
                        + " with --demo"));
  }

  /** Whether the machines inside this process are meant, by word or because nothing was said. */
  public boolean isDemo() {
    return source().map(Source.Demo.class::isInstance).orElse(true);
  }

  /** The selector as it was typed. */
  public Optional<String> selector() {
    return Optional.ofNullable(selector);
  }
}
