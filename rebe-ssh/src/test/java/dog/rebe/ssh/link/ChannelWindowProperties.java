package dog.rebe.ssh.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Windows of channels: RFC 4254, section 5.2. */
class ChannelWindowProperties {

  private static final int PACKET_BYTES = 32 * 1024;

  /** A server that uses all that it may, and a reader who takes everything in any pieces. */
  @Property(tries = 300)
  void aReaderWhoTakesEverythingKeepsTheServerGoing(
      @ForAll @IntRange(min = 1, max = 1 << 20) int windowBytes,
      @ForAll @Size(max = 50) List<@IntRange(min = 1, max = 1 << 16) Integer> pieces) {
    ReceiveWindow window = new ReceiveWindow(windowBytes, PACKET_BYTES);
    long allowed = windowBytes;
    for (int piece : pieces) {
      long sent = Math.min(piece, allowed);
      assertThat(window.came(sent)).isTrue();
      allowed -= sent;
      allowed += window.took(sent);
      assertThat(allowed).isBetween(1L, (long) windowBytes);
    }
    assertThat(window.came(allowed + 1)).isFalse();
    assertThat(window.came(allowed)).isTrue();
  }

  @Property(tries = 300)
  void whatIsNotTakenIsNeverAllowedAgain(
      @ForAll @IntRange(min = 1, max = 1 << 20) int windowBytes,
      @ForAll @Size(max = 50) List<@IntRange(min = 1, max = 1 << 16) Integer> pieces) {
    ReceiveWindow window = new ReceiveWindow(windowBytes, PACKET_BYTES);
    long allowed = windowBytes;
    long waiting = 0;
    for (int piece : pieces) {
      long sent = Math.min(piece, allowed);
      assertThat(window.came(sent)).isTrue();
      allowed -= sent;
      waiting += sent;
      long taken = waiting / 2;
      waiting -= taken;
      allowed += window.took(taken);
      assertThat(allowed + waiting).isLessThanOrEqualTo(windowBytes);
    }
  }

  @Example
  void smallPiecesAreNotAllowedAgainOneByOne() {
    ReceiveWindow window = new ReceiveWindow(256 * 1024, PACKET_BYTES);
    int adjustments = 0;
    for (int i = 0; i < 256 * 1024; i++) {
      assertThat(window.came(1)).isTrue();
      adjustments += window.took(1) > 0 ? 1 : 0;
    }

    assertThat(adjustments).isLessThanOrEqualTo(3);
  }

  @Property(tries = 300)
  void nothingIsSentBeyondTheServersWindow(
      @ForAll @IntRange(max = 1 << 20) int first,
      @ForAll @IntRange(min = 1, max = 1 << 16) int packet,
      @ForAll @Size(max = 50) List<@IntRange(max = 1 << 16) Integer> wider) {
    SendWindow window = new SendWindow();
    assertThat(window.sendable()).isZero();
    window.open(first, packet);
    long allowed = first;
    for (int more : wider) {
      long now = window.sendable();
      assertThat(now).isEqualTo(Math.min(allowed, packet));
      window.sent(now);
      allowed -= now;
      window.widen(more);
      allowed += more;
    }
  }

  @Example
  void aWindowGrowsToFourGibibytesAndNoFurther() {
    SendWindow window = new SendWindow();
    window.open(0xFFFF_FFFFL, 0xFFFF_FFFFL);
    window.widen(0xFFFF_FFFFL);

    assertThat(window.sendable()).isEqualTo(0xFFFF_FFFFL);
    assertThatThrownBy(() -> window.sent(0x1_0000_0000L))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
