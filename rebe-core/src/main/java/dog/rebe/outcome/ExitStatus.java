package dog.rebe.outcome;

/**
 * A process that called exit.
 *
 * @param code the exit status as the node reported it, usually 0 to 255
 */
public record ExitStatus(int code) implements Exit {

  @Override
  public String toString() {
    return "exit " + code;
  }
}
