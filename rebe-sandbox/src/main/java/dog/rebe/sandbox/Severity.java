package dog.rebe.sandbox;

/** How much a finding matters. */
public enum Severity {
  /** Good to know. */
  INFO,
  /** Somebody should look at it some time. */
  WARNING,
  /** Somebody should look at it now. */
  CRITICAL
}
