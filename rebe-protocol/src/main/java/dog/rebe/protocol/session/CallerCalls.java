package dog.rebe.protocol.session;

import dog.rebe.command.StandardInput;
import dog.rebe.execution.Exchange;
import dog.rebe.execution.ExchangeEnd;
import dog.rebe.execution.ExchangeListener;
import dog.rebe.execution.Request;
import dog.rebe.outcome.FailureKind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;

/** Makes the calls of one caller's session: their frames, and what feeds them. Thread-safe. */
final class CallerCalls {

  private final CallerOptions options;
  private final CallerSession session;

  CallerCalls(CallerOptions options, CallerSession session) {
    this.options = options;
    this.session = session;
  }

  Exchange start(Request request, ExchangeListener listener) {
    Duration grace = request.command().limits().grace();
    CallerExchange exchange = new CallerExchange(grace, listener, session);
    if (request.terminal().isPresent()) {
      CallerTerminal terminal = new CallerTerminal(exchange, session);
      exchange.feedFrom(terminal);
      submit(request, exchange);
      return terminal;
    }
    StandardInput input = request.command().input();
    if (input instanceof StandardInput.Stream stream) {
      try {
        options.workers().execute(() -> openInput(request, exchange, stream));
      } catch (RejectedExecutionException e) {
        exchange.endUnsent(
            new ExchangeEnd.NotStarted(
                FailureKind.BULKHEAD_FULL, "Too many standard inputs are being read"));
      }
    } else if (input instanceof StandardInput.Bytes bytes && CommandMessage.isStreamed(input)) {
      submitFed(request, exchange, new ByteArrayInputStream(bytes.bytes()));
    } else {
      submit(request, exchange);
    }
    return exchange;
  }

  private void openInput(Request request, CallerExchange exchange, StandardInput.Stream stream) {
    try {
      submitFed(request, exchange, stream.opener().open());
    } catch (IOException | RuntimeException e) {
      exchange.endUnsent(
          new ExchangeEnd.NotStarted(
              FailureKind.INTERNAL_ERROR, "The standard input cannot be opened: " + e));
    }
  }

  private void submitFed(Request request, CallerExchange exchange, InputStream source) {
    exchange.feedFrom(new InputFeed(source, options.workers(), exchange, session));
    submit(request, exchange);
  }

  private void submit(Request request, CallerExchange exchange) {
    ExecuteFrame frame;
    try {
      frame = new ExecuteFrame(request, exchange, options.scheduler());
    } catch (IllegalStateException e) {
      // The attempt was over before its input was open, and its secrets are gone.
      exchange.endUnsent(new ExchangeEnd.StoppedBeforeStart());
      return;
    }
    session.submit(frame);
  }

  Exchange follow(WorkToFollow work, ExchangeListener listener) {
    CallerExchange exchange = new CallerExchange(Duration.ZERO, listener, session);
    session.submit(new ReattachFrame(work, exchange, options.scheduler()));
    return exchange;
  }
}
