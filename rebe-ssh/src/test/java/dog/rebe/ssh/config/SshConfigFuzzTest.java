package dog.rebe.ssh.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dog.rebe.node.InventoryException;
import dog.rebe.node.Node;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/** Files of OpenSSH's client: followed to the end, or refused with a place and a remedy. */
final class SshConfigFuzzTest {

  @TempDir static Path home;

  static Stream<byte[]> seeds() {
    return Stream.of(
            "Host web\n HostName 10.0.0.1\n Port 2222\n User root\n IdentityFile ~/.ssh/%h\n",
            "Host db-?\nProxyJump a@web:22,b\nMatch host x user y\nHostKeyAlias z\n",
            "Match final all\nUser x\nHost *\n  ServerAliveInterval 5m\n",
            "IgnoreUnknown Use*\nUseKeychain yes\nCanonicalizeHostname no\n",
            "IdentityFile \"a b\" # c\nUserKnownHostsFile ${KEYS}/known %d/x\n",
            "Host web\nProxyJump web\n",
            "ProxyCommand nc %h %p\n",
            "Match exec \"true\"\n",
            "Include none-*\nPort 65536\n",
            "PreferredAuthentications publickey,,x\n",
            "AddressFamily inet\nTag \u00e9\nHostname %%%h\n",
            "Host \"\n")
        .map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  @MethodSource("seeds")
  @FuzzTest
  void areFollowedToTheEndOrRefused(byte[] bytes) throws IOException {
    Path file = Files.write(home.resolve("config"), bytes);
    try {
      SshConfig config = SshConfig.parse(file, new Homes(home).user());
      follow(config);
      inventory(config);
    } catch (SshConfigException e) {
      assertThat(e.remedy()).isNotBlank();
      assertThat(e.file()).isPresent();
    }
  }

  private static void follow(SshConfig config) {
    try {
      assertThat(config.route("web")).isNotEmpty();
      assertThat(config.resolve("web").port()).isBetween(1, 65_535);
    } catch (SshConfigException e) {
      assertThat(e.remedy()).isNotBlank();
    }
  }

  private static void inventory(SshConfig config) {
    try (Stream<Node> nodes = config.inventory().nodes()) {
      assertThat(nodes).isNotEmpty();
    } catch (InventoryException e) {
      assertThat(e.remedy()).isNotBlank();
    }
  }
}
