//! What every decoder needs: the text that a tool printed, and an answer in JSON.

use std::io::{self, Read, Write};

/// What is answered.
pub enum Json {
    Bool(bool),
    Number(i64),
    Text(String),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
}

/// Why there is no value, in one sentence.
pub struct Refusal(pub String);

/// Reads the request, and answers what the decoder makes of the text of stdout.
pub fn decode(decoder: fn(&str) -> Result<Json, Refusal>) -> io::Result<()> {
    let mut request = Vec::new();
    io::stdin().read_to_end(&mut request)?;
    let mut out = io::stdout();
    out.write_all(answer(&request, decoder).as_bytes())?;
    out.flush()
}

/// The answer to a request.
pub fn answer(request: &[u8], decoder: fn(&str) -> Result<Json, Refusal>) -> String {
    let mut out = String::new();
    match stdout_of(request).and_then(|text| decoder(&text)) {
        Ok(value) => write(&Json::Object(vec![("value".into(), value)]), &mut out),
        Err(Refusal(why)) => write(&Json::Object(vec![("refusal".into(), Json::Text(why))]), &mut out),
    }
    out
}

fn write(json: &Json, out: &mut String) {
    match json {
        Json::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        Json::Number(value) => out.push_str(&value.to_string()),
        Json::Text(value) => write_text(value, out),
        Json::List(values) => {
            out.push('[');
            for (i, value) in values.iter().enumerate() {
                out.push_str(if i == 0 { "" } else { "," });
                write(value, out);
            }
            out.push(']');
        }
        Json::Object(members) => {
            out.push('{');
            for (i, (name, value)) in members.iter().enumerate() {
                out.push_str(if i == 0 { "" } else { "," });
                write_text(name, out);
                out.push(':');
                write(value, out);
            }
            out.push('}');
        }
    }
}

fn write_text(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => {
                out.push('\\');
                out.push(c);
            }
            c if c < ' ' => out.push_str(&format!("\\u{:04x}", c as u32)),
            c => out.push(c),
        }
    }
    out.push('"');
}

const MAX_DEPTH: usize = 100;

/// Where the text stands in the request.
const PATH: [&str; 2] = ["stdout", "text"];

fn stdout_of(request: &[u8]) -> Result<String, Refusal> {
    let mut reader = Reader { bytes: request, at: 0, text: None };
    reader.space();
    let whole = reader.peek() == Some(b'{') && reader.value(0, Some(0)).is_some();
    reader.space();
    if !whole || reader.at < request.len() {
        return Err(Refusal("This is no request".into()));
    }
    reader.text.ok_or_else(|| Refusal("The output is no text in UTF-8".into()))
}

/// Reads JSON, and keeps the text at the path. Everything gives nothing where the request is damaged.
struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
    text: Option<String>,
}

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn next(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.at += 1;
        Some(byte)
    }

    fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\r' | b'\n')) {
            self.at += 1;
        }
    }

    fn take(&mut self, byte: u8) -> bool {
        self.space();
        let there = self.peek() == Some(byte);
        self.at += usize::from(there);
        there
    }

    /// `step`: how many names of the path led here.
    fn value(&mut self, depth: usize, step: Option<usize>) -> Option<()> {
        self.space();
        if depth > MAX_DEPTH {
            return None;
        }
        match self.peek()? {
            b'{' => self.object(depth, step),
            b'[' => self.array(depth),
            b'"' => {
                let text = self.string()?;
                if step == Some(PATH.len()) && self.text.is_none() {
                    self.text = Some(text);
                }
                Some(())
            }
            b't' => self.word(b"true"),
            b'f' => self.word(b"false"),
            b'n' => self.word(b"null"),
            _ => self.number(),
        }
    }

    fn object(&mut self, depth: usize, step: Option<usize>) -> Option<()> {
        self.at += 1;
        if self.take(b'}') {
            return Some(());
        }
        loop {
            let name = self.string()?;
            if !self.take(b':') {
                return None;
            }
            let inner = step.filter(|&s| s < PATH.len() && PATH[s] == name).map(|s| s + 1);
            self.value(depth + 1, inner)?;
            if self.take(b'}') {
                return Some(());
            }
            if !self.take(b',') {
                return None;
            }
        }
    }

    fn array(&mut self, depth: usize) -> Option<()> {
        self.at += 1;
        if self.take(b']') {
            return Some(());
        }
        loop {
            self.value(depth + 1, None)?;
            if self.take(b']') {
                return Some(());
            }
            if !self.take(b',') {
                return None;
            }
        }
    }

    fn word(&mut self, word: &[u8]) -> Option<()> {
        let there = self.bytes[self.at..].starts_with(word);
        self.at += word.len();
        there.then(|| ())
    }

    fn number(&mut self) -> Option<()> {
        let begin = self.at;
        while matches!(self.peek(), Some(b'+' | b'-' | b'.' | b'e' | b'E' | b'0'..=b'9')) {
            self.at += 1;
        }
        (self.at > begin).then(|| ())
    }

    fn string(&mut self) -> Option<String> {
        if !self.take(b'"') {
            return None;
        }
        let mut out = Vec::new();
        loop {
            match self.next()? {
                b'"' => return String::from_utf8(out).ok(),
                b'\\' => {
                    let c = self.escape()?;
                    out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
                }
                byte if byte < b' ' => return None,
                byte => out.push(byte),
            }
        }
    }

    fn escape(&mut self) -> Option<char> {
        Some(match self.next()? {
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => return self.unicode(),
            c @ (b'"' | b'\\' | b'/') => c as char,
            _ => return None,
        })
    }

    fn unicode(&mut self) -> Option<char> {
        let first = self.unit()?;
        if !(0xd800..0xdc00).contains(&first) {
            return char::from_u32(first);
        }
        self.word(b"\\u")?;
        let second = self.unit()?;
        if !(0xdc00..0xe000).contains(&second) {
            return None;
        }
        char::from_u32(0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00))
    }

    fn unit(&mut self) -> Option<u32> {
        let mut unit = 0;
        for _ in 0..4 {
            unit = unit * 16 + (self.next()? as char).to_digit(16)?;
        }
        Some(unit)
    }
}
