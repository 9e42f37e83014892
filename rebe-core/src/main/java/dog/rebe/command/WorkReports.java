package dog.rebe.command;

import dog.rebe.outcome.Exit;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads what {@link WorkScripts} print: one line about the state, then perhaps output. */
final class WorkReports {

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
    String[] words = line.split(" ", -1);
    try {
      if (words[0].equals(WorkScripts.RUNNING) && words.length == 3) {
        return new WorkState.Running(Long.parseLong(words[1]), Long.parseLong(words[2]));
      }
      if (words[0].equals(WorkScripts.ENDED) && words.length == 5) {
        return new WorkState.Ended(
            Exit.ofShellStatus(Integer.parseInt(words[1])),
            Long.parseLong(words[2]),
            Long.parseLong(words[3]),
            !words[4].equals("0"));
      }
    } catch (NumberFormatException e) {
      throw new DecodeException("The node says of the work: '" + line + "'", e);
    }
    return switch (line) {
      case WorkScripts.CANCELLED -> new WorkState.Cancelled();
      case WorkScripts.LOST -> new WorkState.Lost();
      case WorkScripts.RESTARTED -> new WorkState.NodeRestarted();
      case WorkScripts.ABSENT -> new WorkState.NotRecorded();
      default -> throw new DecodeException("The node says of the work: '" + line + "'");
    };
  }
}
