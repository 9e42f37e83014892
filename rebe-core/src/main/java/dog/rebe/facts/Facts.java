package dog.rebe.facts;

import dog.rebe.command.Batch;
import dog.rebe.command.BatchMember;
import dog.rebe.command.Command;
import dog.rebe.command.DecodeException;
import dog.rebe.command.Limits;
import dog.rebe.outcome.CapturedOutput;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The commands that read facts about a machine: one round trip, one shell on the node, read-only. A
 * topic that fails or hangs leaves the others.
 */
public final class Facts {

  /** How long a topic may take that could hang: 3 seconds. */
  public static final Duration TOPIC_TIMEOUT = Duration.ofSeconds(3);

  /**
   * As many bytes of output as all topics together can have: what the limits should allow. Usually
   * it is about ten kibibytes.
   */
  public static final long OUTPUT_BYTES =
      FactReaders.ALL.stream().mapToLong(FactReader::outputBytes).sum() + 4096;

  private static final long LEAST_BYTES = 4096;

  private Facts() {}

  /**
   * A command that reads all topics, with the system's clock for the time of reading.
   *
   * @param limits the whole call's; {@link #OUTPUT_BYTES} for its output, at the least 4,096, or
   *     topics are lost; and for its time rather more than three times {@link #TOPIC_TIMEOUT}, so
   *     that topics that hang can be abandoned
   */
  public static Command<MachineFacts> command(Limits limits) {
    return command(limits, EnumSet.allOf(Topic.class), Clock.systemUTC());
  }

  /**
   * A command that reads some topics.
   *
   * @param limits the whole call's; at the least 4,096 bytes of output
   * @param topics at least one; the others' facts will say that they were not asked for
   * @param clock tells when an answer was read
   */
  public static Command<MachineFacts> command(Limits limits, Set<Topic> topics, Clock clock) {
    Batch batch = batch(topics);
    if (limits.stdoutBytes() < LEAST_BYTES) {
      throw new IllegalArgumentException(
          "Facts do not fit into "
              + limits.stdoutBytes()
              + " bytes of output: allow Facts.OUTPUT_BYTES, and "
              + LEAST_BYTES
              + " at the least");
    }
    return Command.of(batch).limits(limits).decode(new FactsDecoder(batch, clock));
  }

  /**
   * The facts in what had arrived of a call that did not end well: those that are whole. The others
   * are missing because they were lost.
   *
   * @param output as it stands in the failure's evidence
   * @param topics those that were asked for
   * @param clock tells when the answer was read
   * @throws DecodeException if this is not the output of a command for these topics
   */
  public static MachineFacts partial(CapturedOutput output, Set<Topic> topics, Clock clock)
      throws DecodeException {
    return new FactsDecoder(batch(topics), clock).decodePartial(output);
  }

  /**
   * The batch that reads some topics. Its members have the {@linkplain Topic#member() topics'
   * names}.
   *
   * @param topics at least one
   */
  public static Batch batch(Set<Topic> topics) {
    if (topics.isEmpty()) {
      throw new IllegalArgumentException(
          "No topic is asked for: name at least one of " + Set.of(Topic.values()));
    }
    List<BatchMember> members = new ArrayList<>();
    boolean hasPrelude = false;
    for (FactReader<?> reader : FactReaders.ALL) {
      if (topics.contains(reader.topic())) {
        members.add(member(reader, hasPrelude ? reader.script() : Prelude.TEXT + reader.script()));
        hasPrelude |= reader.kind() == BatchMember.Kind.INLINE;
      }
    }
    return new Batch(members);
  }

  private static BatchMember member(FactReader<?> reader, String script) {
    return new BatchMember(
        reader.topic().member(), script, TOPIC_TIMEOUT, reader.outputBytes(), reader.kind());
  }
}
