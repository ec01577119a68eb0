"""Chromium in a thread of its own: where its loop runs, Django has another connection."""

import os
from concurrent.futures import ThreadPoolExecutor

from playwright.sync_api import sync_playwright

HOOK = "window.hits = []; window.k7 = () => { hits.push('ran') }"
# An element, a handler, a script or an address that only a payload can have brought.
LOOK = r"""() => {
  const found = [...hits]
  for (const element of document.querySelectorAll('*')) {
    const name = element.localName
    if (['k7', 'x-k7', 'iframe', 'object', 'embed', 'base', 'marquee', 'animate', 'set'].includes(name))
      found.push('<' + name + '>')
    if (['script', 'style'].includes(name) && !element.type.includes('json')
        && element.textContent.includes('k7') && !element.dataset.hook)
      found.push(name + ': ' + element.textContent.slice(0, 80))
    for (const { name: key, value } of element.attributes) {
      if (key.startsWith('on') || key === 'srcdoc') found.push(name + ' ' + key + '=' + value)
      if (!['href', 'src', 'action', 'formaction', 'xlink:href', 'data'].includes(key)) continue
      const address = value.replace(/[\u0000-\u0020]/g, '').toLowerCase()
      if (/^(javascript|vbscript|data:text|data:,)/.test(address))
        found.push(name + ' ' + key + '=' + value)
      if (name !== 'a' && address.includes('ond.example')) found.push(name + ' ' + key + '=' + value)
    }
  }
  return found
}"""


class Looker:
    """Without the policy that would stop a script: what is tried is that there is none to stop."""

    def __enter__(self):
        self.thread = ThreadPoolExecutor(1)
        self.dialogs = []
        self.do(self._start)
        return self

    def __exit__(self, *trouble):
        self.do(self._stop)
        self.thread.shutdown()

    def do(self, work, *words):
        return self.thread.submit(work, *words).result()

    def _start(self):
        self.playwright = sync_playwright().start()
        self.browser = self.playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"),
            args=["--no-sandbox", "--disable-dev-shm-usage"],
        )
        self._page()

    def _page(self):
        self.context = self.browser.new_context(bypass_csp=True)
        self.context.add_init_script(HOOK)
        self.page = self.context.new_page()
        self.page.on("dialog", self._dismiss)

    def _dismiss(self, dialog):
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    def _stop(self):
        self.browser.close()
        self.playwright.stop()

    def at(self, html):
        """What is wrong with the page that has this text; nothing is fetched for it."""
        return self.do(self._at, html)

    def _at(self, html):
        self.page.set_content(
            f"<script data-hook=1>{HOOK}</script>{html}", wait_until="domcontentloaded"
        )
        return self.page.evaluate(LOOK)

    def goes(self, address, cookies):
        """What is wrong with the page as it is served, our own scripts at work."""
        return self.do(self._goes, address, cookies)

    def _goes(self, address, cookies):
        self.context.clear_cookies()
        self.context.add_cookies(cookies)
        response = self.page.goto(address, wait_until="load")
        return response.status, self.page.evaluate(LOOK)
