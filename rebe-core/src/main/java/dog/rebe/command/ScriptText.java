package dog.rebe.command;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Shell text under construction, in bytes, because arguments need not be text. */
final class ScriptText {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);

  ScriptText add(String text) {
    bytes.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  ScriptText add(byte[] text) {
    bytes.writeBytes(text);
    return this;
  }

  ScriptText word(byte[] word) {
    return add(ShellQuoting.posix(word));
  }

  ScriptText word(String word) {
    return add(ShellQuoting.posix(word));
  }

  byte[] toBytes() {
    return bytes.toByteArray();
  }
}
