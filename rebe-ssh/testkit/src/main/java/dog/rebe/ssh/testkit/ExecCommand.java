package dog.rebe.ssh.testkit;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.sshd.common.io.IoInputStream;
import org.apache.sshd.common.io.IoOutputStream;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.AsyncCommand;
import org.jspecify.annotations.Nullable;

/** An exec request on its way through a simulated node. */
final class ExecCommand implements AsyncCommand {

  private final NodeState node;
  private final Job job;
  private final ScheduledExecutorService executor;
  private final CollectedInput input;
  private @Nullable IoOutputStream output;
  private @Nullable IoOutputStream errors;
  private @Nullable ExitCallback exit;

  ExecCommand(
      NodeState node, String line, ChannelSession channel, ScheduledExecutorService executor) {
    this.node = node;
    this.job = node.shell().job(line, node.fault(ShellFault.class));
    this.executor = executor;
    this.input = new CollectedInput(job.secretLines());
    channel.setDataReceiver(input);
  }

  @Override
  public void start(ChannelSession channel, Environment environment) {
    if (output == null || errors == null || exit == null) {
      throw new IllegalStateException("The channel came without its streams");
    }
    long id = job.process().orElseGet(node.processes()::reserve);
    Execution execution = new Execution(job.description(), id);
    SimulatedProcess process =
        new SimulatedProcess(
            execution,
            new ServerChannel(channel, output, errors, exit),
            executor,
            node.processes()::ended);
    if (job.counted()) {
      node.tally().executed(execution);
    }
    node.processes().started(process);
    if (job.program().readsInput(job.arguments())) {
      input.whenComplete(bytes -> process.run(steps(bytes)), process::terminate);
    } else {
      input.whenSkipped(() -> process.run(steps(new byte[0])), process::terminate);
    }
  }

  private List<AnswerStep> steps(byte[] bytes) {
    Answer answer = job.program().run(job.arguments(), bytes);
    if (job.counted()) {
      for (Fault fault : node.faults()) {
        if (fault instanceof CommandFault commandFault) {
          answer = CommandFaults.apply(commandFault, answer);
        }
      }
    }
    List<AnswerStep> steps = new ArrayList<>(answer.steps());
    steps.add(0, new AnswerStep.Print(job.preamble()));
    return steps;
  }

  @Override
  public void destroy(ChannelSession channel) {
    input.abandon();
  }

  @Override
  public void setIoOutputStream(IoOutputStream stream) {
    output = stream;
  }

  @Override
  public void setIoErrorStream(IoOutputStream stream) {
    errors = stream;
  }

  @Override
  public void setExitCallback(ExitCallback callback) {
    exit = callback;
  }

  @Override
  public void setIoInputStream(IoInputStream stream) {
    // the data receiver has it
  }

  @Override
  public void setInputStream(InputStream stream) {
    // the data receiver has it
  }

  @Override
  public void setOutputStream(OutputStream stream) {
    // the asynchronous one is used
  }

  @Override
  public void setErrorStream(OutputStream stream) {
    // the asynchronous one is used
  }
}
