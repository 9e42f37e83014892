package dog.rebe.ssh.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostTextTest {

  @ParameterizedTest
  @CsvSource({
    "Web01.Example.ORG, web01.example.org",
    "192.0.2.1, 192.0.2.1",
    "2001:DB8:0:0:0:0:0:1, 2001:db8::1",
    "2001:db8:0:1:0:0:0:1, 2001:db8:0:1::1",
    "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
    "2001:0:0:1:1:0:0:1, 2001::1:1:0:0:1",
    "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
    "0:0:0:0:0:0:0:0, ::",
    "0:0:0:0:0:0:0:1, ::1",
    "1:0:0:0:0:0:0:0, 1::",
    "fe80::1%Eth0, fe80::1%Eth0",
    "no:address, no:address"
  })
  void oneFormForEachHost(String host, String canonical) {
    assertThat(HostText.canonical(host)).isEqualTo(canonical);
  }

  @Property
  void canonicalAddressIsTheSameAddress(@ForAll("addresses") byte[] bytes)
      throws UnknownHostException {
    String text = InetAddress.getByAddress(bytes).getHostAddress();
    String canonical = HostText.canonical(text);
    assertThat(InetAddress.getByName(canonical)).isEqualTo(InetAddress.getByAddress(bytes));
    assertThat(HostText.canonical(canonical)).isEqualTo(canonical);
  }

  @Provide
  Arbitrary<byte[]> addresses() {
    return Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(3, Arbitraries.just((byte) 0)),
            net.jqwik.api.Tuple.of(1, Arbitraries.bytes()))
        .array(byte[].class)
        .ofSize(16);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-oProxyCommand=x",
        "a b",
        "a\tb",
        "a\nb",
        "$(x)",
        "a;b",
        "`x`",
        "a|b",
        "a,b",
        "a@b",
        "a/b",
        "a\\b",
        "a\u0000",
        "a\u00a0b\u2028"
      })
  void refusesWhatMayBeTakenForSomethingElse(String host) {
    assertThat(HostText.isUsable(host)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "web01",
        "web-01.example.org",
        "192.0.2.1",
        "::1",
        "fe80::1%eth0",
        "a_b",
        "bücher.example"
      })
  void takesNamesAndAddresses(String host) {
    assertThat(HostText.isUsable(host)).isTrue();
  }
}
