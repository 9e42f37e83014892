package dog.rebe.execution;

import dog.rebe.node.Node;
import dog.rebe.node.NodeId;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The breakers of nodes and of their sites. One exists only after a failure, and is forgotten when
 * its node, or any node of its site, is reached. Thread-safe; costs one volatile read while nothing
 * fails.
 */
final class Breakers {

  /** What an attempt told about the way to its node. */
  enum Lesson {
    REACHED,
    NOT_REACHED,
    NOTHING
  }

  private static final class Site {
    final Breaker breaker;
    final Set<NodeId> failed = new HashSet<>();

    Site(Breaker breaker) {
      this.breaker = breaker;
    }
  }

  private final HealthOptions options;
  private final long openForNanos;
  private final Map<NodeId, Breaker> nodes = new LinkedHashMap<>();
  private final Map<String, Site> sites = new LinkedHashMap<>();
  private volatile boolean any;

  Breakers(HealthOptions options) {
    this.options = options;
    this.openForNanos = Saturated.nanos(options.openFor());
  }

  /** Why an attempt on this node may not pass now; absent if it may. */
  @Nullable String refusal(Node node, long nowNanos) {
    if (!any) {
      return null;
    }
    synchronized (this) {
      String siteName = node.labels().get(options.siteLabel());
      Site site = siteName == null ? null : sites.get(siteName);
      if (site != null && !site.breaker.tryPass(nowNanos)) {
        return "Too many nodes of the site '" + siteName + "' could not be reached";
      }
      Breaker breaker = nodes.get(node.id());
      if (breaker != null && !breaker.tryPass(nowNanos)) {
        if (site != null) {
          site.breaker.toldNothing();
        }
        return "The node could not be reached too often";
      }
      return null;
    }
  }

  void learn(Node node, Lesson lesson, long nowNanos) {
    if (lesson != Lesson.NOT_REACHED && !any) {
      return;
    }
    synchronized (this) {
      String siteName = node.labels().get(options.siteLabel());
      switch (lesson) {
        case REACHED -> reached(node, siteName);
        case NOT_REACHED -> notReached(node, siteName, nowNanos);
        case NOTHING -> toldNothing(node, siteName);
      }
      any = !nodes.isEmpty() || !sites.isEmpty();
    }
  }

  synchronized int size() {
    return nodes.size() + sites.size();
  }

  private void reached(Node node, @Nullable String siteName) {
    nodes.remove(node.id());
    if (siteName != null) {
      sites.remove(siteName);
    }
  }

  private void notReached(Node node, @Nullable String siteName, long nowNanos) {
    Breaker breaker = nodes.remove(node.id());
    if (breaker == null) {
      breaker = new Breaker(options.nodeFailures(), openForNanos);
    }
    nodes.put(node.id(), breaker);
    forgetEldest(nodes);
    breaker.failed(nowNanos);
    if (siteName != null) {
      Site site = sites.remove(siteName);
      if (site == null) {
        site = new Site(new Breaker(options.siteFailures(), openForNanos));
      }
      sites.put(siteName, site);
      forgetEldest(sites);
      if (site.failed.size() >= options.siteFailures() || site.failed.add(node.id())) {
        site.breaker.failed(nowNanos);
      }
    }
  }

  private void toldNothing(Node node, @Nullable String siteName) {
    Breaker breaker = nodes.get(node.id());
    if (breaker != null) {
      breaker.toldNothing();
    }
    Site site = siteName == null ? null : sites.get(siteName);
    if (site != null) {
      site.breaker.toldNothing();
    }
  }

  private void forgetEldest(Map<?, ?> breakers) {
    if (breakers.size() > options.maxBreakers()) {
      breakers.remove(breakers.keySet().iterator().next());
    }
  }
}
