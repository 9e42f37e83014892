//! The decoder of `sshd -T` with the interface of Extism, to measure both hosts with the same logic.

#[path = "../../examples/plugins/rust/rebe.rs"]
mod rebe;
#[path = "../../examples/plugins/rust/sshd.rs"]
mod sshd;

#[link(wasm_import_module = "extism:host/env")]
extern "C" {
    fn input_length() -> u64;
    fn input_load_u8(offset: u64) -> u8;
    fn input_load_u64(offset: u64) -> u64;
    fn alloc(length: u64) -> u64;
    fn store_u8(offset: u64, byte: u8);
    fn store_u64(offset: u64, bytes: u64);
    fn output_set(offset: u64, length: u64);
}

const WORD: usize = 8;

#[no_mangle]
pub extern "C" fn decode() -> i32 {
    write(rebe::answer(&read(), sshd::decode).as_bytes());
    0
}

fn read() -> Vec<u8> {
    let length = unsafe { input_length() } as usize;
    let mut request = Vec::with_capacity(length);
    while request.len() + WORD <= length {
        let word = unsafe { input_load_u64(request.len() as u64) };
        request.extend_from_slice(&word.to_le_bytes());
    }
    while request.len() < length {
        request.push(unsafe { input_load_u8(request.len() as u64) });
    }
    request
}

fn write(answer: &[u8]) {
    let at = unsafe { alloc(answer.len() as u64) };
    let mut done = 0;
    for word in answer.chunks_exact(WORD) {
        let bytes = u64::from_le_bytes([
            word[0], word[1], word[2], word[3], word[4], word[5], word[6], word[7],
        ]);
        unsafe { store_u64(at + done, bytes) };
        done += WORD as u64;
    }
    for byte in answer.chunks_exact(WORD).remainder() {
        unsafe { store_u8(at + done, *byte) };
        done += 1;
    }
    unsafe { output_set(at, answer.len() as u64) };
}
