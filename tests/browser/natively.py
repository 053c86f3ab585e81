"""What a page's buttons do where no script runs: they send a form to a route, or open something by
HTML alone."""

from typing import Any

from playwright.sync_api import Page
from starlette.routing import Match

from app.runtime import Application

PRESSABLE = """() => {
  for (const menu of document.querySelectorAll("[popover]")) {
    menu.popover = "manual"; // so that none shuts another
    menu.showPopover();
  }
  for (const fold of document.querySelectorAll("details")) Object.assign(fold, { name: "", open: true });
  for (const { commandForElement } of document.querySelectorAll("[command=show-modal]")) commandForElement?.show();
  const fields = "input:not([type=hidden]), select, textarea";
  return [...document.querySelectorAll(`button, [role=button], a:not([href]), ${fields}`)]
    .filter((each) => each.checkVisibility({ visibilityProperty: true }) && each.ariaDisabled !== "true")
    .map((each) => {
      const { form, type } = each;
      const sends = form && (!each.matches("button") || type === "submit");
      const way = sends && [each.getAttribute("formmethod") ?? form.getAttribute("method") ?? "get",
        new URL(each.hasAttribute("formaction") ? each.formAction : form.action).pathname];
      const opens = Boolean(each.popoverTargetElement || each.commandForElement) || (way && way[0] === "dialog" && each.closest("dialog") !== null);
      return { html: each.outerHTML, way: way || null, opens };
    });
}"""


def dead(page: Page, app: Application) -> list[str]:
    """The buttons and fields that are shown and lead nowhere; those that are off are not meant."""
    return [each["html"] for each in page.evaluate(PRESSABLE) if not _lives(each, app)]


def _lives(each: dict[str, Any], app: Application) -> bool:
    if each["opens"] or not each["way"]:
        return bool(each["opens"])
    method, path = each["way"]
    asked = {"type": "http", "method": method.upper(), "path": path, "root_path": "", "headers": []}
    return any(route.matches(asked)[0] is Match.FULL for route in app.routes)
