package dog.rebe.sandbox;

import dog.rebe.change.Digest;
import dog.rebe.outcome.Evidence;
import dog.rebe.outcome.ExplanationCatalogue;
import dog.rebe.outcome.FailureKind;
import dog.rebe.outcome.Outcome;
import dog.rebe.outcome.Success;
import dog.rebe.sandbox.engine.WasmEngine;
import dog.rebe.sandbox.module.RefusedModuleException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Loads each module once, on threads of its own, and keeps the last used ones. Thread-safe. */
final class Modules implements AutoCloseable {

  private static final long STACK_BYTES = 8L * 1024 * 1024;

  private final WasmEngine engine;
  private final LoadLimits limits;
  private final ExplanationCatalogue explanations;
  private final ExecutorService loaders;
  private final Map<Digest, CompletableFuture<Plugin>> kept;

  Modules(
      WasmEngine engine,
      LoadLimits limits,
      int loaders,
      int keptModules,
      ExplanationCatalogue explanations) {
    this.engine = engine;
    this.limits = limits;
    this.explanations = explanations;
    this.loaders =
        Executors.newFixedThreadPool(loaders, new NamedThreads("rebe-plugin-loader", STACK_BYTES));
    this.kept = new LastUsed(keptModules);
  }

  Outcome<Plugin> load(byte[] given) {
    Failures failures = new Failures(explanations, "without a name");
    if (given.length > limits.moduleBytes()) {
      return failures.notStarted(
          FailureKind.PLUGIN_MALFORMED,
          "The module has "
              + given.length
              + " bytes; at most "
              + limits.moduleBytes()
              + " are allowed");
    }
    byte[] module = given.clone();
    CompletableFuture<Plugin> loading;
    try {
      loading = loading(module, digest(module));
    } catch (RejectedExecutionException e) {
      return failures.notStarted(FailureKind.EXECUTOR_CLOSED, "The plugin host is closed");
    }
    try {
      return new Success<>(
          loading.get(limits.deadline().toNanos(), TimeUnit.NANOSECONDS), Evidence.none());
    } catch (TimeoutException e) {
      return failures.notStarted(
          FailureKind.PLUGIN_TIMED_OUT, "The module was not loaded within " + limits.deadline());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return failures.notStarted(FailureKind.CANCELLED, "The thread was interrupted");
    } catch (ExecutionException e) {
      return e.getCause() instanceof RefusedModuleException refused
          ? failures.notStarted(refused.kind(), refused.detail())
          : failures.notStarted(FailureKind.INTERNAL_ERROR, String.valueOf(e.getCause()));
    }
  }

  /** One that is kept or under way, or else a new one. What was refused is not kept. */
  private CompletableFuture<Plugin> loading(byte[] module, Digest digest) {
    CompletableFuture<Plugin> own = new CompletableFuture<>();
    synchronized (kept) {
      CompletableFuture<Plugin> known = kept.get(digest);
      if (known != null && !known.isCompletedExceptionally()) {
        return known;
      }
      loaders.execute(() -> complete(own, module, digest));
      kept.put(digest, own);
    }
    return own;
  }

  private void complete(CompletableFuture<Plugin> loading, byte[] module, Digest digest) {
    try {
      loading.complete(ModuleLoad.load(module, digest, engine));
    } catch (RefusedModuleException | RuntimeException | Error e) {
      loading.completeExceptionally(e);
    }
  }

  static Digest digest(byte[] bytes) {
    try {
      return new Digest(
          HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  @Override
  public void close() {
    loaders.shutdownNow();
    synchronized (kept) {
      kept.values()
          .forEach(
              loading ->
                  loading.completeExceptionally(
                      new RejectedExecutionException("The plugin host is closed")));
      kept.clear();
    }
  }

  /** Forgets the one that was not used for longest. */
  private static final class LastUsed extends LinkedHashMap<Digest, CompletableFuture<Plugin>> {
    private static final long serialVersionUID = 1L;

    private final int limit;

    LastUsed(int limit) {
      super(16, 0.75f, true);
      this.limit = limit;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<Digest, CompletableFuture<Plugin>> eldest) {
      return size() > limit;
    }
  }
}
