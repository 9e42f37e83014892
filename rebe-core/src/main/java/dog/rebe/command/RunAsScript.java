package dog.rebe.command;

/** Puts the change of user around a script, as its outermost layer. */
final class RunAsScript {

  private RunAsScript() {}

  /** The command that runs {@code script} as this user, replacing the shell. */
  static byte[] around(RunAs user, byte[] script) {
    return new ScriptText().add(prefix(user)).word(script).toBytes();
  }

  /** What stands before the quoted script. */
  static String prefix(RunAs user) {
    String tool =
        switch (user.tool()) {
          case SUDO -> "sudo";
          case DOAS -> "doas";
        };
    return "exec " + tool + " -n -u " + user.user() + " -- /bin/sh -c ";
  }
}
