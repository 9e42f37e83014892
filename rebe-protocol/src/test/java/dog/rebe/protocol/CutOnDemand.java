package dog.rebe.protocol;

import dog.rebe.protocol.carrier.Connector;
import dog.rebe.protocol.carrier.Link;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Links that a test cuts when it likes. */
final class CutOnDemand implements Connector {

  private final Connector inner;
  private @Nullable Link current;
  private boolean gone;
  private int links;

  CutOnDemand(Connector inner) {
    this.inner = inner;
  }

  @Override
  public synchronized Link connect(Duration timeout) throws IOException {
    if (gone) {
      throw new ConnectException("gone");
    }
    links++;
    current = inner.connect(timeout);
    return current;
  }

  synchronized void cut() {
    if (current != null) {
      current.close();
    }
  }

  synchronized void cutForGood() {
    gone = true;
    cut();
  }

  synchronized int links() {
    return links;
  }
}
