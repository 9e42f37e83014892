package dog.rebe.ssh.config;

import dog.rebe.ssh.config.BlockCondition.HostLine;
import dog.rebe.ssh.config.ConfigEntry.Inclusion;
import dog.rebe.ssh.config.ConfigEntry.Setting;
import dog.rebe.ssh.config.ConfigFile.ConfigBlock;
import dog.rebe.ssh.config.DirectiveRule.Followed;
import dog.rebe.ssh.config.DirectiveRule.Refused;
import dog.rebe.ssh.openssh.PatternList;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One reading of the configuration for one host: of every directive the first value counts, of
 * files of keys and certificates every value. Used once, by one thread.
 */
final class Obtained implements BlockCondition.Connection {

  private final Wanted wanted;
  private final LocalUser local;
  private final Map<String, Directive> first = new HashMap<>();
  private final List<Directive> identityFiles = new ArrayList<>();
  private final List<Directive> certificateFiles = new ArrayList<>();
  private boolean named;

  Obtained(Wanted wanted, LocalUser local) {
    this.wanted = wanted;
    this.local = local;
  }

  void read(ConfigFile file) {
    read(file, true);
  }

  /** Goes through blocks that do not apply too: a word that nobody knows is an error everywhere. */
  private void read(ConfigFile file, boolean applies) {
    for (ConfigBlock block : file.blocksFor(wanted.alias())) {
      boolean inBlock = applies && block.condition().matches(this);
      if (inBlock && block.condition() instanceof HostLine line) {
        named |= line.concreteNames().contains(wanted.alias());
      }
      for (ConfigEntry entry : block.entries()) {
        if (entry instanceof Setting setting) {
          take(setting.directive(), inBlock);
        } else if (entry instanceof Inclusion inclusion) {
          inclusion.files().forEach(included -> read(included, inBlock));
        }
      }
    }
  }

  private void take(Directive directive, boolean applies) {
    Optional<DirectiveRule> rule = DirectiveRules.of(directive.keyword());
    if (rule.isEmpty()) {
      if (!IgnoredWords.covers(ignored(), directive.keyword())) {
        throw IgnoredWords.unknown(directive);
      }
    } else if (applies) {
      take(directive, rule.get());
    }
  }

  private void take(Directive directive, DirectiveRule rule) {
    String keyword = directive.keyword();
    if (keyword.equals("identityfile")) {
      identityFiles.add(directive);
    } else if (keyword.equals("certificatefile")) {
      certificateFiles.add(directive);
    } else if (rule instanceof Followed
        || (rule instanceof Refused && !IgnoredWords.names(ignored(), directive))) {
      if (!isDecided(keyword)) {
        first.put(keyword, directive);
      }
    }
  }

  /**
   * Whether an earlier line decided this. ProxyJump and ProxyCommand answer the same question: the
   * first one counts, but a jump to nowhere leaves it to a command.
   */
  private boolean isDecided(String keyword) {
    return switch (keyword) {
      case "proxyjump" ->
          wanted.proxyGiven()
              || first.containsKey("proxyjump")
              || first.containsKey("proxycommand");
      case "proxycommand" ->
          wanted.proxyGiven()
              || first.containsKey("proxycommand")
              || first("proxyjump").filter(jump -> !JumpHop.read(jump).isEmpty()).isPresent();
      case "user" -> wanted.user().isPresent() || first.containsKey("user");
      case "port" -> wanted.port().isPresent() || first.containsKey("port");
      default -> first.containsKey(keyword);
    };
  }

  private PatternList ignored() {
    Directive directive = first.get("ignoreunknown");
    return directive == null ? new PatternList(List.of()) : IgnoredWords.patterns(directive);
  }

  /** The line that decided this, if one did. */
  Optional<Directive> first(String keyword) {
    return Optional.ofNullable(first.get(keyword));
  }

  /** Every line that decided something. */
  Collection<Directive> all() {
    return first.values();
  }

  List<Directive> identityFiles() {
    return identityFiles;
  }

  List<Directive> certificateFiles() {
    return certificateFiles;
  }

  /** Whether a line names the host itself, and not by a pattern. */
  boolean isNamed() {
    return named;
  }

  @Override
  public String alias() {
    return wanted.alias();
  }

  @Override
  public String hostName() {
    return first("hostname").map(this::hostName).orElse(wanted.alias());
  }

  private String hostName(Directive directive) {
    String expanded =
        new TokenText(Map.of('h', wanted::alias), Map.of(), directive)
            .withTokens(directive.argument());
    if (!HostText.isUsable(expanded)) {
      throw directive.error(
          "cannot be " + ValueForm.shown(expanded), "Write the name or address of a host");
    }
    return expanded;
  }

  @Override
  public String user() {
    return wanted.user().or(() -> first("user").map(Directive::argument)).orElse(local.name());
  }

  int port() {
    return wanted.port().orElseGet(() -> first("port").map(ValueForm::port).orElse(22));
  }

  @Override
  public String localUser() {
    return local.name();
  }
}
