package dog.rebe.facts;

import dog.rebe.facts.TimeSync.Synchronization;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Reads the clock (bash knows it by itself), the marks that systemd-timesyncd leaves, and what
 * chronyd answers (in its form for machines, chronyc(1) option -c). timedatectl would cost more and
 * may start a service.
 */
final class TimeSyncReader implements FactReader<TimeSync> {

  private static final int CHRONY_FIELDS = 14;

  @Override
  public Topic topic() {
    return Topic.TIME_SYNC;
  }

  @Override
  public String script() {
    return """
        r_add "clock=${EPOCHSECONDS:-$(date +%s)}"
        if [ -e /run/systemd/timesync/synchronized ];then r_add timesyncd=synchronized
        elif [ -d /run/systemd/timesync ];then r_add timesyncd=running;fi
        for d in /run/ntpd.pid /var/run/ntpd.pid /run/ntp.pid /run/ntpd/ntpd.pid;do if [ -e $d ];then r_add ntpd=running;break;fi;done
        for d in /run/chrony/chronyd.pid /run/chronyd.pid /var/run/chrony/chronyd.pid;do
        if [ -e $d ];then r_add '== chrony';r_say;rebe_bounded 3 chronyc -c -n tracking;break;fi
        done
        r_say""";
  }

  @Override
  public Told<TimeSync> read(FactText text) throws FactException {
    Instant clock = Instant.ofEpochSecond(Fields.of(text.required("clock")).number(0));
    Optional<List<String>> chrony = text.section("chrony");
    if (chrony.isPresent()) {
      return new Told<>(
          new TimeSync(clock, Optional.of("chronyd"), chrony(chrony.get())), "date and chronyc");
    }
    Optional<String> timesyncd = text.value("timesyncd");
    if (timesyncd.isPresent()) {
      Synchronization state =
          timesyncd.get().equals("synchronized") ? Synchronization.YES : Synchronization.NO;
      return new Told<>(
          new TimeSync(clock, Optional.of("systemd-timesyncd"), state),
          "date and /run/systemd/timesync");
    }
    return new Told<>(
        new TimeSync(clock, text.value("ntpd").map(found -> "ntpd"), Synchronization.UNKNOWN),
        "date");
  }

  private static Synchronization chrony(List<String> lines) {
    for (String line : lines) {
      List<String> fields = Arrays.asList(line.split(",", -1));
      if (fields.size() == CHRONY_FIELDS) {
        return fields.get(CHRONY_FIELDS - 1).equals("Not synchronised")
            ? Synchronization.NO
            : Synchronization.YES;
      }
    }
    return Synchronization.UNKNOWN;
  }
}
