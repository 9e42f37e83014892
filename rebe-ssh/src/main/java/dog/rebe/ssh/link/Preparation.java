package dog.rebe.ssh.link;

import dog.rebe.outcome.FailureKind;
import dog.rebe.ssh.config.AddressFamily;
import dog.rebe.ssh.fault.Fault;
import dog.rebe.ssh.fault.FaultException;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a dial finds out before it can connect: what is known of the host, what to log in with, and
 * its addresses. Each has its time, and one that hangs is given up.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what is chained last never fails
final class Preparation {

  /** What the resolver would not have to look up. */
  private static final Pattern LITERAL =
      Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*(%[^%]+)?");

  private final LinkClient client;
  private final Dial dial;
  private final Target target;

  Preparation(LinkClient client, Dial dial) {
    this.client = client;
    this.dial = dial;
    this.target = dial.target();
  }

  /** Finds out whom to believe and what to log in with, and then goes on. */
  void begin(Runnable then) {
    client
        .hostKeys()
        .ask(
            new HostKeyQuestion(target.trust(), target.identity()),
            target.timing().prepareTimeout())
        .thenCompose(
            check -> {
              dial.server().knows(check);
              return target.login().load();
            })
        .whenComplete(
            going(
                material -> {
                  dial.login().has(material);
                  then.run();
                }));
  }

  /** Finds the addresses of the target's name that may be used. */
  void lookUp(Consumer<List<InetSocketAddress>> then) {
    CompletableFuture<InetAddress[]> found;
    try {
      found =
          literal(target.host())
              .map(CompletableFuture::completedFuture)
              .orElseGet(() -> client.names().ask(target.host(), target.timing().lookupTimeout()));
    } catch (UnknownHostException e) {
      found = CompletableFuture.failedFuture(e);
    }
    found.whenComplete(going(addresses -> then.accept(wanted(addresses))));
  }

  private List<InetSocketAddress> wanted(InetAddress[] addresses) {
    List<InetSocketAddress> wanted = new ArrayList<>(addresses.length);
    for (InetAddress address : addresses) {
      if (isWanted(address, target.family())) {
        wanted.add(new InetSocketAddress(address, target.port()));
      }
    }
    return wanted;
  }

  private static Optional<InetAddress[]> literal(String host) throws UnknownHostException {
    return LITERAL.matcher(host).matches()
        ? Optional.of(InetAddress.getAllByName(host))
        : Optional.empty();
  }

  private static boolean isWanted(InetAddress address, AddressFamily family) {
    return switch (family) {
      case ANY -> true;
      case IPV4 -> address instanceof Inet4Address;
      case IPV6 -> address instanceof Inet6Address;
    };
  }

  /** Goes on with what was found, unless the dial is over, and fails the dial if anything fails. */
  private <T> BiConsumer<T, @Nullable Throwable> going(Consumer<T> on) {
    return (found, failure) -> {
      if (failure != null) {
        dial.fail(fault(failure));
      } else if (!dial.isOver()) {
        try {
          on.accept(found);
        } catch (RuntimeException | LinkageError e) {
          dial.fail(fault(e));
        }
      }
    };
  }

  private Fault fault(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (cause instanceof FaultException known) {
      return known.fault();
    }
    if (cause instanceof TimeoutException) {
      return dial.overdue();
    }
    if (cause instanceof IOException) {
      return new Fault(FailureKind.HOST_NOT_FOUND, target.host() + ": no address was found");
    }
    return new Fault(
        FailureKind.INTERNAL_ERROR, "preparing a connection to " + target + ": " + cause);
  }
}
