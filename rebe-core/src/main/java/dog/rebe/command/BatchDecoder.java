package dog.rebe.command;

import static dog.rebe.command.BatchAnswer.Status.COMPLETED;
import static dog.rebe.command.BatchAnswer.Status.TIMED_OUT;
import static dog.rebe.command.BatchAnswer.Status.UNKNOWN;

import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.CapturedStream;
import dog.rebe.outcome.Exit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/**
 * Takes the frames of a batch apart. Works with output that was cut anywhere: members whose closing
 * frame did not arrive are {@linkplain BatchAnswer.Status#UNKNOWN unknown}, the others are whole.
 * So it also reads what is left of a batch after its connection broke.
 *
 * <p>The first line, which the script prints before any member has begun, tells the nonce of the
 * frames that follow. A member's output can hold anything; it cannot know the nonce.
 */
public final class BatchDecoder implements Decoder<BatchResult> {

  private static final int MAX_FIRST_LINE = 100;

  private final List<BatchMember> members;

  private BatchDecoder(List<BatchMember> members) {
    this.members = members;
  }

  /** A decoder for the output of this batch. */
  public static BatchDecoder of(Batch batch) {
    return new BatchDecoder(batch.members());
  }

  @Override
  public boolean acceptsCutOutput() {
    return true;
  }

  @Override
  public BatchResult decode(CapturedOutput output, Exit exit) throws DecodeException {
    byte[] bytes = output.stdout().bytes();
    if (!output.stdout().isCut() && ByteSearch.newline(bytes, 0) < 0) {
      throw unlikeABatch();
    }
    return partial(bytes);
  }

  /**
   * Decodes what arrived of a batch that did not end well, because its connection broke or its time
   * was up.
   *
   * @throws DecodeException if it does not begin as the output of this batch, or if a frame is
   *     there that the script could not have printed
   */
  public BatchResult decodePartial(CapturedOutput output) throws DecodeException {
    return partial(output.stdout().bytes());
  }

  private BatchResult partial(byte[] bytes) throws DecodeException {
    int firstLine = ByteSearch.newline(bytes, 0);
    if (firstLine < 0) {
      return BatchResult.of(
          members.stream().map(member -> unknown(member, new byte[0], 0, 0)).toList());
    }
    byte[] prefix = Latin1.bytes(Frames.prefix(nonce(bytes, firstLine)));
    List<BatchAnswer> answers = new ArrayList<>(members.size());
    int at = firstLine + 1;
    for (BatchMember member : members) {
      int frame = ByteSearch.indexOf(bytes, prefix, at);
      int end = frame < 0 ? -1 : ByteSearch.newline(bytes, frame);
      if (end < 0) {
        answers.add(unknown(member, bytes, at, frame < 0 ? bytes.length : frame));
        at = bytes.length;
        continue;
      }
      String line = new Latin1(Arrays.copyOfRange(bytes, frame + prefix.length, end)).text();
      answers.add(closed(member, line, bytes, at, frame));
      at = end + 1;
    }
    return BatchResult.of(answers);
  }

  private String nonce(byte[] bytes, int firstLine) throws DecodeException {
    String line =
        firstLine > MAX_FIRST_LINE ? "" : new Latin1(Arrays.copyOf(bytes, firstLine)).text();
    List<String> fields = Arrays.asList(line.split(":", -1));
    String expected = String.valueOf(members.size());
    if (fields.size() != 4
        || !fields.get(0).equals("rebe")
        || !fields.get(1).matches("[0-9a-f]{16,64}")
        || !fields.get(2).equals(Frames.BATCH)
        || !fields.get(3).equals(expected)) {
      throw unlikeABatch();
    }
    return fields.get(1);
  }

  private static BatchAnswer closed(BatchMember member, String line, byte[] bytes, int from, int to)
      throws DecodeException {
    String start = Frames.END + ":" + member.name() + ":";
    String exit = line.startsWith(start) ? line.substring(start.length()) : "";
    if (exit.equals(Frames.LATE)) {
      return answer(member, TIMED_OUT, OptionalInt.empty(), bytes, from, to);
    }
    if (!exit.matches("[0-9]{1,3}")) {
      throw new DecodeException(
          "The frame that should close the batch's member " + member.name() + " is another one");
    }
    return answer(member, COMPLETED, OptionalInt.of(Integer.parseInt(exit)), bytes, from, to);
  }

  private static BatchAnswer answer(
      BatchMember member,
      BatchAnswer.Status status,
      OptionalInt exit,
      byte[] bytes,
      int from,
      int to) {
    boolean cut = to - from > member.outputBytes();
    int kept = cut ? (int) member.outputBytes() : to - from;
    byte[] content = Arrays.copyOfRange(bytes, from, from + kept);
    return new BatchAnswer(member.name(), status, exit, CapturedStream.wrap(content, kept, cut));
  }

  private static BatchAnswer unknown(BatchMember member, byte[] bytes, int from, int to) {
    return answer(member, UNKNOWN, OptionalInt.empty(), bytes, from, to);
  }

  private DecodeException unlikeABatch() {
    return new DecodeException(
        "The output does not begin as that of a batch of " + members.size() + " members");
  }
}
