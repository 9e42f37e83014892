package dog.rebe.ssh.lookup;

import static dog.rebe.ssh.Awaiting.LONG;
import static dog.rebe.ssh.Awaiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dog.rebe.testkit.VirtualScheduler;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Questions that hang, by virtual time. */
@SuppressWarnings("FutureReturnValueIgnored") // those that hang are asked for nobody
class LookupsTest {

  private static final Duration SECOND = Duration.ofSeconds(1);

  private final VirtualScheduler time = VirtualScheduler.create();
  private final CountDownLatch hang = new CountDownLatch(1);
  private final AtomicInteger asked = new AtomicInteger();
  private final Lookups<String, String> lookups = new Lookups<>("test-lookup", this::answer, time);

  private String answer(String key) throws Exception {
    asked.incrementAndGet();
    if (key.startsWith("hang")) {
      hang.await();
    }
    if (key.startsWith("fail")) {
      throw new IOException("no " + key);
    }
    return "the " + key;
  }

  @AfterEach
  void end() {
    hang.countDown();
    lookups.close();
  }

  private static String got(CompletableFuture<String> answer) throws Exception {
    return answer.get(LONG.toSeconds(), TimeUnit.SECONDS);
  }

  private void hangs(int count) {
    for (int i = 0; i < count; i++) {
      lookups.ask("hang-" + i, SECOND);
    }
  }

  @Test
  void answers() throws Exception {
    assertThat(got(lookups.ask("key", SECOND))).isEqualTo("the key");
  }

  @Test
  void tellsWhyThereIsNoAnswer() {
    assertThatThrownBy(() -> got(lookups.ask("fail", SECOND)))
        .hasCauseInstanceOf(IOException.class);
  }

  @Test
  void givesUpWhenTimeIsUp() {
    CompletableFuture<String> answer = lookups.ask("hang", SECOND);
    assertThat(answer).isNotDone();

    time.advance(SECOND);

    assertThatThrownBy(answer::join).hasCauseInstanceOf(TimeoutException.class);
  }

  @Test
  void asksTheSameQuestionOnceForAllWhoWait() throws Exception {
    List<CompletableFuture<String>> answers = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      answers.add(lookups.ask("hang", Duration.ofSeconds(1 + i % 2)));
    }
    await().until(() -> asked.get() == 1);
    time.advance(SECOND);
    hang.countDown();

    for (int i = 0; i < 100; i++) {
      CompletableFuture<String> answer = answers.get(i);
      if (i % 2 == 0) {
        assertThatThrownBy(() -> got(answer)).hasCauseInstanceOf(TimeoutException.class);
      } else {
        assertThat(got(answer)).isEqualTo("the hang");
      }
    }
    assertThat(asked).hasValue(1);
  }

  @Test
  void othersGetTheirTurnBeforeThoseThatHangAreGivenUp() throws Exception {
    hangs(40);
    CompletableFuture<String> other = lookups.ask("other", SECOND);
    assertThat(other).isNotDone();

    time.advance(SECOND.dividedBy(2));

    assertThat(got(other)).isEqualTo("the other");
  }

  @Test
  void whatHungMayStillBeAnswered() throws Exception {
    CompletableFuture<String> slow = lookups.ask("hang", SECOND);
    time.advance(SECOND.dividedBy(2));

    hang.countDown();

    assertThat(got(slow)).isEqualTo("the hang");
  }

  @Test
  void boundsTheThreadsHoweverManyHang() {
    for (int round = 0; round < 20; round++) {
      for (int i = 0; i < 8; i++) {
        lookups.ask("hang-" + round + "-" + i, SECOND);
      }
      time.advance(SECOND);
    }

    assertThat(asked.get()).isLessThanOrEqualTo(64);
    assertThat(Thread.getAllStackTraces().keySet())
        .filteredOn(thread -> thread.getName().startsWith("test-lookup"))
        .hasSizeLessThanOrEqualTo(64);
  }

  @Test
  void servesOthersAgainWhenWhatHungComesBack() throws Exception {
    for (int i = 0; i < 64; i++) {
      lookups.ask("hang-" + i, SECOND);
      time.advance(SECOND);
    }
    CompletableFuture<String> other = lookups.ask("other", Duration.ofSeconds(2));
    assertThat(other).isNotDone();

    hang.countDown();

    assertThat(got(other)).isEqualTo("the other");
  }
}
