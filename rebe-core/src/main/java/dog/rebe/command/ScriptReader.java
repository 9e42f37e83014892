package dog.rebe.command;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads back what {@link Lowering} and {@link EndScript} write. */
final class ScriptReader {

  private static final Pattern CHANGE_USER =
      Pattern.compile(
          "(?s)(?:echo \"rebe:[0-9a-f]+:user:\\$0\"\\|\\|exit 1\n)?"
              + "exec (sudo|doas) -n -u ([A-Za-z_][A-Za-z0-9_.-]{0,31}) -- /bin/sh -c (.*)");
  private static final Pattern RUN =
      Pattern.compile("(?s)echo \"rebe:([0-9a-f]+):run:[^\n]*\n(rebe:[^\n]*\n)?");
  private static final Pattern END =
      Pattern.compile("(?s)" + Pattern.quote(EndScript.FIRST_LINE) + "([0-9]{1,10}) .*");
  private static final Pattern DIRECTORY =
      Pattern.compile("(?ms)^command cd -P -- (.*?)\\|\\|\\{ echo rebe:");
  private static final Pattern SECRET = Pattern.compile("(?m)^(\\{ )?IFS= read -r ");

  private static final Pattern JOURNAL =
      Pattern.compile(
          "(?m)^rebe_e=\\$rebe_j/([0-9a-f-]{36}) rebe_f=\\$rebe_j/[0-9a-f-]{36}/([A-Za-z0-9_-]+)$");
  private static final Pattern CLAIM_NONCE =
      Pattern.compile("(?m)^rebe_c= rebe_w=\\$rebe_e/\\.([0-9a-f]+)$");
  private static final Pattern JOURNAL_ID =
      Pattern.compile("(?m)^if \\[ \"\\$rebe_x\" != ([0-9a-f-]{36}) \\]");
  private static final Pattern ASKED_AT =
      Pattern.compile("(?m)^\\[ \\$\\(\\(rebe_u-([0-9]+)\\)\\) -le ");
  private static final Pattern CLAIMED_BODY =
      Pattern.compile(
          "(?s)\\(trap - TERM HUP INT PIPE\n(.*)\n\n\\) <(\\S+) >&6 2>&7 5>&- 6>&- 7>&-\n");

  private ScriptReader() {}

  static Optional<LoweredScript> read(byte[] commandLine) {
    Optional<byte[]> wrapped = AnyShellText.unwrap(commandLine);
    String script = new Latin1(wrapped.orElse(commandLine)).text();
    Optional<RunAs> runAs = Optional.empty();
    Matcher change = CHANGE_USER.matcher(script);
    if (change.matches()) {
      runAs =
          Optional.of(
              "sudo".equals(change.group(1))
                  ? RunAs.sudo(change.group(2))
                  : RunAs.doas(change.group(2)));
      script =
          ShellWords.read(change.group(3)).flatMap(words -> words.stream().findFirst()).orElse("");
    }
    Matcher end = END.matcher(script);
    if (end.matches()) {
      return Optional.of(new LoweredScript.End(Long.parseLong(end.group(1)), runAs));
    }
    Matcher journal = JOURNAL.matcher(script);
    if (journal.find()) {
      return claim(script, journal, wrapped.isPresent(), runAs);
    }
    Matcher run = RUN.matcher(script);
    if (!run.find()) {
      return Optional.empty();
    }
    String preparations = script.substring(0, run.start());
    String body = script.substring(run.end());
    boolean learns = wrapped.isPresent();
    Optional<RunAs> user = runAs;
    return work(run.group(1), body)
        .map(
            work ->
                new LoweredScript.Start(
                    run.group(1),
                    learns,
                    user,
                    directory(preparations),
                    (int) SECRET.matcher(preparations).results().count(),
                    work));
  }

  /** A command whose input must be stored first, and one that detaches, are not read. */
  private static Optional<LoweredScript> claim(
      String script, Matcher journal, boolean learns, Optional<RunAs> runAs) {
    Matcher nonce = CLAIM_NONCE.matcher(script);
    Matcher id = JOURNAL_ID.matcher(script);
    if (!nonce.find() || !id.find()) {
      return Optional.empty();
    }
    Matcher asked = ASKED_AT.matcher(script);
    boolean collects = !asked.find();
    JournalEpoch epoch =
        new JournalEpoch(
            journal.group(1), id.group(1), collects ? 0 : Long.parseLong(asked.group(1)));
    Optional<LoweredScript.Work> work = Optional.empty();
    if (!collects) {
      Matcher body = CLAIMED_BODY.matcher(script);
      if (!body.find() || !body.group(2).equals("/dev/null") || script.contains("\n{ (\n")) {
        return Optional.empty();
      }
      work = claimedWork(body.group(1));
      if (work.isEmpty()) {
        return Optional.empty();
      }
    }
    return Optional.of(
        new LoweredScript.Claim(
            nonce.group(1),
            learns,
            runAs,
            directory(script.substring(0, nonce.start())),
            Token.of(journal.group(2)).under(epoch),
            work));
  }

  private static Optional<LoweredScript.Work> claimedWork(String body) {
    String exported = body.replaceFirst("(?s)^(?:export [A-Za-z_][A-Za-z0-9_]*=[^\n]*\n)+", "");
    return arguments(exported)
        .map(
            work ->
                work instanceof LoweredScript.Arguments list
                        && list.words().size() == 3
                        && list.words().get(0).equals("/bin/sh")
                        && list.words().get(1).equals("-c")
                    ? new LoweredScript.Text(
                        new String(Latin1.bytes(list.words().get(2)), StandardCharsets.UTF_8))
                    : work);
  }

  private static Optional<LoweredScript.Work> work(String nonce, String body) {
    if (body.startsWith(BatchScript.FIRST_LINE)) {
      List<String> names = new ArrayList<>();
      Matcher member =
          Pattern.compile("rebe:" + nonce + ":" + Frames.END + ":([a-z0-9-]+):").matcher(body);
      while (member.find()) {
        if (!names.contains(member.group(1))) {
          names.add(member.group(1));
        }
      }
      return Optional.of(new LoweredScript.Members(names));
    }
    if (body.startsWith(Lowering.FORGET)) {
      String text = body.substring(Lowering.FORGET.length());
      if (EpochScript.isQuestion(text)) {
        return Optional.of(new LoweredScript.JournalQuestion());
      }
      return Optional.of(
          new LoweredScript.Text(new String(Latin1.bytes(text), StandardCharsets.UTF_8)));
    }
    return arguments(body);
  }

  private static Optional<LoweredScript.Work> arguments(String body) {
    String line = body.startsWith("(") ? body.substring(1) : body;
    int after = line.lastIndexOf(PrivateFiles.AFTER);
    line = after < 0 ? line : line.substring(0, after);
    line = without(line, Lowering.EXEC_HYPHEN);
    line = without(line, "(");
    line = without(line, "\n");
    for (String start : List.of("exec ", "set -- ")) {
      if (line.startsWith(start)) {
        return ShellWords.read(line.substring(start.length())).map(LoweredScript.Arguments::new);
      }
    }
    return Optional.empty();
  }

  private static String without(String text, String end) {
    return text.endsWith(end) ? text.substring(0, text.length() - end.length()) : text;
  }

  private static Optional<String> directory(String preparations) {
    Matcher found = DIRECTORY.matcher(preparations);
    if (!found.find()) {
      return Optional.empty();
    }
    return ShellWords.read(found.group(1))
        .filter(words -> words.size() == 1)
        .map(words -> new String(Latin1.bytes(words.get(0)), StandardCharsets.UTF_8));
  }
}
