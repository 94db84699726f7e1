"""Reads programs through AT-SPI for the tests: one JSON line in, one out; run by the system's Python, which has gi."""

import json
import re
import sys
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402 (the version must be named first)

MANY = 300  # at most this many children of one node are looked at
VIEWS = {"table", "tree", "tree table", "list", "list box"}
EVENTS = (
    "object:state-changed",
    "object:children-changed",
    "object:property-change",
    "object:text-changed",
    "object:selection-changed",
    "object:active-descendant-changed",
    "object:visible-data-changed",
    "object:announcement",
    "window",
)


def safe(call, *args, default=None):
    """An AT-SPI call on a node that may have vanished, in a program that may be busy or dead."""
    try:
        return call(*args)
    except (GLib.Error, TypeError, AttributeError):
        return default


def states(node):
    """The names of the node's states, as AT-SPI spells them ("focused", "checked")."""
    found = safe(node.get_state_set)
    return {state.value_nick for state in found.get_states()} if found else set()


def role(node):
    return safe(node.get_role_name, default="") or ""


def name(node):
    return safe(node.get_name, default="") or ""


def label(node):
    """The name of what labels the node: on Linux a combo box's own name is only its value."""
    for relation in safe(node.get_relation_set, default=[]) or []:
        if relation.get_relation_type() == Atspi.RelationType.LABELLED_BY:
            return " ".join(name(relation.get_target(i)) for i in range(relation.get_n_targets()))
    return ""


def text(node):
    """What stands in a field (bullets for a password), else the node's name."""
    if safe(node.get_text_iface) is None:
        return name(node)
    length = safe(Atspi.Text.get_character_count, node, default=0)
    return safe(Atspi.Text.get_text, node, 0, length, default="")


def rectangle(node):
    """(x, y, width, height) on the screen in pixels."""
    found = safe(Atspi.Component.get_extents, node, Atspi.CoordType.SCREEN)
    return (found.x, found.y, found.width, found.height) if found else (0, 0, 0, 0)


def first_in_view(node, count):
    """The index of the first child that is scrolled into a long view."""
    x, y, width, _ = rectangle(node)
    for below in (30, 50, 70):
        point = (x + width // 4, y + below, Atspi.CoordType.SCREEN)
        if at := safe(Atspi.Component.get_accessible_at_point, node, *point):
            return max(0, min(safe(at.get_index_in_parent, default=0) - 20, count - MANY))
    return 0


def children(node):
    """The children; of a long list or table those from the top of what is scrolled into view."""
    count = safe(node.get_child_count, default=0) or 0
    first = first_in_view(node, count) if count > MANY and role(node) in VIEWS else 0
    found = (safe(node.get_child_at_index, i) for i in range(first, min(count, first + MANY)))
    return [child for child in found if child is not None]


def walk(node, hidden=False):
    """(depth, node) for the node and all below it, in order; nothing below what does not show unless `hidden`."""
    stack = [(0, node)]
    while stack:
        depth, node = stack.pop()
        if depth and not hidden and "showing" not in states(node):
            continue
        yield depth, node
        if depth < 40:
            stack.extend((depth + 1, child) for child in reversed(children(node)))


class Probe:
    """Answers one request at a time, and counts what the programs tell in between."""

    def __init__(self):
        self.nodes, self.numbers = {}, {}
        self.told, self.heard, self.focus = 0, [], {}
        self.listener = Atspi.EventListener.new(self.hear)
        for event in EVENTS:
            self.listener.register(event)
        Atspi.set_timeout(2000, 5000)

    def hear(self, event):
        """Count an event; keep announcements, and where the focus went (states alone lie for closed combo boxes)."""
        self.told += 1
        if event.type.startswith("object:announcement"):
            self.heard.append(str(event.any_data))
        if event.type == "object:state-changed:focused" and event.detail1:
            self.focus[safe(event.source.get_process_id)] = event.source

    def number(self, node):
        """The number by which the other side speaks of this node, or None for no node."""
        if node is None:
            return None
        if node not in self.numbers:
            self.numbers[node] = len(self.numbers) + 1
            self.nodes[self.numbers[node]] = node
        return self.numbers[node]

    # what can be asked

    def app(self, pids):
        """The program of one of these process ids, or None while it has not come."""
        desktop = Atspi.get_desktop(0)
        desktop.clear_cache()
        for program in children(desktop):
            if safe(program.get_process_id) in pids:
                return self.number(program)
        return None

    def find(self, root, role_name, pattern, needed, hidden):
        """The nodes below `root` of this role whose name, label or text matches and which have all states needed."""
        top = self.nodes[root]
        safe(top.clear_cache)
        return [
            self.number(node)
            for depth, node in walk(top, hidden)
            if depth
            and (not role_name or role(node) == role_name)
            and (not needed or set(needed) <= states(node))
            and (not pattern or any(re.search(pattern, told(node)) for told in (name, label, text)))
        ]

    def read(self, number, what):
        """One fact of a node: role, name, label, text, description, rectangle, states."""
        node = self.nodes[number]
        safe(node.clear_cache)
        if what == "states":
            return sorted(states(node))
        if what == "description":
            return safe(node.get_description, default="") or ""
        return {"role": role, "name": name, "label": label, "text": text, "rectangle": rectangle}[what](node)

    def children(self, number):
        safe(self.nodes[number].clear_cache)
        return [self.number(child) for child in children(self.nodes[number])]

    def parent(self, number):
        return self.number(safe(self.nodes[number].get_parent))

    def grab_focus(self, number):
        """Ask for keyboard focus as a screen reader does."""
        return bool(safe(Atspi.Component.grab_focus, self.nodes[number]))

    def focused(self, number):
        """What has keyboard focus in this program; in a list or a table the current item."""
        top = self.nodes[number]
        safe(top.clear_cache)
        node = self.focus.get(safe(top.get_process_id))
        if node is None or not {"focused", "showing"} <= states(node):
            active = next((window for window in children(top) if "active" in states(window)), None)
            inside = walk(active) if active is not None else ()
            focused = (node for _, node in inside if "focused" in states(node) and role(node) != "page tab")
            node = next(focused, None)
        if node is not None and role(node) in VIEWS:
            node = next((child for child in children(node) if "focused" in states(child)), node)
        return self.number(node)

    def tree(self, number, hidden):
        """What shows, one line for each node."""
        safe(self.nodes[number].clear_cache)
        return [f"{'  ' * depth}{self.line(node)}" for depth, node in walk(self.nodes[number], hidden)]

    def line(self, node):
        """role 'name' label= text= [states], as one line."""
        told = states(node) & {"focused", "focusable", "checked", "selected", "expanded", "active", "read-only"}
        extra = f" label={label(node)!r}" if label(node) else ""
        extra += f" text={text(node)!r}" if text(node) != name(node) else ""
        return f"{role(node)} {name(node)!r}{extra} {sorted(told)}"

    def announced(self):
        return self.heard

    def wait_event(self, since, seconds):
        """Wait until more than `since` events have come, at most so long; how many have come."""
        context, end = GLib.MainContext.default(), time.monotonic() + seconds
        GLib.timeout_add(int(seconds * 1000), lambda: False)  # wakes the loop below
        while self.told <= since and time.monotonic() < end:
            context.iteration(True)
        while context.pending():
            context.iteration(False)
        return self.told


def main():
    """Answer until the other side closes."""
    Atspi.init()
    probe = Probe()
    for line in sys.stdin:
        request = json.loads(line)
        try:
            answer = {"value": getattr(probe, request.pop("ask"))(**request)}
        except Exception as error:  # the other side decides; this process must go on answering
            answer = {"error": f"{type(error).__name__}: {error}"}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


main()
