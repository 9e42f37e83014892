package dog.rebe.cli.input;

/** Arguments that the Java virtual machine could read in the locale that it was started in. */
final class LocaleText {

  private static final char REPLACEMENT = '\ufffd';

  private LocaleText() {}

  /**
   * The argument, if every character arrived.
   *
   * @param name how a message calls it
   * @throws BadInput if a character was lost on the way from the shell
   */
  static String argument(String text, String name) {
    if (text.indexOf(REPLACEMENT) >= 0) {
      throw new BadInput(
          name
              + " '"
              + Shown.value(text)
              + "' has characters that cannot be read in this locale: set LC_ALL=C.UTF-8, or put it"
              + " into a file for --script-file");
    }
    return text;
  }
}
