package dog.rebe.ssh.openssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class PatternListTest {

  @Test
  void negationAloneMatchesNothing() {
    assertThat(PatternList.ofCommas("!host1,!host2").matches("host3")).isFalse();
    assertThat(PatternList.ofCommas("!host1,!host2,*").matches("host3")).isTrue();
  }

  @Test
  void negationWinsWhereverItStands() {
    assertThat(PatternList.ofCommas("*.example,!bad.example").matches("bad.example")).isFalse();
    assertThat(PatternList.ofCommas("!bad.example,*.example").matches("bad.example")).isFalse();
    assertThat(PatternList.ofCommas("!bad.*,*.example").matches("good.example")).isTrue();
  }

  @Test
  void emptyPatternsMatchNothing() {
    assertThat(PatternList.ofCommas(",,").matches("")).isFalse();
    assertThat(PatternList.ofCommas(",a,").matches("a")).isTrue();
  }

  @Property
  void negatingWhatMatchesTakesItAway(
      @ForAll @Size(max = 5)
          List<@CharRange(from = 'a', to = 'c') @StringLength(max = 3) String> names,
      @ForAll @CharRange(from = 'a', to = 'c') @StringLength(min = 1, max = 3) String name) {
    PatternList list = new PatternList(names);
    PatternList without = PatternList.ofCommas(String.join(",", list.patterns()) + ",!" + name);
    assertThat(list.matches(name)).isEqualTo(names.contains(name));
    assertThat(without.matches(name)).isFalse();
  }
}
