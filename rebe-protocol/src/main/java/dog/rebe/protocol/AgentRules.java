package dog.rebe.protocol;

import dog.rebe.command.Argument;
import dog.rebe.command.Batch;
import dog.rebe.command.Command;
import dog.rebe.command.Effect;
import dog.rebe.command.Impact;
import dog.rebe.command.Invocation;
import dog.rebe.command.RunAs;
import dog.rebe.node.Node;
import dog.rebe.node.Selector;
import dog.rebe.protocol.identity.PeerIdentity;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rules by which an agent accepts: all of them must allow a command. Immutable; each method gives
 * rules that are changed in one point.
 *
 * <p>The first rules are {@link #readOnly()}. Only what is said in addition is allowed beyond them.
 */
public final class AgentRules implements AgentPolicy {

  private final Impact mostImpact;
  private final boolean readsFiles;
  private final boolean givesTerminals;
  private final @Nullable Set<String> callers;
  private final @Nullable Set<String> programs;
  private final Set<String> users;
  private final @Nullable Selector nodes;
  private final @Nullable Duration longest;
  private final long mostOutputBytes;

  private AgentRules(
      Impact mostImpact,
      boolean readsFiles,
      boolean givesTerminals,
      @Nullable Set<String> callers,
      @Nullable Set<String> programs,
      Set<String> users,
      @Nullable Selector nodes,
      @Nullable Duration longest,
      long mostOutputBytes) {
    this.mostImpact = mostImpact;
    this.readsFiles = readsFiles;
    this.givesTerminals = givesTerminals;
    this.callers = callers == null ? null : Set.copyOf(callers);
    this.programs = programs == null ? null : Set.copyOf(programs);
    this.users = Set.copyOf(users);
    this.nodes = nodes;
    this.longest = longest;
    this.mostOutputBytes = mostOutputBytes;
  }

  /** Commands without impact, of any caller, on any node, as the login's own user; no files. */
  public static AgentRules readOnly() {
    return new AgentRules(
        Impact.NONE, false, false, null, null, Set.of(), null, null, Long.MAX_VALUE);
  }

  /** Commands up to this impact. */
  public AgentRules upTo(Impact impact) {
    return new AgentRules(
        Objects.requireNonNull(impact),
        readsFiles,
        givesTerminals,
        callers,
        programs,
        users,
        nodes,
        longest,
        mostOutputBytes);
  }

  /** Files of nodes are read as well. */
  public AgentRules andFiles() {
    return new AgentRules(
        mostImpact,
        true,
        givesTerminals,
        callers,
        programs,
        users,
        nodes,
        longest,
        mostOutputBytes);
  }

  /**
   * Terminals are given for the commands that are allowed, which count at least as changing
   * something once. Whoever has a shell on one is bound by no rule about commands.
   */
  public AgentRules andTerminals() {
    return new AgentRules(
        mostImpact, readsFiles, true, callers, programs, users, nodes, longest, mostOutputBytes);
  }

  /** Only callers of these names, as they have proved them. */
  public AgentRules ofCallers(String... names) {
    return new AgentRules(
        mostImpact,
        readsFiles,
        givesTerminals,
        Set.of(names),
        programs,
        users,
        nodes,
        longest,
        mostOutputBytes);
  }

  /** Only these programs, by the first argument to the byte; no scripts and no batches. */
  public AgentRules ofPrograms(String... names) {
    return new AgentRules(
        mostImpact,
        readsFiles,
        givesTerminals,
        callers,
        Set.of(names),
        users,
        nodes,
        longest,
        mostOutputBytes);
  }

  /** Also as these other users. */
  public AgentRules asUsers(String... names) {
    return new AgentRules(
        mostImpact,
        readsFiles,
        givesTerminals,
        callers,
        programs,
        Set.of(names),
        nodes,
        longest,
        mostOutputBytes);
  }

  /** Only on nodes that match, by the labels that the agent knows. */
  public AgentRules onNodes(Selector selector) {
    return new AgentRules(
        mostImpact,
        readsFiles,
        givesTerminals,
        callers,
        programs,
        users,
        Objects.requireNonNull(selector),
        longest,
        mostOutputBytes);
  }

  /** Only commands whose attempt may take and whose streams may have at most so much. */
  public AgentRules within(Duration attempt, long outputBytes) {
    return new AgentRules(
        mostImpact,
        readsFiles,
        givesTerminals,
        callers,
        programs,
        users,
        nodes,
        Objects.requireNonNull(attempt),
        outputBytes);
  }

  @Override
  public Optional<String> refusal(PeerIdentity caller, Node node, Command<?> command) {
    Optional<String> general = placeRefusal(caller, node);
    if (general.isPresent()) {
      return general;
    }
    Effect effect = command.effect();
    if (effect.impact().compareTo(mostImpact) > 0) {
      return Optional.of(
          "the command's impact is "
              + effect.impact()
              + ", and at most "
              + mostImpact
              + " is taken");
    } else if (command.runAs().isPresent() && !users.contains(command.runAs().get().user())) {
      return Optional.of("commands are not run as that user");
    } else if (programs != null && !isOneOf(programs, command.invocation())) {
      return Optional.of("only certain programs are run");
    } else if (longest != null && command.limits().attemptTimeout().compareTo(longest) > 0) {
      return Optional.of("an attempt takes at most " + longest);
    } else if (command.limits().stdoutBytes() > mostOutputBytes
        || command.limits().stderrBytes() > mostOutputBytes) {
      return Optional.of("a stream has at most " + mostOutputBytes + " bytes");
    }
    return Optional.empty();
  }

  private Optional<String> placeRefusal(PeerIdentity caller, Node node) {
    if (callers != null && !callers.contains(caller.name())) {
      return Optional.of("this caller is not among those that are served");
    } else if (nodes != null && !nodes.matches(node)) {
      return Optional.of("this node is not among those that are served");
    }
    return Optional.empty();
  }

  private static boolean isOneOf(Set<String> programs, Invocation invocation) {
    if (invocation instanceof Invocation.Script || invocation instanceof Batch) {
      return false;
    }
    return invocation instanceof Invocation.ArgumentList list
        && list.arguments().get(0) instanceof Argument.Literal program
        && programs.contains(new String(program.bytes(), StandardCharsets.UTF_8));
  }

  @Override
  public Optional<String> terminalRefusal(PeerIdentity caller, Node node, Command<?> command) {
    return givesTerminals
        ? Optional.empty()
        : Optional.of("terminals are not given through this agent");
  }

  @Override
  public Optional<String> fileRefusal(PeerIdentity caller, Node node) {
    return readsFiles
        ? placeRefusal(caller, node)
        : Optional.of("files are not read through this agent");
  }

  /** Whoever may run commands with such an effect as that user may. */
  @Override
  public Optional<String> workRefusal(
      PeerIdentity caller, Node node, Effect effect, Optional<RunAs> user) {
    Optional<String> general = placeRefusal(caller, node);
    if (general.isPresent()) {
      return general;
    } else if (effect.impact().compareTo(mostImpact) > 0) {
      return Optional.of("at most an impact of " + mostImpact + " is taken");
    }
    return user.isPresent() && !users.contains(user.get().user())
        ? Optional.of("commands are not run as that user")
        : Optional.empty();
  }
}
