package dog.rebe.execution;

import reactor.core.publisher.Flux;

/**
 * A call whose output is read as it comes, started by {@link CommandExecutor#stream}. Thread-safe.
 *
 * @param <T> the type of the decoded value
 */
public interface StreamingCall<T> extends Call<T> {

  /**
   * The output as it arrives, for one subscriber, on a worker. What is not demanded stays on the
   * node. It completes if the command succeeded, and only then: whoever reads to the end without an
   * error has all of it. If the call fails, the error is a {@link CommandFailedException} with the
   * failure, after what had been read before. Cancelling the subscription cancels the call. A
   * second subscriber gets an {@link IllegalStateException} as error.
   */
  Flux<OutputChunk> output();
}
