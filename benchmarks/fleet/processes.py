"""What processes of this machine have used, from /proc."""
import os, time

TICK = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")


def children(pid):
    try:
        with open(f"/proc/{pid}/task/{pid}/children") as f:
            return [int(child) for child in f.read().split()]
    except OSError:
        return []


def tree(pid):
    found, todo = [], [pid]
    while todo:
        next_pid = todo.pop()
        found.append(next_pid)
        todo += children(next_pid)
    return found


def cpu(pid):
    """Its own time and that of the children that it has waited for."""
    try:
        with open(f"/proc/{pid}/stat") as f:
            fields = [int(field) for field in f.read().rsplit(")", 1)[1].split()[11:15]]
        own, reaped = sum(fields[:2]) / TICK, sum(fields[2:]) / TICK
        # stat cuts each process's time down to hundredths, which is most of what a short session has used
        exact = sum(thread_nanos(pid, task) for task in os.listdir(f"/proc/{pid}/task"))
        return max(own, exact / 1e9) + reaped
    except OSError:
        return 0.0


def thread_nanos(pid, task):
    """What a thread that still lives has used; stat has the time of those that have ended."""
    try:
        with open(f"/proc/{pid}/task/{task}/schedstat") as f:
            return int(f.read().split()[0])
    except OSError:
        return 0


def memory(pid):
    try:
        with open(f"/proc/{pid}/statm") as f:
            return int(f.read().split()[1]) * PAGE
    except (OSError, IndexError):
        return 0


def busy():
    """What all processors have done since the machine began."""
    with open("/proc/stat") as f:
        fields = [int(field) for field in f.readline().split()[1:]]
    return sum(fields[i] for i in (0, 1, 2, 5, 6, 7)) / TICK


def server(folder):
    """The pid of a fleet's sshd; None if there is none."""
    try:
        with open(os.path.join(folder, "sshd.pid")) as f:
            return int(f.read())
    except OSError:
        return None


def server_cpu(folder):
    pid = server(folder)
    return 0.0 if pid is None else sum(cpu(each) for each in tree(pid))


def await_sessions(folder):
    """The last sessions end a moment after their clients."""
    pid = server(folder)
    for _ in range(100):
        if pid is None or not children(pid):
            return
        time.sleep(0.05)
