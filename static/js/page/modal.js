// A dialog over the page. It shuts all menus, perhaps the one that it was asked for from: once it is shut itself, the focus
// goes back to where it was, or else to the button of the nearest menu around that place that is seen.
const isLost = (element) => element === document.body || !element.getClientRects().length;

function opener(element) {
  const id = element.closest("[popover]")?.id;
  return document.querySelector(`[popovertarget="${id}"]:not([id="${id}"] *)`);
}

export function show(dialog) {
  let back = document.activeElement;
  const giveBack = () => {
    if (!isLost(document.activeElement)) return;
    while (back && isLost(back)) back = opener(back);
    back?.focus();
  };
  dialog.addEventListener("close", giveBack, { once: true });
  dialog.showModal();
}
