package dog.rebe.robotplugin;

/**
 * A plugin is no robot, or what it answered is no plan that may be run. The message says why, for
 * the author; nothing has been changed on any machine.
 */
public final class PluginRobotException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  PluginRobotException(String message) {
    super(message);
  }

  PluginRobotException(String message, Throwable cause) {
    super(message, cause);
  }
}
