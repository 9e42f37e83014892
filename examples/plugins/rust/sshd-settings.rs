//! `sshd -T`: the settings that an SSH server would really use.

mod rebe;
mod sshd;

fn main() -> std::io::Result<()> {
    rebe::decode(sshd::decode)
}
