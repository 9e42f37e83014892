"""The clients that are compared, and how each is started."""
import os, shutil, subprocess, sys

HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
ROOT = os.path.dirname(HERE)
COMMAND = "cat /proc/loadavg"
KEX = "curve25519-sha256"
ANSIBLE_FACTS = "ansible three modules"
PYTHON = "/usr/bin/python3"  # where the system's packages are


class Client:
    """A client at one work: its command line, in which {count} and the names of files stand for what a run fills in."""

    def __init__(self, name, command, needs=(), modules=(), slow=False, environment=None, java=None):
        self.name, self.command, self.slow = name, command, slow
        self.needs, self.modules, self.java = needs, modules, java
        self.environment = environment or {}

    def installed(self):
        return (all(shutil.which(program) for program in self.needs)
                and all(has_module(module) for module in self.modules)
                and (self.java is None or self.java()))

    def words(self, files):
        filled = []
        for word in self.command:
            for name, value in files.items():
                word = word.replace("{" + name + "}", value)
            filled.append(word)
        return filled


def has_module(name):
    try:
        return subprocess.run([PYTHON, "-W", "ignore", "-c", f"import {name}"], capture_output=True).returncode == 0
    except OSError:
        return False


def whole_processes(folder, concurrency):
    """Work that a process does from its start to its end, over connections of its own; by the work's name."""
    rebe = [os.path.join(ROOT, "examples", "rebe")]
    login = ["--identity", f"{folder}/id_ed25519", "--known-hosts", f"{folder}/known_hosts", "--concurrency", str(concurrency)]
    config = f"{folder}/ssh_config.bench"
    ansible = {
        "ANSIBLE_HOST_KEY_CHECKING": "True", "ANSIBLE_FORKS": str(concurrency), "ANSIBLE_PIPELINING": "True",
        "ANSIBLE_SSH_COMMON_ARGS": f"-F {config}", "ANSIBLE_PYTHON_INTERPRETER": PYTHON,
        "ANSIBLE_SSH_CONTROL_PATH_DIR": f"{folder}/cp", "ANSIBLE_LOCAL_TEMP": f"{folder}/ansible", "ANSIBLE_NOCOLOR": "1",
        "ANSIBLE_SSH_ARGS": "-C -o ControlMaster=auto -o ControlPersist=5s", "ANSIBLE_TIMEOUT": "60",
    }
    ansible_facts = ["ansible-playbook", "-i", "{hosts.ansible}", f"{HERE}/peers/facts.yml"]
    python = [PYTHON, "-W", "ignore"]
    return {
        "facts": [
            Client("rebe", rebe + ["discover", "--json", "--deadline", "60s", "--inventory", "{hosts.rebe}"] + login, ["java"]),
            Client(ANSIBLE_FACTS, ansible_facts, ["ansible-playbook"], slow=True, environment=ansible),
        ],
        "open-facts": [
            # Its masters stay for as long as the runs take turns
            Client(ANSIBLE_FACTS, ansible_facts, ["ansible-playbook"], slow=True,
                   environment={**ansible, "ANSIBLE_SSH_ARGS": "-C -o ControlMaster=auto -o ControlPersist=600s"}),
        ],
        "command": [
            Client("rebe", rebe + ["run", "--json", "--read-only", "--deadline", "60s", "--max-output", "64k", "--inventory", "{hosts.rebe}"]
                   + login + ["--"] + COMMAND.split(), ["java"]),
            Client("ansible raw", ["ansible", "all", "-i", "{hosts.ansible}", "-m", "raw", "-a", COMMAND], ["ansible"], slow=True,
                   environment=ansible),
            Client("ansible mitogen", ["ansible", "all", "-i", "{hosts.ansible}", "-m", "raw", "-a", COMMAND], ["ansible"],
                   ["ansible_mitogen"], slow=True, environment={**ansible, "ANSIBLE_STRATEGY": "mitogen_linear"}),
            Client("xargs ssh", ["xargs", "-a", "{addresses}", "-P", str(concurrency), "-I{}", "ssh", "-F", config, "{}", COMMAND],
                   ["ssh", "xargs"]),
            Client("pssh", ["parallel-ssh", "-h", "{addresses}", "-p", str(concurrency), "-t", "0", "-i", "-x", f"-F {config}", COMMAND],
                   ["parallel-ssh"]),
            Client("clush", ["clush", "-f", str(concurrency), "-o", f"-F {config}", "--hostfile", "{addresses}", COMMAND], ["clush"]),
            Client("asyncssh", python + [f"{HERE}/peers/asyncssh_command.py", folder, "{count}", str(concurrency), COMMAND],
                   modules=["asyncssh"]),
            Client("paramiko", python + [f"{HERE}/peers/paramiko_command.py", folder, "{count}", str(concurrency), COMMAND],
                   modules=["paramiko"]),
        ],
    }


def class_path(peers):
    return os.pathsep.join([f"{peers}/classes", f"{HERE}/target/benchmarks.jar", f"{HERE}/target/app/*", f"{peers}/lib/*"])


def hot(folder, peers, mode, nodes, concurrency, rounds, more=()):
    """Clients in a JVM that has worked before, and others that keep their sessions; they say where the measured span begins."""
    def java(client, is_there=None):
        return Client(
            {"mina": "bare MINA", "Jsch": "JSch", "Sshj": "sshj"}.get(client, client),
            ["java", "-Xmx512m", "-Dbench.marks=true", f"-Dbench.command={COMMAND}", *more, "-cp", class_path(peers),
             "dog.rebe.benchmarks.hot.HotClient", client, mode, folder, str(nodes), str(concurrency), str(rounds)],
            ["java"], java=is_there)

    def library(name):
        return lambda: os.path.exists(f"{peers}/classes/dog/rebe/benchmarks/hot/peers/{name}.class")

    if mode == "facts":
        return [java("rebe")]
    found = [java("rebe"), java("mina"), java("Sshj", library("Sshj")), java("Jsch", library("Jsch"))]
    if mode == "warm":
        rest = [folder, str(nodes), str(concurrency), str(rounds), COMMAND]
        found += [
            Client("ssh, ControlMaster", [sys.executable, f"{HERE}/peers/ssh_master.py"] + rest, ["ssh"]),
            Client("asyncssh", [PYTHON, "-W", "ignore", f"{HERE}/peers/asyncssh_open.py"] + rest, modules=["asyncssh"]),
            Client("paramiko", [PYTHON, "-W", "ignore", f"{HERE}/peers/paramiko_open.py"] + rest, modules=["paramiko"]),
        ]
    return found
