package dog.rebe.outcome;

/** How a process ended by itself, as the node reported it (RFC 4254, section 6.10). */
public sealed interface Exit permits ExitStatus, ExitSignal {}
