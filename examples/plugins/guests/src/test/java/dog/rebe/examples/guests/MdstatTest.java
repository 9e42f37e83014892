package dog.rebe.examples.guests;

import dog.rebe.sandbox.testkit.PluginSample;
import java.util.List;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Arrays of disks, in C. The output is written after the kernel's md driver. */
@EnabledIfSystemProperty(
    named = "guests.c",
    matches = "true",
    disabledReason = "Only with the profile plugins-c")
final class MdstatTest implements GuestTest {

  @Override
  public BuiltGuest guest() {
    return new BuiltGuest("c", "mdstat");
  }

  @Override
  public List<PluginSample> samples() {
    return List.of(
        PluginSample.decode("Personalities : \nunused devices: <none>\n", "{\"arrays\":[]}"),
        PluginSample.decode(
            """
            Personalities : [raid1] [raid6] [raid5] [raid4]
            md1 : active raid5 sdd1[3](S) sdc1[2] sdb1[1](F) sda1[0]
                  2093056 blocks super 1.2 level 5, 512k chunk, algorithm 2 [3/2] [U_U]
                  [==>..................]  recovery = 12.6% (132096/1046528) finish=0.5min speed=26419K/sec
                  bitmap: 0/1 pages [0KB], 65536KB chunk

            md0 : active (auto-read-only) raid1 sdb2[1](W) sda2[0]
                  1046528 blocks super 1.2 [2/2] [UU]

            md127 : inactive sde[0](S)
                  5238784 blocks super 1.2

            unused devices: <none>
            """,
            """
            {"arrays": [
              {"name": "md1", "active": true, "level": "raid5", "wanted": 3, "working": 2,
               "activity": "recovery",
               "disks": [
                 {"device": "sdd1", "state": "spare"},
                 {"device": "sdc1", "state": "working"},
                 {"device": "sdb1", "state": "failed"},
                 {"device": "sda1", "state": "working"}]},
              {"name": "md0", "active": true, "level": "raid1", "wanted": 2, "working": 2,
               "disks": [
                 {"device": "sdb2", "state": "working"},
                 {"device": "sda2", "state": "working"}]},
              {"name": "md127", "active": false,
               "disks": [{"device": "sde", "state": "spare"}]}]}
            """));
  }
}
