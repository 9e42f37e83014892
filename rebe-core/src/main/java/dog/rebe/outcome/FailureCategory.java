package dog.rebe.outcome;

/** The closed set of families that {@linkplain FailureKind failure kinds} belong to. */
public enum FailureCategory {
  /** The node could not be reached, or the connection broke. */
  CONNECTION,
  /** The node could not prove that it is the machine it claims to be. */
  TRUST,
  /** The node did not let us in. */
  AUTHENTICATION,
  /** A limit of ours or of the node left no room for the command. */
  CAPACITY,
  /** The command was refused before it ran: by the node, by policy, or by us. */
  REFUSAL,
  /** The command ran and did not end well. */
  EXECUTION,
  /** The command ran and its output could not be understood. */
  DECODING,
  /** A fault in rebe or in code that was given to it. */
  INTERNAL
}
