package dog.rebe.benchmarks.hot;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A client whose library blocks a thread for each connection that it works on. */
public final class BlockingClient implements Client {

  /** One connection. */
  public interface Connection {
    /** Runs a command; throws unless its exit status was 0. */
    String exec(String command) throws Exception;

    /** Ends the connection. */
    void close() throws Exception;
  }

  /** Makes connections. */
  @FunctionalInterface
  public interface Library {
    /** Connects and logs in. */
    Connection open(String host) throws Exception;
  }

  private final Library library;
  private final Setting setting;
  private final Map<String, Connection> connections = new ConcurrentHashMap<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  /** A client of this library. */
  public BlockingClient(Library library, Setting setting) {
    this.library = library;
    this.setting = setting;
  }

  @Override
  public void open(List<String> hosts, int concurrency) throws Exception {
    each(hosts, concurrency, host -> connections.put(host, library.open(host)));
  }

  @Override
  public void run(List<String> hosts, int concurrency) throws Exception {
    each(hosts, concurrency, host -> setting.check(connection(host).exec(setting.command())));
  }

  @Override
  public void cold(List<String> hosts, int concurrency) throws Exception {
    each(
        hosts,
        concurrency,
        host -> {
          Connection fresh = library.open(host);
          try {
            setting.check(fresh.exec(setting.command()));
          } finally {
            fresh.close();
          }
        });
  }

  @Override
  public void disconnect() throws Exception {
    for (Connection connection : connections.values()) {
      connection.close();
    }
    connections.clear();
  }

  @Override
  public void close() throws IOException {
    try {
      disconnect();
    } catch (Exception e) {
      throw new IOException("A connection did not close", e);
    } finally {
      threads.shutdownNow();
    }
  }

  private Connection connection(String host) {
    Connection open = connections.get(host);
    if (open == null) {
      throw new IllegalStateException(host + " is not connected");
    }
    return open;
  }

  private interface Work {
    void on(String host) throws Exception;
  }

  /** So many threads, which take the hosts in turn. */
  private void each(List<String> hosts, int concurrency, Work work) throws Exception {
    java.util.Iterator<String> rest = List.copyOf(hosts).iterator();
    List<Future<?>> workers = new ArrayList<>();
    Callable<Void> worker =
        () -> {
          while (true) {
            String host;
            synchronized (rest) {
              if (!rest.hasNext()) {
                return null;
              }
              host = rest.next();
            }
            work.on(host);
          }
        };
    for (int i = 0; i < Math.min(concurrency, hosts.size()); i++) {
      workers.add(threads.submit(worker));
    }
    for (Future<?> each : workers) {
      each.get();
    }
  }
}
