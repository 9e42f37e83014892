package dog.rebe.execution.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class ExitTrailerTest {

  private static final String NONCE = "0123456789abcdef";

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  @Test
  void findsTheStatusBehindWhatTheCommandPrinted() {
    ExitTrailer trailer = new ExitTrailer(NONCE);
    byte[] all = bytes("warning\n\001rebe-exit:" + NONCE + ":42\nlate");

    assertThat(trailer.ownBytes(all, all.length)).isEqualTo(8);
    assertThat(trailer.status()).hasValue(42);
  }

  @Test
  void takesNoOtherLineForIt() {
    for (String other :
        new String[] {
          "\001rebe-exit:ffffffffffffffff:0\n",
          "\001rebe-exit:" + NONCE + ":\n",
          "\001rebe-exit:" + NONCE + ":x\n",
          "\001rebe-exit:" + NONCE + ":12345678901\n",
          "\001\001\001"
        }) {
      ExitTrailer trailer = new ExitTrailer(NONCE);
      byte[] all = bytes(other + "more than a trailer could still become, by far");

      assertThat(trailer.ownBytes(all, all.length)).isEqualTo(all.length);
      assertThat(trailer.status()).isEmpty();
    }
  }

  /** However the pipe is read, what belongs to the command is told from the trailer. */
  @Property
  void holdsBackWhatMayBecomeTheTrailer(
      @ForAll @IntRange(max = 200) int cut, @ForAll @IntRange(max = 255) int status) {
    String own = "some errors \001 and \001rebe-exit: more\n";
    byte[] all = bytes(own + "\001rebe-exit:" + NONCE + ":" + status + "\n");
    int first = Math.min(cut, all.length);
    ExitTrailer trailer = new ExitTrailer(NONCE);
    int known = trailer.ownBytes(Arrays.copyOf(all, first), first);

    assertThat(known).isLessThanOrEqualTo(own.length());
    byte[] rest = Arrays.copyOfRange(all, known, all.length);
    assertThat(known + trailer.ownBytes(rest, rest.length)).isEqualTo(own.length());
    assertThat(trailer.status()).hasValue(status);
  }
}
