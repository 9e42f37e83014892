package dog.rebe.sandbox.wasi;

import dog.rebe.sandbox.tree.TreeFault;

/** The numbers of errors of WASI preview 1 that we use. */
final class Errno {

  static final int SUCCESS = 0;
  static final int ACCES = 2;
  static final int BADF = 8;
  static final int EXIST = 20;
  static final int INVAL = 28;
  static final int IO = 29;
  static final int ISDIR = 31;
  static final int LOOP = 32;
  static final int MFILE = 33;
  static final int NAMETOOLONG = 37;
  static final int NOENT = 44;
  static final int NOSPC = 51;
  static final int NOTDIR = 54;
  static final int NOTEMPTY = 55;
  static final int NOTSUP = 58;
  static final int PERM = 63;
  static final int ROFS = 69;
  static final int SPIPE = 70;
  static final int NOTCAPABLE = 76;

  private Errno() {}

  static int of(TreeFault fault) {
    return switch (fault) {
      case NOT_FOUND -> NOENT;
      case EXISTS -> EXIST;
      case NOT_A_DIRECTORY -> NOTDIR;
      case IS_A_DIRECTORY -> ISDIR;
      case NOT_EMPTY -> NOTEMPTY;
      case READ_ONLY -> ROFS;
      case FORBIDDEN -> ACCES;
      case NOT_OWNER -> PERM;
      case OUTSIDE -> NOTCAPABLE;
      case TOO_MANY_LINKS -> LOOP;
      case TOO_LONG -> NAMETOOLONG;
      case NO_SPACE -> NOSPC;
      case INVALID -> INVAL;
      case UNSUPPORTED -> NOTSUP;
      case FAILED -> IO;
    };
  }
}
