// The grid by keyboard: Tab goes from room to room, arrows go from cell to cell, and what is hidden is passed over.
const MOVES = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

export function moveByArrows(table) {
  table.addEventListener("keydown", (event) => {
    const move = MOVES[event.key];
    const cell = event.target.closest("th, td");
    if (!move || !cell || event.ctrlKey || event.metaKey || event.altKey) return;
    const rows = [...table.tBodies[0].rows].filter((row) => !row.hidden);
    const row = rows[rows.indexOf(cell.parentElement) + move[0]];
    const shown = (each) => [...each.cells].filter(({ hidden }) => !hidden);
    const link = row && shown(row)[shown(cell.parentElement).indexOf(cell) + move[1]]?.querySelector("a");
    if (!link) return;
    event.preventDefault();
    link.focus({ preventScroll: true });
    link.scrollIntoView({ block: "nearest", inline: "nearest" });
  });
}
