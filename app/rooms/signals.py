"""What packages above must hear of a room; main wires them."""

from blinker import Signal

room_changed = Signal("people, duties, help, clock or messages of a room changed: app, room_id")
