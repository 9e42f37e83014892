// What every decoder needs: the text that a tool printed, and an answer in JSON.

// @ts-ignore: the compiler knows it
@external("wasi_snapshot_preview1", "fd_read")
declare function fd_read(descriptor: i32, vectors: usize, count: i32, result: usize): i32;
// @ts-ignore: the compiler knows it
@external("wasi_snapshot_preview1", "fd_write")
declare function fd_write(descriptor: i32, vectors: usize, count: i32, result: usize): i32;
// @ts-ignore: the compiler knows it
@external("wasi_snapshot_preview1", "proc_exit")
declare function proc_exit(status: i32): void;

const CHUNK: i32 = 65536;
const MAX_DEPTH: i32 = 100;

/** Where the text stands in the request. */
const PATH: string[] = ["stdout", "text"];
const ELSEWHERE: i32 = -1;

/** The address and length of a buffer, and how many bytes were moved. */
// @ts-ignore: made when it is used first, which is before anything else where the runtime aborts
@lazy const place: usize = memory.data(12);

function write(descriptor: i32, text: string): void {
  const bytes = String.UTF8.encode(text);
  let done = 0;
  while (done < bytes.byteLength) {
    store<usize>(place, changetype<usize>(bytes) + <usize>done);
    store<i32>(place, bytes.byteLength - done, 4);
    if (fd_write(descriptor, place, 1, place + 8) != 0 || load<i32>(place, 8) == 0) {
      proc_exit(1);
    }
    done += load<i32>(place, 8);
  }
}

function readAll(): Uint8Array {
  let all = new Uint8Array(CHUNK);
  let size = 0;
  while (true) {
    if (size == all.length) {
      const longer = new Uint8Array(2 * size);
      longer.set(all);
      all = longer;
    }
    store<usize>(place, all.dataStart + <usize>size);
    store<i32>(place, all.length - size, 4);
    if (fd_read(0, place, 1, place + 8) != 0) {
      fail("The request could not be read");
    }
    if (load<i32>(place, 8) == 0) {
      return all.subarray(0, size);
    }
    size += load<i32>(place, 8);
  }
}

/** The end of a plugin that fails; it stands on standard error. */
export function fail(why: string): void {
  write(2, why + "\n");
  proc_exit(1);
}

/** What the compiler calls where it traps: too large an index, no memory left. */
export function abort(message: string | null, file: string | null, line: u32, column: u32): void {
  const what = message === null ? "aborted" : message;
  fail(what + " in line " + line.toString() + ":" + column.toString());
}

/** Text as a string of JSON. */
export function quoted(text: string): string {
  // By parts: nothing that a call allocates is given back before its end
  const parts: string[] = ['"'];
  let begin = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    const plain = c >= 0x20 && c != 0x22 && c != 0x5c;
    if (!plain) {
      parts.push(text.substring(begin, i));
      parts.push(c < 0x20 ? "\\u" + c.toString(16).padStart(4, "0") : "\\" + text.charAt(i));
      begin = i + 1;
    }
  }
  parts.push(text.substring(begin));
  parts.push('"');
  return parts.join("");
}

/** Answers a value, which is JSON already. */
export function answer(json: string): void {
  write(1, '{"value":' + json + "}");
}

/** Answers that there is no value, and ends. */
export function refuse(why: string): void {
  write(1, '{"refusal":' + quoted(why) + "}");
  proc_exit(0);
}

/** Reads the request. Answers with a refusal and ends, if there is no text of stdout in it. */
export function stdout(): string {
  const reader = new Reader(readAll());
  if (!reader.request()) {
    refuse("This is no request");
  }
  if (!reader.found) {
    refuse("The output is no text in UTF-8");
  }
  return reader.text;
}

/** Reads JSON, and keeps the text at the path. */
class Reader {
  at: i32 = 0;
  found: bool = false;
  text: string = "";
  /** The string that was read last. */
  last: string = "";

  constructor(private bytes: Uint8Array) {}

  request(): bool {
    this.space();
    const whole = this.peek() == 0x7b && this.value(0, 0);
    this.space();
    return whole && this.at == this.bytes.length;
  }

  /** The next byte; -1 at the end. */
  private peek(): i32 {
    return this.at < this.bytes.length ? <i32>unchecked(this.bytes[this.at]) : -1;
  }

  private space(): void {
    let c = this.peek();
    while (c == 0x20 || c == 0x09 || c == 0x0a || c == 0x0d) {
      this.at++;
      c = this.peek();
    }
  }

  private take(c: i32): bool {
    this.space();
    if (this.peek() != c) {
      return false;
    }
    this.at++;
    return true;
  }

  /** step: how many names of the path led here. */
  private value(depth: i32, step: i32): bool {
    this.space();
    if (depth > MAX_DEPTH) {
      return false;
    }
    switch (this.peek()) {
      case 0x7b:
        return this.object(depth, step);
      case 0x5b:
        return this.array(depth);
      case 0x22: {
        const whole = this.string();
        if (whole && step == PATH.length && !this.found) {
          this.found = true;
          this.text = this.last;
        }
        return whole;
      }
      case 0x74:
        return this.word("true");
      case 0x66:
        return this.word("false");
      case 0x6e:
        return this.word("null");
      default:
        return this.number();
    }
  }

  private object(depth: i32, step: i32): bool {
    this.at++;
    if (this.take(0x7d)) {
      return true;
    }
    do {
      if (!this.string()) {
        return false;
      }
      const on = step >= 0 && step < PATH.length && this.last == PATH[step];
      if (!this.take(0x3a) || !this.value(depth + 1, on ? step + 1 : ELSEWHERE)) {
        return false;
      }
    } while (this.take(0x2c));
    return this.take(0x7d);
  }

  private array(depth: i32): bool {
    this.at++;
    if (this.take(0x5d)) {
      return true;
    }
    do {
      if (!this.value(depth + 1, ELSEWHERE)) {
        return false;
      }
    } while (this.take(0x2c));
    return this.take(0x5d);
  }

  private word(word: string): bool {
    for (let i = 0; i < word.length; i++) {
      if (this.peek() != word.charCodeAt(i)) {
        return false;
      }
      this.at++;
    }
    return true;
  }

  private number(): bool {
    const begin = this.at;
    let c = this.peek();
    while ((c >= 0x30 && c <= 0x39) || c == 0x2b || c == 0x2d || c == 0x2e || (c | 0x20) == 0x65) {
      this.at++;
      c = this.peek();
    }
    return this.at > begin;
  }

  private string(): bool {
    if (!this.take(0x22)) {
      return false;
    }
    const parts: string[] = [];
    let begin = this.at;
    while (true) {
      const c = this.peek();
      if (c < 0x20) {
        return false;
      }
      if (c == 0x22 || c == 0x5c) {
        parts.push(this.utf8(begin, this.at));
        this.at++;
        if (c == 0x22) {
          this.last = parts.join("");
          return true;
        }
        const unit = this.escape();
        if (unit < 0) {
          return false;
        }
        parts.push(String.fromCharCode(unit));
        begin = this.at;
      } else {
        this.at++;
      }
    }
  }

  private utf8(from: i32, to: i32): string {
    return String.UTF8.decodeUnsafe(this.bytes.dataStart + <usize>from, <usize>(to - from));
  }

  /** A unit of UTF-16, as which JSON writes and this language keeps its text; -1 if it is none. */
  private escape(): i32 {
    const c = this.peek();
    this.at++;
    switch (c) {
      case 0x22:
      case 0x5c:
      case 0x2f:
        return c;
      case 0x62:
        return 0x08;
      case 0x66:
        return 0x0c;
      case 0x6e:
        return 0x0a;
      case 0x72:
        return 0x0d;
      case 0x74:
        return 0x09;
      case 0x75:
        return this.unit();
      default:
        return -1;
    }
  }

  private unit(): i32 {
    let unit = 0;
    for (let i = 0; i < 4; i++) {
      const c = this.peek();
      let digit = -1;
      if (c >= 0x30 && c <= 0x39) {
        digit = c - 0x30;
      } else if ((c | 0x20) >= 0x61 && (c | 0x20) <= 0x66) {
        digit = (c | 0x20) - 0x61 + 10;
      }
      if (digit < 0) {
        return -1;
      }
      unit = unit * 16 + digit;
      this.at++;
    }
    return unit;
  }
}
