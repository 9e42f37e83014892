package dog.rebe.execution;

import dog.rebe.node.Node;
import dog.rebe.outcome.Outcome;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A call and its output, as the caller sees them. */
record StreamedCall<T>(SingleCall<T> call) implements StreamingCall<T> {

  @Override
  public Node node() {
    return call.node();
  }

  @Override
  public Mono<Outcome<T>> outcome() {
    return call.outcome();
  }

  @Override
  public Outcome<T> await() {
    return call.await();
  }

  @Override
  public void cancel() {
    call.cancel();
  }

  @Override
  public Flux<OutputChunk> output() {
    return call.output();
  }
}
