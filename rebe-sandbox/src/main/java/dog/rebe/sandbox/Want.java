package dog.rebe.sandbox;

import java.util.Objects;

/**
 * Something that a plugin asks for. Only what its caller grants as well, it gets.
 *
 * @param grant what kind of thing: {@link #READ_FOLDER} and its siblings, or one that this version
 *     does not know and therefore nobody can grant
 * @param subject which one: a folder's absolute path as the plugin will see it, the name of a
 *     variable or of a command; empty for the clock
 * @param reason what for, in the author's words; not to be believed
 * @param required whether the plugin cannot work without it
 */
public record Want(String grant, String subject, String reason, boolean required) {

  /** A folder to read. */
  public static final String READ_FOLDER = "read-folder";

  /** A folder to write to, in memory. */
  public static final String WRITE_FOLDER = "write-folder";

  /** The value of a variable of the environment. */
  public static final String ENVIRONMENT = "environment";

  /** A read-only command, to be run on a machine. */
  public static final String OBSERVE = "observe";

  /** What time it is. */
  public static final String CLOCK = "clock";

  public Want {
    Objects.requireNonNull(grant, "grant");
    Objects.requireNonNull(subject, "subject");
    Objects.requireNonNull(reason, "reason");
  }

  /** What is asked for, in words for the owner of the machines. */
  public String words() {
    return switch (grant) {
      case READ_FOLDER -> "read the files in the folder it knows as " + subject;
      case WRITE_FOLDER ->
          "write files to a scratch folder in memory, which it knows as " + subject;
      case ENVIRONMENT -> "know the setting " + subject;
      case OBSERVE -> "look at machines with the command “" + subject + "”, which changes nothing";
      case CLOCK -> "know what time it is";
      default -> "do something that this program does not know (" + grant + " " + subject + ")";
    };
  }
}
