package dog.rebe.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dog.rebe.command.RunAs;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;

/** Names of users, among them those that a shell or a terminal would take up. */
class UserNameProperties {

  private static final String DANGEROUS = "$\\'\"`;&|<>(){}*?!~# \t\n\r\0\u0007\u001b\u007f\u009b";

  @Provide
  Arbitrary<String> harmless() {
    return Arbitraries.strings().withChars("abcxyz019_.@-").ofMinLength(0).ofMaxLength(20);
  }

  @Provide
  Arbitrary<String> dangerous() {
    return Combinators.combine(harmless(), Arbitraries.chars().with(DANGEROUS), harmless())
        .as((before, odd, after) -> before + odd + after);
  }

  @Property
  @Tag("fault-71")
  void oneDangerousCharacterAnywhereIsRefusedAndShownEscaped(@ForAll("dangerous") String name) {
    assertThatThrownBy(() -> Endpoint.ssh(name, "host", 22))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .matches(text -> text.chars().noneMatch(Character::isISOControl));
    assertThatThrownBy(() -> RunAs.sudo(name)).isInstanceOf(IllegalArgumentException.class);
  }

  @Property
  @Tag("fault-71")
  void whatIsTakenHoldsNothingDangerous(@ForAll String name) {
    try {
      Endpoint.ssh(name, "host", 22);
    } catch (IllegalArgumentException refused) {
      return;
    }
    assertThat(name).isNotEmpty().doesNotStartWith("-");
    assertThat(name.chars()).noneMatch(c -> DANGEROUS.indexOf(c) >= 0);
  }
}
