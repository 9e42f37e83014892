"""Protobuf messages of the protocol as dictionaries, and frames on a stream.

Only what the schemas say is used: varints, fixed 32 and 64 bits, and length-delimited fields. Unknown fields are skipped.
"""

import struct

MAX_DEPTH = 16
MASK_64 = (1 << 64) - 1


class Malformed(Exception):
    """What was read is no message of the protocol."""


def message(name, repeated=False):
    return ("message", name, repeated)


UINT, SINT, BOOL, ENUM = ("uint",), ("sint",), ("bool",), ("enum",)
BYTES, STRING, FIXED32, FIXED64 = ("bytes",), ("string",), ("fixed32",), ("fixed64",)
STRINGS, UINTS = ("string", None, True), ("uint", None, True)

LABEL = {1: ("key", STRING), 2: ("value", STRING)}

SCHEMA = {
    "Opening": {1: ("hello", BYTES), 2: ("welcome", message("Welcome")), 3: ("refusal", message("Refusal")),
                4: ("confirm", message("Confirm"))},
    "Hello": {1: ("magic", FIXED32), 2: ("versions", message("VersionRange", True)),
              3: ("features", message("FeatureOffer", True)), 4: ("nonce", BYTES), 5: ("peer", STRING), 6: ("key", BYTES),
              7: ("max_frame_bytes", UINT), 8: ("window_bytes", UINT), 9: ("max_calls", UINT), 10: ("resume", message("Resume")),
              11: ("software", STRING), 12: ("realm", STRING), 13: ("heartbeat_millis", UINT), 14: ("fencing_revision", UINT)},
    "VersionRange": {1: ("major", UINT), 2: ("min_minor", UINT), 3: ("max_minor", UINT)},
    "FeatureOffer": {1: ("name", STRING), 2: ("required", BOOL)},
    "Resume": {1: ("session", BYTES), 2: ("received_frames", UINT)},
    "Welcome": {1: ("hello", BYTES), 2: ("agreement", message("Agreement")), 3: ("session", BYTES),
                4: ("resumed_received_frames", UINT), 5: ("signature", BYTES)},
    "Agreement": {1: ("major", UINT), 2: ("minor", UINT), 3: ("features", STRINGS)},
    "Confirm": {1: ("agreement", message("Agreement")), 2: ("signature", BYTES)},
    "Refusal": {1: ("reason", ENUM), 2: ("detail", STRING), 3: ("own_versions", message("VersionRange", True)),
                4: ("peer_versions", message("VersionRange", True)), 5: ("missing_features", STRINGS)},
    "Frame": {1: ("ack", message("Ack")), 2: ("ping", message("Number")), 3: ("pong", message("Number")),
              4: ("execute", message("Execute")), 5: ("demand", message("Demand")), 6: ("input", message("Input")),
              7: ("stop", message("Call")), 8: ("accepted", message("Call")), 9: ("output", message("Output")),
              10: ("input_credit", message("InputCredit")), 11: ("end", message("End")), 12: ("status", message("AgentStatus")),
              13: ("goodbye", message("Goodbye")), 14: ("error", message("SessionError")),
              15: ("file_request", message("FileRequest")), 16: ("file_reply", message("FileReply")),
              17: ("fleet_start", message("FleetStart")), 18: ("fleet_demand", message("FleetDemand")),
              19: ("fleet_results", message("FleetResults")), 20: ("fleet_cancel", message("FleetCancel")),
              21: ("token_query", message("TokenQuery")), 22: ("token_status", message("TokenStatus")),
              23: ("reattach", message("Reattach")),
              24: ("terminal_input", message("TerminalInput")), 25: ("terminal_resize", message("TerminalResize"))},
    "FleetStart": {1: ("run", UINT), 2: ("command", message("Command")), 4: ("selector", STRING), 5: ("node_ids", STRINGS),
                   6: ("time_left_nanos", FIXED64), 7: ("concurrency", UINT), 8: ("max_failures", UINT), 9: ("max_groups", UINT),
                   10: ("approval", message("Approval")), 11: ("all_nodes", BOOL)},
    "Approval": {1: ("digest", BYTES), 2: ("approver", STRING), 3: ("expires_epoch_millis", UINT), 4: ("run_id", BYTES),
                 5: ("signature", BYTES), 6: ("given_epoch_millis", UINT)},
    "TokenQuery": {1: ("query", UINT), 2: ("node", message("Node")), 3: ("token", STRING), 4: ("epoch", STRING),
                   5: ("run_as", message("RunAs")), 6: ("time_left_nanos", FIXED64)},
    "TokenStatus": {1: ("query", UINT), 2: ("never_claimed", message("Empty")), 3: ("epoch_changed", message("Empty")),
                    4: ("running", message("ClaimedRunning")), 5: ("ended", message("Outcome")), 6: ("unavailable", message("Cause")),
                    7: ("epoch", STRING)},
    "ClaimedRunning": {1: ("process", UINT), 2: ("start_time", STRING), 3: ("stdout_bytes", UINT), 4: ("stderr_bytes", UINT)},
    "Reattach": {1: ("call", UINT), 2: ("node", message("Node")), 3: ("token", STRING), 4: ("stdout_from", UINT), 5: ("stderr_from", UINT),
                 6: ("time_left_nanos", FIXED64), 7: ("demand", UINT), 8: ("epoch", STRING), 9: ("run_as", message("RunAs")),
                 10: ("end_work", BOOL)},
    "FleetDemand": {1: ("run", UINT), 2: ("frames", UINT)},
    "FleetCancel": {1: ("run", UINT)},
    "FleetResults": {1: ("run", UINT), 2: ("groups", message("OutcomeGroup", True)), 5: ("done", BOOL),
                     6: ("failure", message("Cause")), 7: ("not_begun", BOOL)},
    "OutcomeGroup": {1: ("count", UINT), 2: ("kind", STRING), 3: ("delivery", ENUM), 4: ("key", BYTES), 6: ("sample", message("Outcome")),
                     7: ("node_ids", STRINGS), 8: ("kept", BOOL)},
    "Outcome": {1: ("failure", message("Failure")), 2: ("delivery", ENUM), 3: ("evidence", message("Evidence"))},
    "Failure": {1: ("kind", STRING), 2: ("detail", STRING), 4: ("jump_host", message("JumpHostFault")),
                5: ("explanation", message("ExplanationText"))},
    "ExplanationText": {1: ("headline", STRING), 2: ("what_happened", STRING), 3: ("whether_changed", STRING), 4: ("next_step", STRING)},
    "Evidence": {1: ("exit", message("Exit")), 2: ("elapsed_nanos", UINT), 3: ("attempts", UINT),
                 4: ("stdout", message("CapturedStream")), 5: ("stderr", message("CapturedStream"))},
    "CapturedStream": {1: ("data", BYTES), 2: ("received_bytes", UINT), 3: ("cut", BOOL)},
    "Ack": {1: ("received_frames", UINT)},
    "Number": {1: ("number", UINT)},
    "Call": {1: ("call", UINT)},
    "Execute": {1: ("call", UINT), 2: ("time_left_nanos", FIXED64), 3: ("node", message("Node")), 4: ("command", message("Command")),
                5: ("nonce", STRING), 6: ("attempt", UINT), 7: ("secrets", message("SecretValue", True)), 8: ("demand", UINT),
                9: ("token", STRING), 10: ("detach", BOOL), 11: ("token_epoch", STRING), 12: ("collect", BOOL),
                13: ("terminal", message("Terminal"))},
    "Terminal": {1: ("type", STRING), 2: ("columns", UINT), 3: ("rows", UINT)},
    "TerminalInput": {1: ("call", UINT), 2: ("data", BYTES)},
    "TerminalResize": {1: ("call", UINT), 2: ("columns", UINT), 3: ("rows", UINT)},
    "Node": {1: ("id", STRING), 2: ("labels", message("Label", True))},
    "Label": LABEL,
    "SecretValue": {1: ("name", STRING), 2: ("value", BYTES)},
    "Demand": {1: ("call", UINT), 2: ("frames", UINT)},
    "Input": {1: ("call", UINT), 2: ("data", BYTES), 3: ("end", ENUM)},
    "InputCredit": {1: ("call", UINT), 2: ("bytes", UINT)},
    "Output": {1: ("call", UINT), 2: ("stream", ENUM), 3: ("data", BYTES)},
    "End": {1: ("call", UINT), 2: ("exited", message("Exit")), 3: ("not_started", message("Cause")), 4: ("lost", message("Cause")),
            5: ("stopped_before_start", message("Empty")), 6: ("stopped_confirmed", message("Empty")),
            7: ("stopped_unconfirmed", message("Detail")), 8: ("running", message("Token")), 9: ("output_cut", BOOL)},
    "Exit": {1: ("status", SINT), 2: ("signal", STRING)},
    "Cause": {1: ("kind", STRING), 2: ("detail", STRING), 3: ("jump_host", message("JumpHostFault"))},
    "JumpHostFault": {1: ("jump_host", STRING), 2: ("kind", STRING)},
    "Empty": {},
    "Detail": {1: ("detail", STRING)},
    "Token": {1: ("token", STRING)},
    "Command": {1: ("arguments", message("ArgumentList")), 2: ("script", STRING), 3: ("batch", message("Batch")),
                4: ("effect", message("Effect")), 5: ("limits", message("Limits")), 6: ("input", message("StandardInput")),
                7: ("environment", message("EnvironmentVariable", True)), 8: ("directory", STRING), 9: ("run_as", message("RunAs")),
                10: ("accepted_exits", UINTS), 11: ("title", STRING), 12: ("on_disconnect", ENUM)},
    "ArgumentList": {1: ("arguments", message("Argument", True))},
    "Argument": {1: ("literal", BYTES), 2: ("secret_file", message("SecretName"))},
    "SecretName": {1: ("name", STRING), 2: ("held_by_agent", BOOL)},
    "Batch": {1: ("members", message("BatchMember", True))},
    "BatchMember": {1: ("name", STRING), 2: ("script", STRING), 3: ("timeout_nanos", UINT), 4: ("output_bytes", UINT), 5: ("kind", ENUM)},
    "Effect": {1: ("impact", ENUM), 2: ("repetition", ENUM)},
    "Limits": {1: ("deadline_nanos", UINT), 2: ("attempt_timeout_nanos", UINT), 3: ("grace_nanos", UINT), 4: ("stdout_bytes", UINT),
               5: ("stderr_bytes", UINT)},
    "StandardInput": {1: ("bytes", BYTES), 2: ("secret", message("SecretName")), 3: ("streamed", message("Empty"))},
    "EnvironmentVariable": {1: ("name", STRING), 2: ("plain", STRING), 3: ("secret", message("SecretName"))},
    "RunAs": {1: ("user", STRING), 2: ("tool", ENUM)},
    "AgentStatus": {1: ("labels", message("Label", True)), 2: ("calls", UINT), 3: ("max_calls", UINT), 4: ("draining", BOOL),
                    5: ("schemes", STRINGS), 6: ("usage", message("UsageCounters"))},
    "UsageCounters": {1: ("calls", UINT), 2: ("refused_calls", UINT), 3: ("output_bytes", UINT)},
    "Goodbye": {1: ("reason", STRING)},
    "SessionError": {1: ("code", ENUM), 2: ("detail", STRING)},
    "FileRequest": {1: ("request", UINT), 2: ("node", message("Node")), 3: ("time_left_nanos", FIXED64), 4: ("stat", message("Path")),
                    5: ("list", message("List")), 6: ("read_link", message("Path")), 7: ("read", message("Read"))},
    "Path": {1: ("path", BYTES)},
    "List": {1: ("path", BYTES), 2: ("max_entries", UINT)},
    "Read": {1: ("path", BYTES), 2: ("offset", UINT), 3: ("length", UINT)},
    "FileReply": {1: ("request", UINT), 2: ("attributes", message("FileAttributes")), 3: ("entries", message("FileEntries")),
                  4: ("link_target", BYTES), 5: ("data", BYTES), 6: ("failure", message("FileFailure")), 7: ("opened", message("Empty"))},
    "FileAttributes": {1: ("type", ENUM), 2: ("size_bytes", UINT), 3: ("mode", UINT), 4: ("user_id", UINT), 5: ("group_id", UINT),
                       6: ("modified_seconds", SINT), 7: ("modified_nanos", UINT)},
    "FileEntries": {1: ("entries", message("FileEntry", True)), 2: ("more", BOOL)},
    "FileEntry": {1: ("name", BYTES), 2: ("attributes", message("FileAttributes"))},
    "FileFailure": {1: ("kind", STRING), 2: ("detail", STRING), 3: ("not_started", BOOL)},
}

# Fields that are written though their value is zero or empty: their presence says something.
PRESENT = {("Exit", "status"), ("Argument", "literal"), ("EnvironmentVariable", "plain"), ("Command", "directory"),
           ("Command", "script"), ("StandardInput", "bytes"), ("FileReply", "data"), ("FileReply", "link_target"),
           ("Welcome", "resumed_received_frames"), ("Opening", "hello"), ("FleetStart", "max_failures")}


def _varint(value):
    out = bytearray()
    value &= MASK_64
    while value > 0x7f:
        out.append(value & 0x7f | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def _read_varint(data, at):
    value = shift = 0
    while True:
        if at >= len(data) or shift > 63:
            raise Malformed("a varint is cut or too long")
        byte = data[at]
        at += 1
        value |= (byte & 0x7f) << shift
        shift += 7
        if byte < 0x80:
            return value & MASK_64, at


def _take(data, at, count):
    if at + count > len(data):
        raise Malformed("a field is longer than what holds it")
    return data[at:at + count], at + count


def encode(name, values):
    """The bytes of a message, its fields in ascending order."""
    out = bytearray()
    for number, (field, kind) in sorted(SCHEMA[name].items()):
        if field in values:
            many = len(kind) > 2 and kind[2]
            if kind == UINTS:
                packed = b"".join(_varint(each) for each in values[field])
                if packed:
                    out += _varint(number << 3 | 2) + _varint(len(packed)) + packed
                continue
            for value in values[field] if many else [values[field]]:
                out += _encode_field(name, number, field, kind, value, many)
    return bytes(out)


def _encode_field(name, number, field, kind, value, many):
    what = kind[0]
    if what == "message":
        body = encode(kind[1], value)
        return _varint(number << 3 | 2) + _varint(len(body)) + body
    if not value and not many and (name, field) not in PRESENT:
        return b""
    if what in ("bytes", "string"):
        body = value.encode() if what == "string" else value
        return _varint(number << 3 | 2) + _varint(len(body)) + body
    if what == "fixed32":
        return _varint(number << 3 | 5) + struct.pack("<I", value)
    if what == "fixed64":
        return _varint(number << 3 | 1) + struct.pack("<Q", value)
    if what == "sint":
        value = (value << 1) ^ (value >> 63)
    return _varint(number << 3) + _varint(int(value))


def decode(name, data, depth=0):
    """The fields that are set in a message."""
    if depth > MAX_DEPTH:
        raise Malformed("messages are nested too deep")
    fields = SCHEMA[name]
    values = {}
    at = 0
    while at < len(data):
        tag, at = _read_varint(data, at)
        number, wire = tag >> 3, tag & 7
        if number == 0:
            raise Malformed("fields begin at 1")
        if wire == 0:
            raw, at = _read_varint(data, at)
        elif wire == 1:
            raw, at = _take(data, at, 8)
        elif wire == 2:
            length, at = _read_varint(data, at)
            raw, at = _take(data, at, length)
        elif wire == 5:
            raw, at = _take(data, at, 4)
        else:
            raise Malformed("a field is of a kind that is not used here")
        if number in fields:
            _set(values, fields[number], wire, raw, depth)
    return values


def _set(values, field, wire, raw, depth):
    name, kind = field
    many = len(kind) > 2 and kind[2]
    if kind == UINTS and wire == 2:
        at = 0
        while at < len(raw):
            value, at = _read_varint(raw, at)
            values.setdefault(name, []).append(value)
        return
    expected = {"message": 2, "bytes": 2, "string": 2, "fixed32": 5, "fixed64": 1}.get(kind[0], 0)
    if wire != expected:
        return
    value = _value(kind, raw, depth)
    if many:
        values.setdefault(name, []).append(value)
    else:
        values[name] = value


def _value(kind, raw, depth):
    what = kind[0]
    if what == "message":
        return decode(kind[1], raw, depth + 1)
    if what == "string":
        try:
            return bytes(raw).decode()
        except UnicodeDecodeError as e:
            raise Malformed("a string is no UTF-8") from e
    if what == "bytes":
        return bytes(raw)
    if what == "fixed32":
        return struct.unpack("<I", raw)[0]
    if what == "fixed64":
        return struct.unpack("<Q", raw)[0]
    if what == "sint":
        return (raw >> 1) ^ -(raw & 1)
    return bool(raw) if what == "bool" else raw


def frame(name, values):
    """A message with its length before it."""
    body = encode(name, values)
    return struct.pack(">I", len(body)) + body


def read_frame(read, limit):
    """The bytes of the next frame, or None at the end of the stream between two frames.

    read(n) gives at most n bytes, and none at the end.
    """
    header = _read_exactly(read, 4, True)
    if header is None:
        return None
    length = struct.unpack(">I", header)[0]
    if not 1 <= length <= limit:
        raise Malformed(f"a frame of {length} bytes, and 1 to {limit} are allowed")
    return _read_exactly(read, length, False)


def _read_exactly(read, count, may_end):
    data = b""
    while len(data) < count:
        some = read(count - len(data))
        if not some:
            if may_end and not data:
                return None
            raise Malformed("the stream ends within a frame")
        data += some
    return data
