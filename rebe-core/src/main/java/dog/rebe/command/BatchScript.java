package dog.rebe.command;

/** The part of a script that runs a batch. */
final class BatchScript {

  static final String FIRST_LINE = "LC_ALL=C;export LC_ALL\n";

  private BatchScript() {}

  static void write(Batch batch, String nonce, ScriptText script) {
    script.add(FIRST_LINE);
    for (BatchMember member : batch.members()) {
      script
          .add("{\n")
          .add(member.script())
          .add("\n} </dev/null 2>/dev/null\n")
          .add("echo \"" + Frames.line(nonce, Frames.END, member.name(), "$?") + "\"\n");
    }
    script.add("echo " + Frames.line(nonce, Frames.DONE) + "\n");
  }
}
