// Where the focus was, so that a press whose own button goes away does not lose it.
const isShown = (element) => element.isConnected && element.checkVisibility({ visibilityProperty: true });

/** Remembers what has the focus within `root`. The function returned gives it back when it has fallen to the body: to the
 * same thing anew, else to what `instead(trail)` names, else to what it stood in. Never to another control. */
export function keepsFocus(root, instead = () => null) {
  let trail = [];

  document.addEventListener("focusin", ({ target }) => {
    if (!root.contains(target)) return;
    trail = [];
    for (let each = target; each !== root; each = each.parentElement) trail.push(each);
  });

  return () => {
    const { activeElement } = document; // what was hidden just now still has it, until the page is drawn
    if ((activeElement !== document.body && isShown(activeElement)) || !trail.length) return;
    const anew = trail[0].id && document.getElementById(trail[0].id);
    const next = [anew, instead(trail), ...trail, root].find((each) => each && isShown(each));
    if (!next) return;
    if (next.tabIndex < 0) next.tabIndex = -1;
    next.focus({ preventScroll: true });
  };
}
