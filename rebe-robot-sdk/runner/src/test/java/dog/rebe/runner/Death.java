package dog.rebe.runner;

import dog.rebe.chronicle.Chronicle;
import dog.rebe.chronicle.ChronicleEntry;
import dog.rebe.chronicle.Durability;
import dog.rebe.execution.Capability;
import dog.rebe.execution.Exchange;
import dog.rebe.execution.ExchangeEnd;
import dog.rebe.execution.ExchangeListener;
import dog.rebe.execution.OutputStreamName;
import dog.rebe.execution.Request;
import dog.rebe.execution.Transport;
import dog.rebe.files.FileView;
import dog.rebe.node.Node;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * When a program dies, without a word and without a hook: at an append of its chronicle, or some
 * microseconds after one of everything that happens between it, its chronicle and its nodes.
 */
final class Death {

  static final int KILLED = 137;

  private final String kind;
  private final int at;
  private final long detail;
  private final AtomicInteger appends = new AtomicInteger();
  private final AtomicInteger marks = new AtomicInteger();

  private Death(String kind, int at, long detail) {
    this.kind = kind;
    this.at = at;
    this.detail = detail;
  }

  /** It lives to its end. */
  static String never() {
    return "never 0 0";
  }

  /**
   * It dies at this append, from 1: before anything of it is written (0), while it is (1), or once
   * it is on the device (2).
   */
  static String atAppend(int number, int moment) {
    return "append " + number + " " + moment;
  }

  /** It dies so long after this event, from 1. */
  static String afterMark(int number, long micros) {
    return "mark " + number + " " + micros;
  }

  static Death parse(String text) {
    String[] words = text.split(" ", -1);
    return new Death(words[0], Integer.parseInt(words[1]), Long.parseLong(words[2]));
  }

  private static void die() {
    Runtime.getRuntime().halt(KILLED);
  }

  private void mark() {
    if (marks.incrementAndGet() == at && kind.equals("mark")) {
      Thread killer =
          new Thread(
              () -> {
                long until = System.nanoTime() + detail * 1000;
                while (System.nanoTime() < until) {
                  LockSupport.parkNanos(until - System.nanoTime());
                }
                die();
              });
      killer.start();
    }
  }

  @Override
  public String toString() {
    return appends + " " + marks;
  }

  Chronicle within(Chronicle chronicle) {
    return new Chronicle() {
      @Override
      public CompletionStage<Void> append(ChronicleEntry entry, Durability durability) {
        boolean last = appends.incrementAndGet() == at && kind.equals("append");
        mark();
        if (last && detail == 0) {
          die();
        }
        CompletionStage<Void> written = chronicle.append(entry, durability);
        if (last && detail == 1) {
          die();
        }
        return written.whenComplete(
            (done, failure) -> {
              if (last) {
                die();
              }
              mark();
            });
      }

      @Override
      public void close() {
        chronicle.close();
      }
    };
  }

  Transport within(Transport transport) {
    return new Transport() {
      @Override
      public Set<String> schemes() {
        return transport.schemes();
      }

      @Override
      public Set<Capability> capabilities() {
        return transport.capabilities();
      }

      @Override
      public boolean isConnected(Node node) {
        return transport.isConnected(node);
      }

      @Override
      public Exchange start(Request request, ExchangeListener listener) {
        mark();
        return transport.start(request, marking(listener));
      }

      @Override
      public CompletionStage<FileView> openFiles(Node node, Duration deadline) {
        return transport.openFiles(node, deadline);
      }

      @Override
      public void close() {
        transport.close();
      }
    };
  }

  private ExchangeListener marking(ExchangeListener listener) {
    return new ExchangeListener() {
      @Override
      public void onCommitted() {
        mark();
        listener.onCommitted();
        mark();
      }

      @Override
      public void onAccepted() {
        mark();
        listener.onAccepted();
      }

      @Override
      public void onOutput(OutputStreamName stream, ByteBuffer chunk) {
        listener.onOutput(stream, chunk);
      }

      @Override
      public void onEnd(ExchangeEnd end) {
        mark();
        listener.onEnd(end);
      }
    };
  }
}
