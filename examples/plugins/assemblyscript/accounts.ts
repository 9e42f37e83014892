// getent passwd: the accounts of a machine, of whatever directory.
import { answer, quoted, refuse, stdout } from "./rebe";

/** name:password:uid:gid:comment:home:shell */
const COLUMNS: i32 = 7;

function id(word: string): string {
  let digits = word.length > 0 && word.length < 11;
  for (let i = 0; i < word.length; i++) {
    const c = word.charCodeAt(i);
    digits = digits && c >= 0x30 && c <= 0x39;
  }
  if (!digits) {
    refuse("'" + word + "' is no number of a user or group");
  }
  return I64.parseInt(word).toString();
}

export function _start(): void {
  const accounts: string[] = [];
  const lines = stdout().split("\n");
  for (let i = 0; i < lines.length; i++) {
    if (lines[i].length == 0) {
      continue;
    }
    const columns = lines[i].split(":");
    if (columns.length != COLUMNS) {
      refuse("This is no line of getent passwd: " + lines[i]);
    }
    accounts.push(
      '{"name":' + quoted(columns[0]) +
      ',"uid":' + id(columns[2]) +
      ',"gid":' + id(columns[3]) +
      ',"home":' + quoted(columns[5]) +
      ',"shell":' + quoted(columns[6]) + "}"
    );
  }
  if (accounts.length == 0) {
    refuse("There is no account here");
  }
  answer('{"accounts":[' + accounts.join(",") + "]}");
}
