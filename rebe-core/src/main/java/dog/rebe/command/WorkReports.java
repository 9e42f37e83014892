package dog.rebe.command;

import dog.rebe.outcome.Exit;
import dog.rebe.outcome.VisibleText;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what {@link WorkScripts} print: one line about the state, then perhaps output. */
final class WorkReports {

  private static final int MAX_SHOWN = 60;

  private static final Pattern RUNNING =
      Pattern.compile(WorkScripts.RUNNING + " ([0-9]{1,18}) ([0-9]{1,18})");
  private static final Pattern ENDED =
      Pattern.compile(WorkScripts.ENDED + " ([0-9]{1,3}) ([0-9]{1,18}) ([0-9]{1,18}) ([0-9]{1,9})");

  private WorkReports() {}

  static Decoder<WorkState> state() {
    return (output, exit) -> state(Decoder.text().decode(output, exit).strip());
  }

  static Decoder<WorkOutput> output(long fromByte) {
    return (output, exit) -> {
      byte[] all = output.stdout().bytes();
      int end = ByteSearch.newline(all, 0);
      if (end < 0) {
        throw new DecodeException("The node said nothing about the state of the work");
      }
      String line = new String(all, 0, end, StandardCharsets.US_ASCII);
      return new WorkOutput(Arrays.copyOfRange(all, end + 1, all.length), fromByte, state(line));
    };
  }

  private static WorkState state(String line) throws DecodeException {
    Matcher running = RUNNING.matcher(line);
    if (running.matches()) {
      return new WorkState.Running(
          Long.parseLong(running.group(1)), Long.parseLong(running.group(2)));
    }
    Matcher ended = ENDED.matcher(line);
    if (ended.matches()) {
      return new WorkState.Ended(
          Exit.ofShellStatus(Integer.parseInt(ended.group(1))),
          Long.parseLong(ended.group(2)),
          Long.parseLong(ended.group(3)),
          !ended.group(4).equals("0"));
    }
    return switch (line) {
      case WorkScripts.CANCELLED -> new WorkState.Cancelled();
      case WorkScripts.LOST -> new WorkState.Lost();
      case WorkScripts.RESTARTED -> new WorkState.NodeRestarted();
      case WorkScripts.ABSENT -> new WorkState.NotRecorded();
      default ->
          throw new DecodeException(
              "The node says of the work: '" + VisibleText.line(line, MAX_SHOWN) + "'");
    };
  }
}
