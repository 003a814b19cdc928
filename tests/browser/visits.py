"""How a browser gets to a page and knows that it is drawn whole, and what a page asked of anybody."""

from urllib.parse import urlsplit

CARD = "li.row"
# While the script runs, Streamlit draws its widgets anew, and a click on one that goes is lost.
AT_REST = "[data-testid=stApp][data-test-script-state=notRunning]"
# A page within a visit, as Back and Forward bring it: the count tells when its script has run to its end. A script that
# does not end in time is no page that is drawn.
GO = """address => {
  const app = document.querySelector("[data-testid=stApp]"), at = "data-test-script-state";
  window.runs = 0;
  window.watching?.disconnect();
  window.watching = new MutationObserver(() => window.runs += app.getAttribute(at) === "notRunning");
  window.watching.observe(app, {attributeFilter: [at]});
  history.pushState(null, "", address);
  dispatchEvent(new PopStateEvent("popstate"));
}"""
# Streamlit loads its widgets one by one; a page is whole when none is still to come and nothing changes any more.
WHOLE = """() => {
  const main = document.querySelector(".stMain");
  const now = main.innerHTML.length + " " + main.querySelectorAll("*").length + " " + main.scrollHeight;
  const same = now === window.mainBefore && !document.querySelector("[data-testid=stSkeleton]");
  window.mainBefore = now;
  return same;
}"""
PLOT = ".js-plotly-plot .main-svg"


def visit(page, address):
    """Open an address and wait until its script has ended."""
    page.goto(address)
    page.locator(CARD).or_(page.locator(".stHtml")).first.wait_for(state="attached")
    page.locator(AT_REST).wait_for(state="attached")


def go(page, address):
    """Show another page of the same visit, as Back and Forward do, in a quarter of the time; wait as `visit` does."""
    from playwright.sync_api import TimeoutError as TimedOut

    for patience in (6_000, 12_000, 30_000):
        page.evaluate(GO, address)
        try:  # a run so short that its beginning and its end are drawn as one is not seen
            page.wait_for_function("window.runs > 0", timeout=patience)
            break
        except TimedOut:
            continue
    else:
        raise TimedOut(f"the page {address} was not drawn")
    page.locator(AT_REST).wait_for(state="attached")


def settle(page, shape=WHOLE):
    """Wait until the page has its heading and every widget, and nothing of it changes any more."""
    page.locator(".stMain h1").first.wait_for(state="attached")
    page.wait_for_function(shape, polling=120)


def press(button, effect):
    """Click until the effect shows, three times at most: about one first click in twelve is lost to a redraw."""
    # Imported here, so that without Playwright the page fixture can skip with its reason.
    from playwright.sync_api import TimeoutError as TimedOut

    for _ in range(2):
        button.click()
        try:
            effect.wait_for(timeout=5_000)
            return
        except TimedOut:
            continue
    button.click()
    effect.wait_for()


class Watch:
    """What a page does that it must not: requests and sockets to other hosts, and dialogs.

    The browser finds no host but this machine (`serving.ARGUMENTS`), and tells what was asked all the same.
    """

    def __init__(self, page) -> None:
        self.asked = 0
        self.strayed: list[str] = []
        self.dialogs: list[str] = []
        page.on("request", lambda request: self._note(request.url))
        page.on("websocket", lambda socket: self._note(socket.url))
        page.on("dialog", self._dialog)

    def _note(self, url: str) -> None:
        self.asked += 1
        if urlsplit(url).scheme not in ("data", "blob") and urlsplit(url).hostname != "localhost":
            self.strayed.append(url)

    def _dialog(self, dialog) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    def nothing(self) -> bool:
        """Whether nobody was asked beyond the server, and nothing asked back."""
        return not self.strayed and not self.dialogs
