package dog.rebe.sandbox.previewer;

import dog.rebe.command.Command;
import dog.rebe.files.FileView;
import dog.rebe.sandbox.engine.PreparedModule;
import dog.rebe.sandbox.engine.WasmEngine;
import dog.rebe.sandbox.preview.CommandPreview;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Tells what a command would do to the files of a machine: it runs tools of its own, in
 * WebAssembly, on a tree in memory that lies over the machine's real files, and compares. The tools
 * follow GNU coreutils 9.1. They see the machine through a {@link FileView} alone, which cannot
 * write, so nothing on the machine changes, whatever the command.
 *
 * <p>It never guesses. A command, an option or a file that it does not know enough of ends the
 * preview with a reason.
 *
 * <p>Thread-safe. Its module of tools is translated once, when it is made, which takes some hundred
 * milliseconds.
 */
public final class CommandPreviewer {

  private final PreparedModule module;
  private final Clock clock;

  private CommandPreviewer(PreparedModule module, Clock clock) {
    this.module = module;
    this.clock = clock;
  }

  /**
   * A previewer.
   *
   * @param clock the time that new files get
   */
  public static CommandPreviewer of(Clock clock) {
    return new CommandPreviewer(
        ToolModule.prepare(WasmEngine.compiling()), Objects.requireNonNull(clock, "clock"));
  }

  /**
   * Previews a command. Blocks for up to the deadline of the limits; an interrupt ends it early and
   * keeps the flag. Nothing that the machine or the command does throws: a preview that has to end
   * says why.
   *
   * @param files the machine's files; closed by the caller
   */
  public CommandPreview preview(
      Command<?> command, FileView files, Situation situation, PreviewLimits limits) {
    return previewAfter(List.of(), command, files, situation, limits);
  }

  /**
   * Previews a command that comes after others, on the files as these would leave them. What it
   * rests on is what the machine has: what the others make or change is no part of it. Each service
   * that one of them starts or stops is a blind spot of this one, too.
   *
   * @param earlier in their order; each is followed anew, within limits of its own. Where one
   *     cannot be followed to its end, the preview is blind and says so
   * @param files the machine's files as they are now; closed by the caller
   */
  public CommandPreview previewAfter(
      List<Earlier> earlier,
      Command<?> command,
      FileView files,
      Situation situation,
      PreviewLimits limits) {
    Objects.requireNonNull(command, "command");
    try (PreviewChain chain = new PreviewChain(module, clock, files, limits, earlier.size() + 1)) {
      for (Earlier one : earlier) {
        Optional<String> unknown = chain.add(one);
        if (unknown.isPresent()) {
          return CommandPreview.blind(
              "it comes after a command of which I cannot tell what it leaves: " + unknown.get());
        }
      }
      return chain.last(command, situation);
    }
  }
}
