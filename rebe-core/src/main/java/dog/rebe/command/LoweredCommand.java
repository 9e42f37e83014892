package dog.rebe.command;

import java.util.Arrays;

/**
 * A command as a byte transport sends it: a POSIX script without any secret, and what must be
 * written to its standard input before the command's own input. The script announces itself by a
 * header on standard output, which a {@link HeaderReader} with the same nonce takes off, and then
 * replaces itself by the command wherever it can.
 *
 * <p>What the script promises: the header's last line is written before the command begins, or the
 * command does not begin. So an exit without it proves that nothing was run.
 */
public final class LoweredCommand {

  private final byte[] script;
  private final byte[] inputPrefix;
  private final String nonce;
  private final boolean changesUser;

  LoweredCommand(byte[] script, byte[] inputPrefix, String nonce, boolean changesUser) {
    this.script = script;
    this.inputPrefix = inputPrefix;
    this.nonce = nonce;
    this.changesUser = changesUser;
  }

  /**
   * Lowers a command.
   *
   * @param secrets the values of its secrets
   * @param nonce fresh for the attempt: 16 to 64 lower-case hexadecimal digits
   * @throws IllegalArgumentException if the nonce is none, or if a secret holds a NUL and is to be
   *     an environment variable, which can have none
   */
  public static LoweredCommand lower(Command<?> command, SecretValues secrets, String nonce) {
    if (!Digits.areHexadecimal(nonce, 16, 64)) {
      throw new IllegalArgumentException("A nonce is 16 to 64 lower-case hexadecimal digits");
    }
    return new Lowering(command, secrets, nonce).lower();
  }

  /** The POSIX script, copied. It goes to the node by {@link ShellDialect#commandLine}. */
  public byte[] script() {
    return script.clone();
  }

  /**
   * What is written to standard input first, copied; empty where the command has no such secrets.
   */
  public byte[] inputPrefix() {
    return inputPrefix.clone();
  }

  /** The nonce that frames what the script announces. */
  public String nonce() {
    return nonce;
  }

  /** Whether the script changes the user first. */
  public boolean changesUser() {
    return changesUser;
  }

  /** Overwrites the secrets in the input prefix. */
  public void erase() {
    Arrays.fill(inputPrefix, (byte) 0);
  }

  @Override
  public String toString() {
    return script.length + " bytes of script";
  }
}
