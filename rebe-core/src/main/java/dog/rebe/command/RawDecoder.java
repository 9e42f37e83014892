package dog.rebe.command;

import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.Exit;

/** Hands the output on as it came. */
enum RawDecoder implements Decoder<CapturedOutput> {
  INSTANCE;

  @Override
  public CapturedOutput decode(CapturedOutput output, Exit exit) {
    return output;
  }

  @Override
  public boolean acceptsCutOutput() {
    return true;
  }
}
