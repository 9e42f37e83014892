package dog.rebe.runner;

import dog.rebe.ssh.testkit.Answer;
import dog.rebe.ssh.testkit.Program;
import java.util.ArrayList;
import java.util.List;

/** The switch of a simulated machine, with everything that was ever done to it. */
final class Switch implements Program {

  private final List<String> done = new ArrayList<>();
  private String state = "off";
  private String breaksAt = "";
  private String turns = "";
  private String turnsTo = "";
  private String crashesAt = "";
  private Runnable crash = () -> {};
  private String waitsAt = "";
  private Runnable wait = () -> {};
  private String silentAfter = "";
  private int tellsBy = -1;
  private int silent;

  @Override
  public synchronized Answer run(List<String> arguments, byte[] input) {
    String what = arguments.get(1);
    if (what.equals("show") && silent > 0) {
      silent--;
      return Answer.silent().printingError("It shows nothing.\n").exiting(4);
    }
    if (what.equals("show")) {
      return Answer.printing(state + "\n");
    }
    if (what.equals("is") && tellsBy >= 0) {
      return Answer.silent().exiting(tellsBy);
    }
    if (what.equals("is")) {
      return Answer.silent().exiting(state.equals(arguments.get(2)) ? 0 : 1);
    }
    if (what.equals("would")) {
      return Answer.printing("It is " + state + " and would be " + arguments.get(2) + ".\n");
    }
    if (what.equals(waitsAt)) {
      wait.run();
    }
    if (what.equals(breaksAt)) {
      return Answer.silent().printingError("It is stuck.\n").exiting(4);
    }
    done.add(what);
    if (what.equals(silentAfter)) {
      silent = Integer.MAX_VALUE;
    }
    if (what.equals("on") || what.equals("off") || what.equals("half")) {
      state = what.equals(turns) ? turnsTo : what;
    }
    if (what.equals(crashesAt)) {
      crash.run();
      return Answer.silent().cuttingConnection();
    }
    return Answer.silent();
  }

  synchronized List<String> done() {
    return List.copyOf(done);
  }

  synchronized String state() {
    return state;
  }

  synchronized void becomes(String newState) {
    state = newState;
  }

  synchronized void reset() {
    state = "off";
    breaksAt = "";
    turns = "";
    crashesAt = "";
    waitsAt = "";
    silentAfter = "";
    silent = 0;
    tellsBy = -1;
    done.clear();
  }

  /** When it is told to turn one way it says nothing and turns another. */
  synchronized void turnsTo(String what, String instead) {
    turns = what;
    turnsTo = instead;
  }

  synchronized void breaksAt(String what) {
    breaksAt = what;
  }

  /** Before it does this, or breaks at it, it waits for something. */
  synchronized void waitsAt(String what, Runnable something) {
    waitsAt = what;
    wait = something;
  }

  /** It does this, and then its machine crashes before anybody hears of it. */
  synchronized void crashesAt(String what, Runnable how) {
    crashesAt = what;
    crash = how;
  }

  /** Whoever asks what it is gets this status, whatever it is. */
  synchronized void tellsBy(int status) {
    tellsBy = status;
  }

  /** It does not show its state so many times. */
  synchronized void isSilent(int times) {
    silent = times;
  }

  /** It does what it is told, and does not show its state ever after. */
  synchronized void goesSilentAfter(String what) {
    silentAfter = what;
  }
}
