package dog.rebe.facts;

import dog.rebe.command.Batch;
import dog.rebe.command.BatchAnswer;
import dog.rebe.command.BatchDecoder;
import dog.rebe.command.BatchResult;
import dog.rebe.command.DecodeException;
import dog.rebe.command.Decoder;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.CapturedStream;
import dog.rebe.outcome.Exit;
import dog.rebe.outcome.VisibleText;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;

/** Makes facts of a batch's answers, each for itself. */
final class FactsDecoder implements Decoder<MachineFacts> {

  private static final int NOT_FOUND = 127;
  private static final int MAX_DETAIL = 160;

  /** What {@code rebe_bounded} ends with. */
  private static final int LATE = 124;

  private final BatchDecoder batch;
  private final Clock clock;

  FactsDecoder(Batch batch, Clock clock) {
    this.batch = BatchDecoder.of(batch);
    this.clock = clock;
  }

  @Override
  public boolean acceptsCutOutput() {
    return true;
  }

  @Override
  public MachineFacts decode(CapturedOutput output, Exit exit) throws DecodeException {
    return facts(batch.decode(output, exit));
  }

  /** What is left of a batch that did not end well. */
  MachineFacts decodePartial(CapturedOutput output) throws DecodeException {
    return facts(batch.decodePartial(output));
  }

  private MachineFacts facts(BatchResult result) {
    Instant now = clock.instant();
    return new MachineFacts(
        fact(FactReaders.IDENTITY, result, now),
        fact(FactReaders.KERNEL, result, now),
        fact(FactReaders.PROCESSORS, result, now),
        fact(FactReaders.MEMORY, result, now),
        fact(FactReaders.LOAD, result, now),
        fact(FactReaders.BLOCK_DEVICES, result, now),
        fact(FactReaders.NETWORK_INTERFACES, result, now),
        fact(FactReaders.ROUTES, result, now),
        fact(FactReaders.NAME_SERVERS, result, now),
        fact(FactReaders.LISTENING_SOCKETS, result, now),
        fact(FactReaders.TIME_SYNC, result, now),
        fact(FactReaders.PACKAGES, result, now),
        fact(FactReaders.SERVICES, result, now),
        fact(FactReaders.FILE_SYSTEMS, result, now));
  }

  private static <T> Fact<T> fact(FactReader<T> reader, BatchResult result, Instant now) {
    Topic topic = reader.topic();
    BatchAnswer answer = result.answers().get(topic.member());
    if (answer == null) {
      return new Fact.Missing<>(topic, Reason.NOT_ASKED, "ask for " + topic, now);
    }
    try {
      FactReader.Told<T> told = told(reader, answer);
      return new Fact.Known<>(topic, told.source(), now, told.value());
    } catch (FactException e) {
      return missing(topic, e.reason(), String.valueOf(e.getMessage()), now);
    } catch (RuntimeException e) {
      // A topic that no reader foresaw must not cost the others.
      return missing(topic, Reason.NOT_UNDERSTOOD, e.toString(), now);
    }
  }

  private static <T> Fact<T> missing(Topic topic, Reason reason, String detail, Instant now) {
    return new Fact.Missing<>(topic, reason, VisibleText.line(detail, MAX_DETAIL), now);
  }

  private static <T> FactReader.Told<T> told(FactReader<T> reader, BatchAnswer answer)
      throws FactException {
    String output = text(answer.output());
    switch (answer.status()) {
      case UNKNOWN -> throw new FactException(Reason.LOST, "the end of the answer never came");
      case TIMED_OUT -> {
        return reader.readLate(FactText.of(output));
      }
      case COMPLETED -> {}
    }
    int exit = answer.exit().orElse(0);
    if (exit == NOT_FOUND) {
      throw new FactException(Reason.NOT_THERE, firstLine(output, "a program is missing"));
    }
    if (exit == LATE) {
      return reader.readLate(FactText.of(output));
    }
    if (exit != 0) {
      throw new FactException(
          Reason.FAILED, "exit " + exit + ": " + firstLine(output, "no output"));
    }
    if (answer.output().isCut()) {
      throw new FactException(Reason.TOO_LONG, "more than " + reader.outputBytes() + " bytes");
    }
    if (output.isBlank()) {
      throw new FactException(Reason.NOT_UNDERSTOOD, "the answer is empty");
    }
    return reader.read(FactText.of(output));
  }

  /**
   * Nearly always UTF-8; where it is not, every byte stays what it is as a character of ISO 8859-1.
   */
  private static String text(CapturedStream output) {
    return output.isUtf8()
        ? output.utf8()
        : new String(output.bytes(), StandardCharsets.ISO_8859_1);
  }

  private static String firstLine(String output, String otherwise) {
    return output.strip().lines().findFirst().orElse(otherwise);
  }
}
