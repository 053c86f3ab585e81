// Keys of the projector's page press the buttons that name them; a field or a list that is filled in keeps its own keys.
const FIELDS = "input:not([type=hidden]), select, textarea, [contenteditable=true]";

export function pressByKeys(page) {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    if (event.target.closest?.(`${FIELDS}, [popover], dialog`)) return;
    const button = page.querySelector(`[aria-keyshortcuts~="${CSS.escape(event.key)}"]`);
    if (!button) return;
    event.preventDefault();
    if (!event.repeat) button.click();
  });
}
