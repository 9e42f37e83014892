package dog.rebe.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class DueTasksTest {

  /** Each number adds a task that is due then, takes the first (0), or calls one off (below 0). */
  @Property(tries = 500)
  void areWhatASortedListWouldBe(
      @ForAll @Size(max = 200) List<@IntRange(min = -40, max = 40) Integer> work) {
    DueTasks tasks = new DueTasks();
    List<DueTasks.Entry> sorted = new ArrayList<>();
    for (int what : work) {
      if (what > 0) {
        DueTasks.Entry entry = new DueTasks.Entry(Long.MAX_VALUE - 20 + what);
        tasks.add(entry);
        sorted.add(entry);
        sorted.sort(Comparator.comparingLong(e -> e.dueNanos() - Long.MAX_VALUE));
      } else if (!sorted.isEmpty()) {
        DueTasks.Entry gone = sorted.remove(-what % sorted.size());
        assertThat(tasks.remove(gone)).isTrue();
        assertThat(tasks.remove(gone)).isFalse();
      }
      assertThat(tasks.size()).isEqualTo(sorted.size());
      assertThat(tasks.first()).isSameAs(sorted.isEmpty() ? null : sorted.get(0));
    }
    for (DueTasks.Entry next : sorted) {
      assertThat(tasks.first()).isSameAs(next);
      tasks.remove(next);
    }
    assertThat(tasks.first()).isNull();
  }

  @Test
  void knowNothingOfWhatWasThereBeforeTheyWereCleared() {
    DueTasks tasks = new DueTasks();
    DueTasks.Entry entry = new DueTasks.Entry(1);
    tasks.add(entry);
    tasks.clear();

    assertThat(tasks.remove(entry)).isFalse();
    assertThat(tasks.first()).isNull();
    assertThat(tasks.size()).isZero();
  }
}
