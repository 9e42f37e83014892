package dog.rebe.protocol.compatibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dog.rebe.protocol.session.FrameCodec;
import dog.rebe.protocol.session.FrameException;
import dog.rebe.protocol.session.FrameReader;
import dog.rebe.protocol.wire.Frame;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What lies in the kit is what this version writes and reads. */
final class GoldenFramesTest {

  private static final String FRAMES = "frames.json";

  /** What must be refused, with why. */
  private static Map<String, String[]> malformed() {
    Map<String, String[]> frames = new LinkedHashMap<>();
    frames.put("empty", new String[] {"00000000", "a frame has at least one byte"});
    frames.put("too-long", new String[] {"7fffffff00", "longer than this side said it reads"});
    frames.put("sign-bit", new String[] {"ffffffff00", "the length has no sign"});
    frames.put("truncated-varint", new String[] {"0000000112", "the tag's length is missing"});
    frames.put(
        "endless-varint",
        new String[] {"0000000cffffffffffffffffffffffff", "a varint has at most ten bytes"});
    frames.put(
        "length-beyond-frame",
        new String[] {"00000004120a0801", "a message is longer than what holds it"});
    frames.put("field-number-zero", new String[] {"000000020001", "fields begin at 1"});
    frames.put(
        "text-no-utf8", new String[] {"000000056a030a01ff", "a string is UTF-8 (goodbye.reason)"});
    return frames;
  }

  private static String text() {
    List<String> valid = new ArrayList<>();
    GoldenFrames.valid()
        .forEach(
            (name, frame) -> {
              Map<String, String> fields = new TreeMap<>();
              KitText.flat(frame).forEach((path, value) -> fields.put(path, KitText.quoted(value)));
              Map<String, String> entry = new LinkedHashMap<>();
              entry.put("name", KitText.quoted(name));
              entry.put("hex", KitText.quoted(KitText.hex(FrameCodec.encode(frame))));
              entry.put("fields", KitText.object("      ", fields));
              valid.add(KitText.object("    ", entry));
            });
    List<String> refused = new ArrayList<>();
    malformed()
        .forEach(
            (name, hexAndWhy) -> {
              Map<String, String> entry = new LinkedHashMap<>();
              entry.put("name", KitText.quoted(name));
              entry.put("hex", KitText.quoted(hexAndWhy[0]));
              entry.put("why", KitText.quoted(hexAndWhy[1]));
              refused.add(KitText.object("    ", entry));
            });
    Map<String, String> whole = new LinkedHashMap<>();
    whole.put("valid", KitText.array("  ", valid));
    whole.put("malformed", KitText.array("  ", refused));
    return KitText.object("", whole) + "\n";
  }

  @Test
  void areWrittenAsTheyWereBefore() throws IOException {
    if (KitFolder.isRecording()) {
      Files.writeString(KitFolder.file(FRAMES), text());
    }
    assertThat(Files.readString(KitFolder.file(FRAMES))).isEqualTo(text());
  }

  @Test
  void areReadAsTheyWereBefore() throws IOException {
    for (Map.Entry<String, Frame> each : GoldenFrames.valid().entrySet()) {
      assertThat(read(KitText.hex(FrameCodec.encode(each.getValue()))))
          .as(each.getKey())
          .isEqualTo(each.getValue());
    }
  }

  @Test
  @Tag("fault-60")
  void areRefusedWhereTheyAreMalformed() {
    malformed()
        .forEach(
            (name, hexAndWhy) ->
                assertThatThrownBy(() -> read(hexAndWhy[0]))
                    .as(name)
                    .isInstanceOf(FrameException.class));
  }

  private static Frame read(String hex) throws IOException {
    FrameReader reader = new FrameReader(new ByteArrayInputStream(HexFormat.of().parseHex(hex)));
    return FrameCodec.frame(reader.next());
  }

  @Test
  void coverEveryKindOfFrame() {
    List<String> kinds =
        GoldenFrames.valid().values().stream().map(f -> f.getBodyCase().name()).toList();

    for (Frame.BodyCase each : Frame.BodyCase.values()) {
      assertThat(kinds).contains(each.name());
    }
  }
}
