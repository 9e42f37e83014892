package dog.rebe.protocol.session;

import dog.rebe.protocol.wire.Demand;
import dog.rebe.protocol.wire.Frame;
import dog.rebe.protocol.wire.Ping;
import dog.rebe.protocol.wire.Stop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The golden frames, and some that fit calls with small numbers. */
final class Seeds {

  private static final Pattern HEX = Pattern.compile("\"hex\": \"([0-9a-f]+)\",\\s+\"fields\"");

  private Seeds() {}

  static List<Frame> all() {
    List<Frame> frames = new ArrayList<>();
    try {
      Matcher matcher = HEX.matcher(Files.readString(kit()));
      while (matcher.find()) {
        byte[] whole = HexFormat.of().parseHex(matcher.group(1));
        frames.add(
            FrameCodec.frame(
                java.util.Arrays.copyOfRange(whole, FrameReader.HEADER_BYTES, whole.length)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    for (long call = 1; call < 6; call++) {
      frames.add(Frame.newBuilder().setStop(Stop.newBuilder().setCall(call)).build());
      frames.add(
          Frame.newBuilder().setDemand(Demand.newBuilder().setCall(call).setFrames(2)).build());
    }
    frames.add(Frame.newBuilder().setPing(Ping.newBuilder().setNumber(9)).build());
    List<Frame> executes = frames.stream().filter(Frame::hasExecute).toList();
    for (int i = 0; i < 8; i++) {
      frames.addAll(executes);
    }
    return List.copyOf(frames);
  }

  private static Path kit() {
    Path here = Path.of("").toAbsolutePath();
    Path module =
        Files.isDirectory(here.resolve("compatibility")) ? here : here.resolve("rebe-protocol");
    return module.resolve("compatibility/frames.json");
  }
}
