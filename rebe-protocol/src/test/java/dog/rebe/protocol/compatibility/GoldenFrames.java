package dog.rebe.protocol.compatibility;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import dog.rebe.protocol.wire.Accepted;
import dog.rebe.protocol.wire.Ack;
import dog.rebe.protocol.wire.AgentStatus;
import dog.rebe.protocol.wire.Approval;
import dog.rebe.protocol.wire.Argument;
import dog.rebe.protocol.wire.ArgumentList;
import dog.rebe.protocol.wire.Batch;
import dog.rebe.protocol.wire.BatchMember;
import dog.rebe.protocol.wire.BatchMemberKind;
import dog.rebe.protocol.wire.CapturedStream;
import dog.rebe.protocol.wire.Cause;
import dog.rebe.protocol.wire.ClaimedRunning;
import dog.rebe.protocol.wire.Command;
import dog.rebe.protocol.wire.Delivery;
import dog.rebe.protocol.wire.Demand;
import dog.rebe.protocol.wire.Effect;
import dog.rebe.protocol.wire.End;
import dog.rebe.protocol.wire.EnvironmentVariable;
import dog.rebe.protocol.wire.EpochChanged;
import dog.rebe.protocol.wire.Evidence;
import dog.rebe.protocol.wire.Execute;
import dog.rebe.protocol.wire.Exit;
import dog.rebe.protocol.wire.ExplanationText;
import dog.rebe.protocol.wire.Failure;
import dog.rebe.protocol.wire.FileAttributes;
import dog.rebe.protocol.wire.FileEntries;
import dog.rebe.protocol.wire.FileEntry;
import dog.rebe.protocol.wire.FileFailure;
import dog.rebe.protocol.wire.FileReply;
import dog.rebe.protocol.wire.FileRequest;
import dog.rebe.protocol.wire.FileType;
import dog.rebe.protocol.wire.FilesOpened;
import dog.rebe.protocol.wire.FleetCancel;
import dog.rebe.protocol.wire.FleetDemand;
import dog.rebe.protocol.wire.FleetResults;
import dog.rebe.protocol.wire.FleetStart;
import dog.rebe.protocol.wire.Frame;
import dog.rebe.protocol.wire.Goodbye;
import dog.rebe.protocol.wire.Impact;
import dog.rebe.protocol.wire.Input;
import dog.rebe.protocol.wire.InputCredit;
import dog.rebe.protocol.wire.InputEnd;
import dog.rebe.protocol.wire.JumpHostFault;
import dog.rebe.protocol.wire.Limits;
import dog.rebe.protocol.wire.ListQuery;
import dog.rebe.protocol.wire.NeverClaimed;
import dog.rebe.protocol.wire.Node;
import dog.rebe.protocol.wire.OnDisconnect;
import dog.rebe.protocol.wire.Outcome;
import dog.rebe.protocol.wire.OutcomeGroup;
import dog.rebe.protocol.wire.Output;
import dog.rebe.protocol.wire.OutputStream;
import dog.rebe.protocol.wire.PathQuery;
import dog.rebe.protocol.wire.Ping;
import dog.rebe.protocol.wire.Pong;
import dog.rebe.protocol.wire.ReadQuery;
import dog.rebe.protocol.wire.Reattach;
import dog.rebe.protocol.wire.Repetition;
import dog.rebe.protocol.wire.RunAs;
import dog.rebe.protocol.wire.RunAsTool;
import dog.rebe.protocol.wire.Running;
import dog.rebe.protocol.wire.SecretName;
import dog.rebe.protocol.wire.SecretValue;
import dog.rebe.protocol.wire.SessionError;
import dog.rebe.protocol.wire.StandardInput;
import dog.rebe.protocol.wire.Stop;
import dog.rebe.protocol.wire.StoppedBeforeStart;
import dog.rebe.protocol.wire.StoppedConfirmed;
import dog.rebe.protocol.wire.StoppedUnconfirmed;
import dog.rebe.protocol.wire.StreamedInput;
import dog.rebe.protocol.wire.Terminal;
import dog.rebe.protocol.wire.TerminalInput;
import dog.rebe.protocol.wire.TerminalResize;
import dog.rebe.protocol.wire.TokenQuery;
import dog.rebe.protocol.wire.TokenStatus;
import dog.rebe.protocol.wire.UsageCounters;
import java.util.LinkedHashMap;
import java.util.Map;

/** One frame of each kind, and some that hold what a later version might say. */
final class GoldenFrames {

  private static final String EPOCH =
      "6d8ad9d2-3b4c-4f0e-9d5a-0123456789ab.0f9e8d7c-6b5a-4938-8271-605f4e3d2c1b.86400";

  private GoldenFrames() {}

  static Map<String, Frame> valid() {
    Map<String, Frame> frames = new LinkedHashMap<>();
    frames.put("ack", frame().setAck(Ack.newBuilder().setReceivedFrames(300)).build());
    frames.put("ping", frame().setPing(Ping.newBuilder().setNumber(1)).build());
    frames.put("pong", frame().setPong(Pong.newBuilder().setNumber(1)).build());
    frames.put("execute-arguments", frame().setExecute(execute(arguments())).build());
    frames.put("execute-script", frame().setExecute(execute(script())).build());
    frames.put("execute-batch", frame().setExecute(execute(batch())).build());
    frames.put(
        "demand-without-limit",
        frame().setDemand(Demand.newBuilder().setCall(7).setFrames(Long.MAX_VALUE)).build());
    frames.put(
        "input", frame().setInput(Input.newBuilder().setCall(7).setData(utf8("in\0put"))).build());
    frames.put(
        "input-end",
        frame().setInput(Input.newBuilder().setCall(7).setEnd(InputEnd.COMPLETE)).build());
    frames.put(
        "input-failed",
        frame().setInput(Input.newBuilder().setCall(7).setEnd(InputEnd.FAILED)).build());
    frames.put("stop", frame().setStop(Stop.newBuilder().setCall(7)).build());
    frames.put("accepted", frame().setAccepted(Accepted.newBuilder().setCall(7)).build());
    frames.put(
        "output",
        frame()
            .setOutput(
                Output.newBuilder()
                    .setCall(7)
                    .setStream(OutputStream.STDOUT)
                    .setData(ByteString.copyFrom(new byte[] {0, 1, (byte) 0xff, '\n'})))
            .build());
    frames.put(
        "input-credit",
        frame().setInputCredit(InputCredit.newBuilder().setCall(7).setBytes(262_144)).build());
    ends(frames);
    frames.put("status", frame().setStatus(status()).build());
    frames.put(
        "goodbye", frame().setGoodbye(Goodbye.newBuilder().setReason("The agent drains")).build());
    frames.put(
        "error",
        frame()
            .setError(
                SessionError.newBuilder()
                    .setCode(SessionError.Code.CREDIT)
                    .setDetail("Output came that was not demanded"))
            .build());
    files(frames);
    tokens(frames);
    questions(frames);
    terminals(frames);
    runs(frames);
    later(frames);
    return frames;
  }

  private static Frame.Builder frame() {
    return Frame.newBuilder();
  }

  private static ByteString utf8(String text) {
    return ByteString.copyFromUtf8(text);
  }

  private static Execute.Builder execute(Command.Builder command) {
    return Execute.newBuilder()
        .setCall(7)
        .setTimeLeftNanos(9_876_543_210L)
        .setNode(Node.newBuilder().setId("pump-7").putLabels("site", "harbour"))
        .setCommand(command)
        .setNonce("00112233445566778899aabbccddeeff")
        .setAttempt(1)
        .addSecrets(SecretValue.newBuilder().setName("token").setValue(utf8("s3cret")))
        .setDemand(16);
  }

  private static Limits.Builder limits() {
    return Limits.newBuilder()
        .setDeadlineNanos(10_000_000_000L)
        .setAttemptTimeoutNanos(5_000_000_000L)
        .setGraceNanos(2_000_000_000L)
        .setStdoutBytes(65_536)
        .setStderrBytes(4_096);
  }

  private static Command.Builder arguments() {
    return Command.newBuilder()
        .setArguments(
            ArgumentList.newBuilder()
                .addArguments(Argument.newBuilder().setLiteral(utf8("curl")))
                .addArguments(
                    Argument.newBuilder()
                        .setLiteral(ByteString.copyFrom(new byte[] {'a', (byte) 0xff, '\n'})))
                .addArguments(Argument.newBuilder().setLiteral(ByteString.EMPTY))
                .addArguments(
                    Argument.newBuilder()
                        .setSecretFile(
                            SecretName.newBuilder().setName("key").setHeldByAgent(true))))
        .setEffect(Effect.newBuilder().setImpact(Impact.NONE).setRepetition(Repetition.REPEATABLE))
        .setLimits(limits())
        .setInput(StandardInput.newBuilder().setSecret(SecretName.newBuilder().setName("token")))
        .addEnvironment(EnvironmentVariable.newBuilder().setName("LC_ALL").setPlain("C"))
        .addEnvironment(
            EnvironmentVariable.newBuilder()
                .setName("TOKEN")
                .setSecret(SecretName.newBuilder().setName("token")))
        .setDirectory("/srv")
        .setRunAs(RunAs.newBuilder().setUser("root").setTool(RunAsTool.SUDO))
        .addAcceptedExits(0)
        .addAcceptedExits(100);
  }

  private static Command.Builder script() {
    return Command.newBuilder()
        .setScript("set -e\necho ä\n")
        .setEffect(Effect.newBuilder().setImpact(Impact.DESTROYS).setRepetition(Repetition.ONCE))
        .setLimits(limits())
        .setInput(StandardInput.newBuilder().setStreamed(StreamedInput.getDefaultInstance()));
  }

  private static Command.Builder batch() {
    return Command.newBuilder()
        .setBatch(
            Batch.newBuilder()
                .addMembers(
                    BatchMember.newBuilder()
                        .setName("uptime")
                        .setScript("cat /proc/uptime")
                        .setTimeoutNanos(1_000_000_000L)
                        .setOutputBytes(100)
                        .setKind(BatchMemberKind.SEPARATE)))
        .setEffect(Effect.newBuilder().setImpact(Impact.NONE).setRepetition(Repetition.REPEATABLE))
        .setLimits(limits());
  }

  private static void ends(Map<String, Frame> frames) {
    Cause.Builder lost = Cause.newBuilder().setKind("connection-lost").setDetail("reset");
    frames.put("end-exit-0", end(End.newBuilder().setExited(Exit.newBuilder().setStatus(0))));
    frames.put("end-exit-255", end(End.newBuilder().setExited(Exit.newBuilder().setStatus(255))));
    frames.put("end-signal", end(End.newBuilder().setExited(Exit.newBuilder().setSignal("KILL"))));
    frames.put("end-not-started", end(End.newBuilder().setNotStarted(lost)));
    frames.put("end-lost", end(End.newBuilder().setLost(lost)));
    frames.put(
        "end-stopped-before-start",
        end(End.newBuilder().setStoppedBeforeStart(StoppedBeforeStart.getDefaultInstance())));
    frames.put(
        "end-stopped-confirmed",
        end(End.newBuilder().setStoppedConfirmed(StoppedConfirmed.getDefaultInstance())));
    frames.put(
        "end-stopped-unconfirmed",
        end(
            End.newBuilder()
                .setStoppedUnconfirmed(StoppedUnconfirmed.newBuilder().setDetail("no answer"))));
  }

  private static Frame end(End.Builder end) {
    return frame().setEnd(end.setCall(7)).build();
  }

  private static AgentStatus status() {
    return AgentStatus.newBuilder()
        .putLabels("region", "north")
        .setCalls(3)
        .setMaxCalls(10_000)
        .addSchemes("ssh")
        .setUsage(
            UsageCounters.newBuilder().setCalls(90).setRefusedCalls(1).setOutputBytes(1 << 20))
        .build();
  }

  private static void tokens(Map<String, Frame> frames) {
    frames.put("execute-token", frame().setExecute(execute(plain()).setToken("restore-7")).build());
    frames.put(
        "execute-detached",
        frame()
            .setExecute(execute(plain()).setToken("restore-7").setTokenEpoch(EPOCH).setDetach(true))
            .build());
    frames.put(
        "execute-collect",
        frame()
            .setExecute(
                execute(plain()).setToken("restore-7").setTokenEpoch(EPOCH).setCollect(true))
            .build());
    frames.put("end-running", end(End.newBuilder().setRunning(Running.getDefaultInstance())));
    frames.put(
        "end-output-cut",
        end(End.newBuilder().setExited(Exit.newBuilder().setStatus(0)).setOutputCut(true)));
    frames.put(
        "end-jump-host",
        end(
            End.newBuilder()
                .setNotStarted(
                    Cause.newBuilder()
                        .setKind("jump-host-not-trusted")
                        .setDetail("its key is unknown")
                        .setJumpHost(
                            JumpHostFault.newBuilder()
                                .setJumpHost("op@gate:22")
                                .setKind("host-key-unknown")))));
  }

  private static void questions(Map<String, Frame> frames) {
    Node.Builder node = Node.newBuilder().setId("pump-7").putLabels("site", "harbour");
    frames.put(
        "token-query",
        frame()
            .setTokenQuery(
                TokenQuery.newBuilder()
                    .setQuery(8)
                    .setNode(node)
                    .setToken("restore-7")
                    .setEpoch(EPOCH)
                    .setRunAs(RunAs.newBuilder().setUser("db").setTool(RunAsTool.SUDO))
                    .setTimeLeftNanos(9_876_543_210L))
            .build());
    frames.put(
        "token-status-never-claimed",
        status(TokenStatus.newBuilder().setNeverClaimed(NeverClaimed.getDefaultInstance())));
    frames.put(
        "token-status-epoch-changed",
        status(TokenStatus.newBuilder().setEpochChanged(EpochChanged.getDefaultInstance())));
    frames.put(
        "token-status-running",
        status(
            TokenStatus.newBuilder()
                .setRunning(ClaimedRunning.newBuilder().setStdoutBytes(4).setStderrBytes(9))));
    frames.put(
        "token-status-ended",
        status(
            TokenStatus.newBuilder()
                .setEnded(
                    Outcome.newBuilder()
                        .setDelivery(Delivery.COMPLETED)
                        .setEvidence(
                            Evidence.newBuilder()
                                .setExit(Exit.newBuilder().setStatus(3))
                                .setStdout(CapturedStream.newBuilder().setReceivedBytes(7))
                                .setStderr(CapturedStream.getDefaultInstance())))));
    frames.put(
        "token-status-cancelled",
        status(
            TokenStatus.newBuilder()
                .setEnded(
                    Outcome.newBuilder()
                        .setDelivery(Delivery.STOPPED)
                        .setFailure(Failure.newBuilder().setKind("cancelled")))));
    frames.put(
        "token-status-unavailable",
        frame()
            .setTokenStatus(
                TokenStatus.newBuilder()
                    .setQuery(8)
                    .setUnavailable(
                        Cause.newBuilder().setKind("unreachable").setDetail("no route")))
            .build());
    frames.put(
        "reattach",
        frame()
            .setReattach(
                Reattach.newBuilder()
                    .setCall(10)
                    .setNode(node)
                    .setToken("restore-7")
                    .setStdoutFrom(4)
                    .setStderrFrom(9)
                    .setTimeLeftNanos(9_876_543_210L)
                    .setDemand(16)
                    .setEpoch(EPOCH)
                    .setEndWork(true))
            .build());
    frames.put(
        "fleet-start-approved",
        frame()
            .setFleetStart(
                FleetStart.newBuilder()
                    .setRun(9)
                    .setCommand(plain())
                    .addNodeIds("pump-7")
                    .setTimeLeftNanos(60_000_000_000L)
                    .setConcurrency(1)
                    .setApproval(
                        Approval.newBuilder()
                            .setDigest(utf8("0123456789abcdef0123456789abcdef"))
                            .setApprover("anna")
                            .setGivenEpochMillis(1_790_000_000_000L)
                            .setExpiresEpochMillis(1_790_000_600_000L)
                            .setRunId(utf8("run-7"))
                            .setSignature(utf8("signature"))))
            .build());
  }

  private static Frame status(TokenStatus.Builder status) {
    return frame().setTokenStatus(status.setQuery(8).setEpoch(EPOCH)).build();
  }

  private static Command.Builder plain() {
    return Command.newBuilder()
        .setScript("restore")
        .setEffect(Effect.newBuilder().setImpact(Impact.CHANGES).setRepetition(Repetition.ONCE))
        .setLimits(limits())
        .setTitle("Restores the backup");
  }

  private static void terminals(Map<String, Frame> frames) {
    frames.put(
        "execute-terminal",
        frame()
            .setExecute(
                execute(plain().setOnDisconnect(OnDisconnect.END_WITH_CONNECTION))
                    .setTerminal(
                        Terminal.newBuilder().setType("xterm-256color").setColumns(80).setRows(24)))
            .build());
    frames.put(
        "terminal-input",
        frame()
            .setTerminalInput(TerminalInput.newBuilder().setCall(7).setData(utf8("ls\r")))
            .build());
    frames.put(
        "terminal-resize",
        frame()
            .setTerminalResize(TerminalResize.newBuilder().setCall(7).setColumns(120).setRows(40))
            .build());
  }

  private static void runs(Map<String, Frame> frames) {
    frames.put(
        "fleet-start-selector",
        frame()
            .setFleetStart(
                FleetStart.newBuilder()
                    .setRun(9)
                    .setCommand(plain())
                    .setSelector("site=harbour")
                    .setTimeLeftNanos(60_000_000_000L)
                    .setConcurrency(50)
                    .setMaxFailures(0)
                    .setMaxGroups(100))
            .build());
    frames.put(
        "fleet-start-ids",
        frame()
            .setFleetStart(
                FleetStart.newBuilder()
                    .setRun(9)
                    .setCommand(plain())
                    .addNodeIds("pump-7")
                    .addNodeIds("pump-8")
                    .setTimeLeftNanos(60_000_000_000L)
                    .setConcurrency(1))
            .build());
    frames.put(
        "fleet-demand",
        frame().setFleetDemand(FleetDemand.newBuilder().setRun(9).setFrames(4)).build());
    frames.put("fleet-cancel", frame().setFleetCancel(FleetCancel.newBuilder().setRun(9)).build());
    ByteString key = ByteString.copyFrom(new byte[32]);
    frames.put(
        "fleet-results",
        frame()
            .setFleetResults(
                FleetResults.newBuilder()
                    .setRun(9)
                    .addGroups(
                        OutcomeGroup.newBuilder()
                            .setCount(2)
                            .setKind("nonzero-exit")
                            .setDelivery(Delivery.COMPLETED)
                            .setKey(key)
                            .setSample(sample())
                            .addNodeIds("pump-7")
                            .addNodeIds("pump-8")
                            .setKept(true)))
            .build());
    frames.put(
        "fleet-results-done",
        frame()
            .setFleetResults(
                FleetResults.newBuilder()
                    .setRun(9)
                    .addGroups(
                        OutcomeGroup.newBuilder().setCount(1).setKey(key).addNodeIds("pump-9"))
                    .setDone(true))
            .build());
    frames.put(
        "fleet-refused",
        frame()
            .setFleetResults(
                FleetResults.newBuilder()
                    .setRun(9)
                    .setDone(true)
                    .setFailure(Cause.newBuilder().setKind("unsupported").setDetail("no such node"))
                    .setNotBegun(true))
            .build());
  }

  private static Outcome.Builder sample() {
    return Outcome.newBuilder()
        .setFailure(
            Failure.newBuilder()
                .setKind("nonzero-exit")
                .setDetail("exit 3")
                .setExplanation(
                    ExplanationText.newBuilder()
                        .setHeadline("The task failed.")
                        .setWhatHappened("It gave back 3.")
                        .setWhetherChanged("Nothing was changed.")
                        .setNextStep("Ask its author.")))
        .setDelivery(Delivery.COMPLETED)
        .setEvidence(
            Evidence.newBuilder()
                .setExit(Exit.newBuilder().setStatus(3))
                .setElapsedNanos(5_000_000)
                .setAttempts(1)
                .setStdout(CapturedStream.getDefaultInstance())
                .setStderr(CapturedStream.newBuilder().setData(utf8("bad")).setReceivedBytes(3)));
  }

  private static void files(Map<String, Frame> frames) {
    PathQuery.Builder path = PathQuery.newBuilder().setPath(utf8("/etc/hosts"));
    frames.put("file-open", frame().setFileRequest(fileRequest()).build());
    frames.put("file-stat", frame().setFileRequest(fileRequest().setStat(path)).build());
    frames.put(
        "file-list",
        frame()
            .setFileRequest(
                fileRequest()
                    .setList(ListQuery.newBuilder().setPath(utf8("/etc")).setMaxEntries(1_000)))
            .build());
    frames.put("file-read-link", frame().setFileRequest(fileRequest().setReadLink(path)).build());
    frames.put(
        "file-read",
        frame()
            .setFileRequest(
                fileRequest()
                    .setRead(
                        ReadQuery.newBuilder()
                            .setPath(utf8("/etc/hosts"))
                            .setOffset(5_000_000_000L)
                            .setLength(262_144)))
            .build());
    FileAttributes.Builder attributes =
        FileAttributes.newBuilder()
            .setType(FileType.REGULAR)
            .setSizeBytes(1_234)
            .setMode(0644)
            .setUserId(0)
            .setGroupId(42)
            .setModifiedSeconds(-1)
            .setModifiedNanos(5);
    frames.put(
        "file-opened", reply(FileReply.newBuilder().setOpened(FilesOpened.getDefaultInstance())));
    frames.put("file-attributes", reply(FileReply.newBuilder().setAttributes(attributes)));
    frames.put(
        "file-entries",
        reply(
            FileReply.newBuilder()
                .setEntries(
                    FileEntries.newBuilder()
                        .addEntries(
                            FileEntry.newBuilder()
                                .setName(ByteString.copyFrom(new byte[] {'a', (byte) 0xff}))
                                .setAttributes(attributes))
                        .setMore(true))));
    frames.put("file-link-target", reply(FileReply.newBuilder().setLinkTarget(utf8("../x"))));
    frames.put("file-data", reply(FileReply.newBuilder().setData(utf8("127.0.0.1\n"))));
    frames.put(
        "file-failure",
        reply(
            FileReply.newBuilder()
                .setFailure(
                    FileFailure.newBuilder().setKind("path-failed").setDetail("no such file"))));
  }

  private static FileRequest.Builder fileRequest() {
    return FileRequest.newBuilder()
        .setRequest(4)
        .setNode(Node.newBuilder().setId("pump-7"))
        .setTimeLeftNanos(1_000_000_000L);
  }

  private static Frame reply(FileReply.Builder reply) {
    return frame().setFileReply(reply.setRequest(4)).build();
  }

  private static void later(Map<String, Frame> frames) {
    UnknownFieldSet unknown =
        UnknownFieldSet.newBuilder()
            .addField(
                4_000, UnknownFieldSet.Field.newBuilder().addLengthDelimited(utf8("later")).build())
            .build();
    frames.put("later-frame", frame().setUnknownFields(unknown).build());
    frames.put(
        "later-field",
        frame().setAccepted(Accepted.newBuilder().setCall(7).setUnknownFields(unknown)).build());
    frames.put(
        "later-effect",
        frame()
            .setExecute(
                Execute.newBuilder()
                    .setCall(7)
                    .setCommand(
                        Command.newBuilder()
                            .setScript("x")
                            .setEffect(
                                Effect.newBuilder().setImpactValue(9).setRepetitionValue(9))))
            .build());
  }
}
