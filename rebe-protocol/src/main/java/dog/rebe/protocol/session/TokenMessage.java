package dog.rebe.protocol.session;

import dog.rebe.command.Command;
import dog.rebe.command.Decoder;
import dog.rebe.command.DetachedWork;
import dog.rebe.command.JournalEpoch;
import dog.rebe.command.Token;
import dog.rebe.command.TokenUse;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.protocol.wire.Execute;

/** Tokens as they travel, beside the command that they are for. */
final class TokenMessage {

  private TokenMessage() {}

  static void write(Command<?> command, Execute.Builder execute) {
    command
        .token()
        .ifPresent(
            token -> {
              execute.setToken(token.id());
              token.epoch().ifPresent(epoch -> execute.setTokenEpoch(epoch.toString()));
              execute.setDetach(command.tokenUse() == TokenUse.DETACH);
              execute.setCollect(command.tokenUse() == TokenUse.COLLECT);
            });
  }

  /**
   * The command with the token that came beside it. One that only brings a result is made anew, so
   * that nothing of the caller's own command can run under its name.
   *
   * @throws IllegalArgumentException if it is no token; the message may be shown to the caller
   */
  static Command<CapturedOutput> read(Execute execute, Command<CapturedOutput> command) {
    if (execute.getToken().isEmpty()) {
      if (execute.getDetach() || execute.getCollect()) {
        throw new IllegalArgumentException("Detached work has a token, and this has none");
      }
      return command;
    }
    Token token = token(execute.getToken(), execute.getTokenEpoch());
    if (execute.getCollect()) {
      int[] accepted = command.acceptedExits().stream().mapToInt(Integer::intValue).toArray();
      return new DetachedWork(token, command.runAs())
          .result(command.limits())
          .acceptExits(accepted);
    }
    return execute.getDetach()
        ? command.detached(token).decode(Decoder.raw())
        : command.token(token);
  }

  static Token token(String id, String epoch) {
    Token token = Token.of(id);
    return epoch.isEmpty()
        ? token
        : token.under(
            JournalEpoch.parse(epoch)
                .orElseThrow(
                    () -> new IllegalArgumentException("That is no epoch of a node's journal")));
  }
}
