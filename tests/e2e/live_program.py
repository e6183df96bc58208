# SPDX-License-Identifier: GPL-3.0-or-later
"""The program while it runs in windows: it is waited for, pressed, looked at, ended, killed and started again.

LiveProgram is any subcommand. LiveInterface is `mallette` with its views, which are read from the trees that its own
script goes on writing: what a screen reader would be told, and where each button stands. LiveSession is
`mallette session`.

    with two_displays() as desktop, WindowManager(), Scratch() as folder:
        with LiveSession(PROGRAM, KIT, folder) as session:
            session.until_desk(lambda tree: tree.has("button", "Commencer"), "the start")
            session.click("button", "Commencer")
            session.press("Next")
            session.until_room(lambda tree: tree.shows("Qu'avez-vous vu"), "the first question")
            status, said, report = session.close()"""
import json
import os
import pathlib
import subprocess
import threading
import time

import display
from program import SLOWNESS
from x_windows import Window, close_button

PATIENCE_S = 10 * SLOWNESS
LOOK_S = 0.02


class LiveProgram:
    def __init__(self, program, folder, *arguments, env=None):
        """The report goes into the folder."""
        self.report_path = pathlib.Path(folder) / "report.json"
        self.report_path.unlink(missing_ok=True)
        self._lines, self._heard = [], threading.Lock()
        self.child = subprocess.Popen([str(program), *map(str, arguments), "--report", str(self.report_path)],
                                      stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                      env={**os.environ, "SDL_AUDIODRIVER": "dummy", **(env or {})})
        self._readers = [threading.Thread(target=self._read, args=(pipe,), daemon=True)
                         for pipe in (self.child.stdout, self.child.stderr)]
        for reader in self._readers:
            reader.start()

    def _read(self, pipe):
        for line in pipe:
            with self._heard:
                self._lines.append(line.decode("utf-8", "replace").rstrip("\n"))
        pipe.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.kill()

    def said(self):
        """All it has written so far, to both outputs, line by line."""
        with self._heard:
            return list(self._lines)

    def until(self, look, holds, what, limit_s=PATIENCE_S):
        """Looks until what is seen holds, and gives it back. look() may give None: there is nothing to see yet."""
        end = time.monotonic() + limit_s
        while time.monotonic() < end:
            if self.child.poll() is not None:
                raise AssertionError(f"it ended with status {self.child.returncode} before {what}: {self.said()}")
            seen = look()
            if seen is not None and holds(seen):
                return seen
            time.sleep(LOOK_S)
        raise AssertionError(f"waited in vain for {what}; last seen: {seen}; said: {self.said()}")

    def until_said(self, words):
        """A line with these words in it; gives the line."""
        return self.until(lambda: next((line for line in self.said() if words in line), None), bool, f"the words {words!r}")

    def windows(self):
        return [Window(number) for number in display.windows(self.child.pid)]

    def until_window(self, holds=lambda window: True, what="its window"):
        """One of its windows for which it holds."""
        return self.until(lambda: next(filter(holds, self.windows()), None), bool, what)

    def until_fills(self, of):
        """A window of it fills this display."""
        return self.until_window(lambda window: window.fills(of), f"a window that fills {of}")

    def until_colours(self, of, holds, what, shrink=8):
        """What is seen on a display, display.Colours."""
        return self.until(lambda: display.Colours(of, shrink), holds, what)

    def press(self, *keys):
        display.press(*keys)

    def end(self, limit_s=PATIENCE_S):
        """Its status, what it said, and the report; for when it ends by itself or was asked to."""
        try:
            self.child.wait(limit_s)
        except subprocess.TimeoutExpired:
            self.child.kill()
            raise AssertionError(f"it did not end: {self.said()}") from None
        for reader in self._readers:
            reader.join()
        report = json.loads(self.report_path.read_text(encoding="utf-8")) if self.report_path.exists() else None
        return self.child.returncode, self.said(), report

    def close(self):
        close_button(display.windows(self.child.pid)[0])
        return self.end()

    def kill(self):
        """As a pulled plug: no word of it, and no farewell."""
        if self.child.poll() is None:
            self.child.kill()
        self.child.wait()
        for reader in self._readers:
            reader.join()


class Tree:
    """What one window holds, flat, in reading order. Nodes are dictionaries as tree_json.h says."""

    def __init__(self, roots):
        self.nodes = []
        waiting = list(reversed(roots))
        while waiting:
            node = waiting.pop()
            self.nodes.append(node)
            waiting += reversed(node.get("children", []))

    def find(self, role, name=None):
        """All of this role; of this name where one is given. A no-break space matches a plain one."""
        return [node for node in self.nodes
                if node["role"] == role and (name is None or _plain(node.get("name", "")) == _plain(name))]

    def has(self, role, name=None):
        return bool(self.find(role, name))

    def live(self, role, name):
        """The one that can be pressed now; None where there is none. A modal dialog lets nothing else be pressed."""
        modal = [node for node in self.nodes if "modal" in node.get("states", [])]
        pressable = Tree(modal[-1:]) if modal else self
        return next((node for node in pressable.find(role, name) if "disabled" not in node.get("states", [])), None)

    def shows(self, text):
        return any(_plain(text) in _plain(node.get(part, ""))
                   for node in self.nodes for part in ("name", "description", "value"))

    def focused(self):
        return next((node for node in self.nodes if "focused" in node.get("states", [])), None)

    def __str__(self):
        return "; ".join(f"{node['role']} {node['name']!r}" for node in self.nodes if node.get("name"))


def _plain(text):
    return text.replace("\u00a0", " ").replace("\u202f", " ")


class LiveInterface(LiveProgram):
    """`mallette`. The state folder stays when it is killed, so that another one may go on from there."""

    TREE_EVERY_S = 0.2

    def __init__(self, program, folder, *arguments, state=None, script=(), env=None):
        """script: lines of its own, which come before the trees."""
        self.folder = pathlib.Path(folder)
        self.state = pathlib.Path(state or self.folder / "state")
        self.state.mkdir(exist_ok=True)
        self._trees = {"desk": self.folder / "desk-tree.json", "room": self.folder / "room-tree.json"}
        for path in self._trees.values():
            path.unlink(missing_ok=True)
        orders = self.folder / "orders.txt"
        orders.write_text("\n".join([*script, *self._tree_orders()]) + "\n", encoding="utf-8")
        super().__init__(program, folder, *arguments, "--state", self.state, "--lang", "fr", "--script", orders, env=env)

    def _tree_orders(self):
        """For longer than any test lasts."""
        each = [f"tree {self._trees['desk']}", f"tree room {self._trees['room']}", f"wait {self.TREE_EVERY_S}"]
        return each * int(600 / self.TREE_EVERY_S)

    def tree(self, of="desk", since=0.0):
        """The newest tree of "desk" or "room"; None while there is none that was begun after `since` (time.time())."""
        try:
            if self._trees[of].stat().st_mtime <= since:
                return None
            return Tree(json.loads(self._trees[of].read_text(encoding="utf-8")))
        except (FileNotFoundError, json.JSONDecodeError):
            return None  # not there, or half written

    def until_desk(self, holds, what):
        return self.until(self._fresh("desk"), holds, what)

    def until_room(self, holds, what):
        return self.until(self._fresh("room"), holds, what)

    def _fresh(self, of):
        """Only trees that were written from now on: those before may not know of the last key."""
        since = time.time() + 0.01  # a file's time is that of the kernel's last tick
        return lambda: self.tree(of, since)

    def click(self, role, name, of="desk"):
        """With the mouse, in the middle of what the tree says is there, once it can be pressed."""
        tree = self.until(self._fresh(of), lambda t: t.live(role, name), f"{role} {name!r} to press")
        x, y, width, height = tree.live(role, name)["bounds"]
        window = self._window_of(tree)
        display.click(window.x + x + width / 2, window.y + y + height / 2)

    def tab_to(self, role, name):
        """By Tab alone, as far round as there is something; gives the tree."""
        for _ in range(60):
            tree = self.until_desk(lambda t: True, "the interface")
            focused = tree.focused()
            if focused and focused["role"] == role and _plain(focused.get("name", "")) == _plain(name):
                return tree
            self.press("Tab")
        raise AssertionError(f"Tab does not come to {role} {name!r}: {tree}")

    def press_button(self, name):
        """By the keyboard alone."""
        self.tab_to("button", name)
        self.press("Return")

    def _window_of(self, tree):
        """The root's bounds are its window's; where two are as large, the one that has the keys."""
        _, _, width, height = tree.nodes[0]["bounds"]
        alike = [window for window in self.windows() if (window.width, window.height) == (round(width), round(height))]
        if not alike:
            raise AssertionError(f"no window is {width}x{height}: {self.windows()}")
        active = display.active_window()
        return next((window for window in alike if window.number == active), alike[0])


class LiveSession(LiveInterface):
    """`mallette session`: the session is led at once."""

    def __init__(self, program, kit, folder, *arguments, **options):
        super().__init__(program, folder, "session", kit, *arguments, **options)
