package dog.rebe.sandbox;

import dog.rebe.command.Command;
import dog.rebe.execution.CommandExecutor;
import dog.rebe.node.Node;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Read-only commands that a plugin may have run on machines, through the corridor and within their
 * own limits. The plugin names a command and a machine; it chooses no argument. Immutable.
 */
public final class Observations {

  private final CommandExecutor executor;
  private final Map<String, Node> nodes;
  private final Map<String, Command<?>> commands;

  private Observations(
      CommandExecutor executor, Map<String, Node> nodes, Map<String, Command<?>> commands) {
    this.executor = executor;
    this.nodes = nodes;
    this.commands = Collections.unmodifiableMap(new LinkedHashMap<>(commands));
  }

  /**
   * These commands on these machines.
   *
   * @param executor what runs them; stays the caller's
   * @param nodes the machines, which the plugin knows by their ids
   * @param commands by the name under which manifests ask for them
   * @throws IllegalArgumentException if a command has an impact
   */
  public static Observations of(
      CommandExecutor executor, Iterable<Node> nodes, Map<String, Command<?>> commands) {
    Objects.requireNonNull(executor, "executor");
    commands.forEach(
        (name, command) -> {
          if (command.effect().hasImpact()) {
            throw new IllegalArgumentException(
                "The command " + name + " changes things; a plugin may run read-only ones alone");
          }
        });
    Map<String, Node> byId = new LinkedHashMap<>();
    nodes.forEach(node -> byId.put(node.id().value(), node));
    return new Observations(executor, byId, commands);
  }

  Observations only(Map<String, Command<?>> some) {
    return new Observations(executor, nodes, some);
  }

  CommandExecutor executor() {
    return executor;
  }

  Map<String, Node> nodes() {
    return nodes;
  }

  Map<String, Command<?>> commands() {
    return commands;
  }
}
