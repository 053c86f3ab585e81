"""What packages above must hear of a board; main wires them."""

from blinker import Signal

board_changed = Signal("text, state or people of a room changed: app, room_id, answer_ids")
