package dog.rebe.ssh.config;

import java.util.Set;

/** What is done with a directive. */
sealed interface DirectiveRule {

  /**
   * It is followed.
   *
   * @param form what its values must look like
   */
  record Followed(ValueForm form) implements DirectiveRule {}

  /**
   * It is passed over.
   *
   * @param reason why nobody misses it
   */
  record PassedOver(Reason reason) implements DirectiveRule {}

  /**
   * It changes who is reached, as whom, how, or who is believed, in a way that is not supported: an
   * error where it takes effect.
   *
   * @param accepted values, in lower case, that say what is done anyway
   * @param remedy what to do instead, without a full stop
   */
  record Refused(Set<String> accepted, String remedy) implements DirectiveRule {
    public Refused {
      accepted = Set.copyOf(accepted);
    }

    boolean accepts(Directive directive) {
      return directive.arguments().size() == 1 && accepted.contains(directive.lowerCaseArgument());
    }
  }

  /**
   * Why a directive can be passed over without anything being different from what its author meant.
   */
  enum Reason {
    /** How ssh shows and logs what it does. */
    MESSAGES,
    /** Terminals, escape characters, standard input: of interactive use. */
    TERMINAL,
    /** Questions to a person: none is ever asked. */
    QUESTIONS,
    /** Forwarding of ports, agents, displays and tunnels: nothing is forwarded. */
    FORWARDING,
    /** How ssh shares its connections: the pool shares them in its own way. */
    SHARING,
    /**
     * Speed, packets, retries of connecting: the transport and the executor have options for it.
     */
    TUNING,
    /** Environment variables: a command carries its own. */
    ENVIRONMENT,
    /** Details of ways to log in that are never tried. */
    UNUSED_LOGINS,
    /** Permits what is never done here, such as learning a host's new keys unasked. */
    NEVER_DONE,
    /**
     * Only has an effect together with another directive, which is refused where it takes effect.
     */
    DEPENDENT,
    /** Has no effect in any current version of OpenSSH. */
    OBSOLETE
  }
}
