package dog.rebe.sandbox.previewer;

import dog.rebe.sandbox.engine.GuestEnd;
import dog.rebe.sandbox.engine.GuestSize;
import dog.rebe.sandbox.engine.HostFunction;
import dog.rebe.sandbox.engine.PreparedModule;
import dog.rebe.sandbox.overlay.Overlay;
import dog.rebe.sandbox.overlay.Unknown;
import dog.rebe.sandbox.tree.TreeDirectory;
import dog.rebe.sandbox.tree.TreeException;
import dog.rebe.sandbox.tree.TreeFile;
import dog.rebe.sandbox.wasi.ByteSink;
import dog.rebe.sandbox.wasi.Mount;
import dog.rebe.sandbox.wasi.PosixFunctions;
import dog.rebe.sandbox.wasi.Wasi;
import dog.rebe.sandbox.wasi.WasiSetup;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** Runs tools on an overlay, one after the other, each in an instance of its own. */
final class Tools implements PosixFunctions.Host {

  private static final int MEMORY_PAGES = 1024;
  private static final int TABLE_ENTRIES = 1 << 12;
  private static final int OPEN_FILES = 256;
  private static final long OUTPUT_BYTES = 8L << 20;
  private static final long LOG_BYTES = 64L << 10;

  private final PreparedModule module;
  private final Overlay overlay;
  private final Unknown unknown;
  private final PreviewUser user;
  private final PassedOver passed;
  private final LongSupplier nowNanos;

  /**
   * Tools on an overlay.
   *
   * @param passed is told of each run
   */
  Tools(
      PreparedModule module,
      Overlay overlay,
      Unknown unknown,
      PreviewUser user,
      PassedOver passed,
      LongSupplier nowNanos) {
    this.module = module;
    this.overlay = overlay;
    this.unknown = unknown;
    this.user = user;
    this.passed = passed;
    this.nowNanos = nowNanos;
  }

  /**
   * Runs a tool.
   *
   * @param arguments its name first; as ISO 8859-1, one character for each byte
   * @throws CannotTell if what it does cannot be known
   */
  ToolRun run(List<String> arguments, String directory, ByteBuffer input) throws CannotTell {
    passed.followed();
    if (Readers.isReader(arguments.get(0))) {
      willRead(directory, arguments.subList(1, arguments.size()));
    }
    ByteSink output = ByteSink.cutting(OUTPUT_BYTES);
    ByteSink log = ByteSink.cutting(LOG_BYTES);
    WasiSetup setup =
        new WasiSetup(
            arguments,
            Map.of(
                "REBE_DIRECTORY", directory,
                "REBE_UMASK", Integer.toOctalString(user.umask()),
                "REBE_USER", Long.toString(user.userId())),
            input,
            output,
            log,
            List.of(new Mount("/", overlay.root())),
            OPEN_FILES,
            nowNanos,
            1,
            0);
    try (Wasi wasi = new Wasi(setup)) {
      List<HostFunction> functions = new ArrayList<>(wasi.functions());
      functions.addAll(wasi.posixFunctions(this));
      GuestEnd end = module.run(functions, new GuestSize(MEMORY_PAGES, TABLE_ENTRIES));
      if (unknown.reason().isPresent()) {
        throw new CannotTell(unknown.reason().get());
      }
      if (end instanceof GuestEnd.Exited exited) {
        return new ToolRun(exited.status(), output.captured(), log.captured());
      }
      if (end instanceof GuestEnd.Interrupted) {
        throw new CannotTell("the preview took too long");
      }
      throw new CannotTell(
          "the tool " + arguments.get(0) + " failed: " + ((GuestEnd.Stopped) end).detail());
    }
  }

  /** Says that those of these paths that are files will be read, in this order. */
  void willRead(String directory, List<String> paths) {
    overlay.willRead(ShellFiles.bytes(directory, paths));
  }

  @Override
  public RuntimeException cannotTell(String reason) {
    return unknown.because(reason);
  }

  @Override
  public void willWalk(TreeDirectory directory) {
    overlay.willWalk(directory);
  }

  @Override
  public void copyContent(TreeFile from, TreeFile to) throws TreeException {
    overlay.copyContent(from, to);
  }
}
