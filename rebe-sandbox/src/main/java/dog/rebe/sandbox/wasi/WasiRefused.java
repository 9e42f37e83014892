package dog.rebe.sandbox.wasi;

/** What can be imported, because toolchains do so, and always answers that it is not supported. */
final class WasiRefused {

  private WasiRefused() {}

  static void addTo(WasiTable table) {
    refuse(table, "fd_allocate", "iII:i");
    refuse(table, "fd_fdstat_set_rights", "iII:i");
    refuse(table, "poll_oneoff", "iiii:i");
    refuse(table, "proc_raise", "i:i");
    refuse(table, "sock_accept", "iii:i");
    refuse(table, "sock_recv", "iiiiii:i");
    refuse(table, "sock_send", "iiiii:i");
    refuse(table, "sock_shutdown", "ii:i");
  }

  private static void refuse(WasiTable table, String name, String signature) {
    table.add(
        name,
        signature,
        (memory, arguments) -> {
          throw new WasiException(Errno.NOTSUP);
        });
  }
}
