package dog.rebe.chronicle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class LineChainTest {

  @Property(tries = 100)
  void endsLinesAsTheirFormHasIt(@ForAll @LongRange(max = Long.MAX_VALUE - 3) long before) {
    LineChain chain = new LineChain(EntryLine.NOTHING_BEFORE);
    LineBytes bytes = new LineBytes();
    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    String previous = EntryLine.NOTHING_BEFORE;
    for (long number = before; number < before + 3; number++) {
      byte[] begin = ("{\"at\":" + number).getBytes(StandardCharsets.UTF_8);
      byte[] end = EntryLine.finish(number, previous);
      previous = EntryLine.sha256(begin, end);
      expected.writeBytes(begin);
      expected.writeBytes(end);
      expected.write('\n');

      chain.add(bytes, begin, 0, begin.length, number);
    }

    ByteBuffer written = bytes.buffer();
    byte[] actual = new byte[written.remaining()];
    written.get(actual);
    assertThat(actual).isEqualTo(expected.toByteArray());
  }
}
