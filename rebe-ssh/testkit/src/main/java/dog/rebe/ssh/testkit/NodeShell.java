package dog.rebe.ssh.testkit;

import dog.rebe.command.LoweredScript;
import dog.rebe.outcome.FailureKind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The simulated login shell of one node: turns the text of an exec request into what happens. */
final class NodeShell {

  /** Where a process's start time could not be read. */
  private static final String START_TIME = "0";

  private final NodeFiles files;
  private final Programs programs;
  private final SimulatedMembers members;
  private final ProcessTable processes;

  private final NodeJournal journal;

  NodeShell(
      NodeDefinition definition,
      Personality personality,
      NodeFiles files,
      ProcessTable processes,
      NodeJournal journal) {
    this.journal = journal;
    this.files = files;
    this.programs = new Programs(definition, personality, files);
    this.members = new SimulatedMembers(definition, personality);
    this.processes = processes;
  }

  /** What this command line asks for. */
  Job job(String line, Optional<ShellFault> fault) {
    if (fault.isPresent() && fault.get() instanceof ShellFault.NoLoginShell) {
      return Job.of(line, "This account is currently not available.\n", Answer.silent().exiting(1));
    }
    String noise =
        fault.isPresent() && fault.get() instanceof ShellFault.NoisyLogin noisy ? noisy.text() : "";
    Optional<LoweredScript> lowered = LoweredScript.read(line.getBytes(StandardCharsets.UTF_8));
    if (lowered.isEmpty()) {
      return Job.plain(line, programs.ofLine(line)).after(noise);
    }
    if (lowered.get() instanceof LoweredScript.End end) {
      return end(end, fault).after(noise);
    }
    if (lowered.get() instanceof LoweredScript.Claim claim) {
      return claim(claim, fault).after(noise);
    }
    return start((LoweredScript.Start) lowered.get(), fault).after(noise);
  }

  private Job end(LoweredScript.End end, Optional<ShellFault> fault) {
    boolean keeps = fault.isPresent() && fault.get() instanceof ShellFault.KeepsProcesses;
    boolean ended = !keeps || !processes.isRunning(end.groupId());
    if (!keeps) {
      processes.terminate(end.groupId());
      journal.killed(end.groupId());
    }
    return Job.control("end of process group " + end.groupId(), end.answer(ended));
  }

  private Job claim(LoweredScript.Claim claim, Optional<ShellFault> fault) {
    if (claim.runAs().isPresent()
        && fault.isPresent()
        && fault.get() instanceof ShellFault.RefusesRunAs) {
      return Job.refused(
          claim.preamble(), Answer.silent().printingError("sudo: a password is required\n"));
    }
    long group = processes.reserve();
    String description = claim.work().map(NodeShell::description).orElse("result of a token");
    NodeJournal.Reply reply =
        journal.deliver(
            claim,
            group,
            () -> {
              Programs.Chosen chosen = chosen(claim.work().orElseThrow());
              return chosen.program().run(chosen.arguments(), new byte[0]);
            });
    return Job.journaled(description, group, reply);
  }

  private static String description(LoweredScript.Work work) {
    return work instanceof LoweredScript.Arguments list
        ? String.join(" ", words(list))
        : work instanceof LoweredScript.Text text ? text.script() : "batch";
  }

  private Programs.Chosen chosen(LoweredScript.Work work) {
    return work instanceof LoweredScript.Arguments list
        ? programs.ofWords(words(list))
        : programs.ofLine(description(work).strip());
  }

  private Job start(LoweredScript.Start start, Optional<ShellFault> fault) {
    if (start.runAs().isPresent()
        && fault.isPresent()
        && fault.get() instanceof ShellFault.RefusesRunAs) {
      return Job.refused(
          start.runAsRefusal(), Answer.silent().printingError("sudo: a password is required\n"));
    }
    if (start.directory().isPresent() && !files.isFolder(start.directory().get())) {
      return Job.refused(
          start.refusal(FailureKind.DIRECTORY_UNAVAILABLE),
          Answer.silent().printingError("sh: cd: " + start.directory().get() + ": No such file\n"));
    }
    if (start.work() instanceof LoweredScript.Arguments list && !programs.knows(words(list))) {
      return Job.refused(start.refusal(FailureKind.PROGRAM_NOT_FOUND), Answer.silent());
    }
    long group = processes.reserve();
    return work(start).announced(group, start.header(group, START_TIME), start.secretLines());
  }

  private Job work(LoweredScript.Start start) {
    if (start.work() instanceof LoweredScript.Arguments list) {
      List<String> words = words(list);
      return Job.plain(String.join(" ", words), programs.ofWords(words));
    }
    if (start.work() instanceof LoweredScript.Text text) {
      Optional<Answer> identity = LoginIdentity.answer(text.script(), start.runAs());
      if (identity.isPresent()) {
        return Job.plain(
            "who am I", new Programs.Chosen(Program.answering(identity.get()), List.of("sh")));
      }
      return Job.plain(text.script(), programs.ofLine(text.script().strip()));
    }
    if (start.work() instanceof LoweredScript.JournalQuestion) {
      return Job.of("epoch of the journal", "", Answer.printing(journal.epoch() + "\n"));
    }
    LoweredScript.Members asked = (LoweredScript.Members) start.work();
    return Job.plain(
        "batch of " + asked.names().size(),
        new Programs.Chosen(Program.answering(members.answer(start, asked)), List.of("sh")));
  }

  private static List<String> words(LoweredScript.Arguments list) {
    return list.words().stream().map(NodeShell::utf8).toList();
  }

  private static String utf8(String latin1) {
    return new String(latin1.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }
}
