package dog.rebe.ssh.testkit.leak;

import static dog.rebe.ssh.testkit.Awaiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dog.rebe.ssh.testkit.Awaiting;
import dog.rebe.ssh.testkit.EmbeddedFleet;
import dog.rebe.ssh.testkit.Fault;
import dog.rebe.ssh.testkit.NodeDefinition;
import dog.rebe.ssh.testkit.SimulatedSystem;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.AssertionFailedError;

class LeakCheckTest {

  /** For what is left: it does not go, however long it is waited for. */
  private final LeakCheck check = LeakCheck.strict().patience(Duration.ofMillis(200));

  /** For what goes, however busy the machine is. */
  private final LeakCheck patient = LeakCheck.strict().patience(Awaiting.LONG);

  /** JUnit's part: all that the extension asks of a context is a name. */
  private static final ExtensionContext CONTEXT =
      (ExtensionContext)
          Proxy.newProxyInstance(
              LeakCheckTest.class.getClassLoader(),
              new Class<?>[] {ExtensionContext.class},
              (proxy, method, arguments) ->
                  method.getName().equals("getDisplayName") ? "someTest()" : null);

  @Test
  void letsATestPassThatLeavesNothing() {
    patient.beforeEach(CONTEXT);
    EmbeddedFleet fleet = patient.fleet(node());
    assertThat(fleet.nodes()).hasSize(1);
    assertThatCode(() -> patient.afterEach(CONTEXT)).doesNotThrowAnyException();
  }

  @Test
  void namesTheThreadThatIsLeftAndWhereItStands() throws InterruptedException {
    CountDownLatch end = new CountDownLatch(1);
    check.beforeEach(CONTEXT);
    Thread thread = new Thread(() -> waitFor(end), "left-behind");
    thread.start();
    await().until(() -> thread.getState() == Thread.State.WAITING);
    assertThatThrownBy(() -> check.afterEach(CONTEXT))
        .isInstanceOf(AssertionFailedError.class)
        .hasMessageContaining("someTest() leaves behind")
        .hasMessageContaining("thread \"left-behind\"")
        .hasMessageContaining("LeakCheckTest.waitFor");
    end.countDown();
    thread.join();
  }

  @Test
  void waitsForAThreadThatIsAboutToEnd() {
    patient.beforeEach(CONTEXT);
    CountDownLatch end = new CountDownLatch(1);
    new Thread(() -> waitFor(end)).start();
    end.countDown();
    assertThatCode(() -> patient.afterEach(CONTEXT)).doesNotThrowAnyException();
  }

  @Test
  void letsThreadsBeThatItIsToldToIgnore() throws InterruptedException {
    CountDownLatch end = new CountDownLatch(1);
    LeakCheck tolerant = patient.ignoringThreads("shared-.*");
    tolerant.beforeEach(CONTEXT);
    Thread thread = new Thread(() -> waitFor(end), "shared-1");
    thread.start();
    assertThatCode(() -> tolerant.afterEach(CONTEXT)).doesNotThrowAnyException();
    end.countDown();
    thread.join();
  }

  @Test
  void namesTheNodeOnWhichASessionIsLeft() throws IOException {
    check.beforeEach(CONTEXT);
    EmbeddedFleet fleet = check.fleet(node());
    try (Socket socket =
        new Socket(InetAddress.getLoopbackAddress(), fleet.node("lonely").port())) {
      assertThat(socket.getInputStream().read()).isEqualTo('S');
      assertThatThrownBy(() -> check.afterEach(CONTEXT))
          .hasMessageContaining("1 session(s) on lonely");
    }
  }

  @Test
  void closesWhatItWasGivenLastFirstAndBeforeItLooks() throws Exception {
    List<String> closed = new ArrayList<>();
    patient.beforeEach(CONTEXT);
    patient.closing(() -> closed.add("first"));
    patient.closing(() -> closed.add("second"));
    patient.afterEach(CONTEXT);
    assertThat(closed).containsExactly("second", "first");
  }

  @Test
  void reportsWhatCouldNotBeClosed() {
    patient.beforeEach(CONTEXT);
    patient.closing(
        () -> {
          throw new IOException("stuck");
        });
    assertThatThrownBy(() -> patient.afterEach(CONTEXT))
        .isInstanceOf(IOException.class)
        .hasMessage("stuck");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void namesTheSocketThatIsLeft() throws IOException {
    check.beforeEach(CONTEXT);
    try (ServerSocket left = new ServerSocket(0)) {
      assertThat(left.isBound()).isTrue();
      assertThatThrownBy(() -> check.afterEach(CONTEXT)).hasMessageContaining("socket:[");
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void namesTheFileThatIsLeft(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("left.txt"), "text");
    check.beforeEach(CONTEXT);
    try (InputStream left = Files.newInputStream(file)) {
      assertThat(left).isNotNull();
      assertThatThrownBy(() -> check.afterEach(CONTEXT)).hasMessageContaining("left.txt");
    }
  }

  @Test
  void refusesAPatienceOfNothing() {
    assertThatThrownBy(() -> check.patience(Duration.ZERO)).hasMessageContaining("PT0S");
  }

  private static NodeDefinition node() {
    return NodeDefinition.of("lonely", SimulatedSystem.debian()).fault(Fault.maxSessions(1));
  }

  private static void waitFor(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
