# SPDX-License-Identifier: GPL-3.0-or-later
"""When the machine itself stood still: on each processor a process that does nothing but sleep 5 ms at a
time and notes when it was woken late. What is measured meanwhile says nothing of the program, unless the
program itself kept the machine so busy: hence the share of the processors that others had."""
import os
import resource
import subprocess
import sys
import time

PERIOD_S = 0.005
LATE_S = 0.010
# With less than this in the hands of others, a short-coming is the program's.
BUSY = 0.15


def watch():
    """One such process: a line for each stall, begin and end on the monotonic clock."""
    due = time.monotonic()
    while True:
        due += PERIOD_S
        time.sleep(max(0.0, due - time.monotonic()))
        now = time.monotonic()
        if now - due > LATE_S:
            print(f"{due:.6f} {now:.6f}", flush=True)
            due = now


def busy_s():
    """Seconds of all processors together that were not idle, since the machine started."""
    with open("/proc/stat", encoding="ascii") as stat:
        ticks = list(map(int, stat.readline().split()[1:9]))
    return (sum(ticks) - ticks[3] - ticks[4]) / os.sysconf("SC_CLK_TCK")


def own_s():
    """Seconds of processor that this test and what it started have taken, as far as those have ended."""
    return sum(u.ru_utime + u.ru_stime
               for u in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)))


class StallWatch:
    def __enter__(self):
        self.stalls = []
        self._begin = time.monotonic(), busy_s(), own_s()
        self._children = [subprocess.Popen([sys.executable, __file__, str(cpu)], stdout=subprocess.PIPE, text=True,
                                           stderr=subprocess.DEVNULL) for cpu in sorted(os.sched_getaffinity(0))]
        return self

    def __exit__(self, *_):
        for child in self._children:
            child.terminate()
            out, _ = child.communicate()
            self.stalls += [tuple(map(float, line.split())) for line in out.splitlines() if len(line.split()) == 2]
        took_s, busy, own = (b - a for a, b in zip(self._begin, (time.monotonic(), busy_s(), own_s())))
        self.others = max(0.0, (busy - own) / (took_s * len(self._children)))

    def near(self, instant, before=0.150, after=0.050):
        """Whether the machine stood still shortly before the instant, or right behind it."""
        return any(begin < instant + after and end > instant - before for begin, end in self.stalls)

    def worst_ms(self):
        return max(((end - begin) * 1000 for begin, end in self.stalls), default=0.0)

    def busy_with_others(self):
        return bool(self.stalls) and self.others > BUSY

    def __str__(self):
        return (f"{len(self.stalls)} stalls of the machine, the longest {self.worst_ms():.0f} ms, "
                f"others had {self.others * 100:.0f} % of it")


if __name__ == "__main__":
    os.sched_setaffinity(0, {int(sys.argv[1])})
    try:
        watch()
    except KeyboardInterrupt:
        pass
