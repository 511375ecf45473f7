import { existsSync } from "node:fs"
import { chromium, type Browser } from "playwright-core"

const PLACES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
]

/**
 * A browser as a person uses it: one that calls itself headless is refused by the plugin as a bot.
 *
 * Given to the whole browser, not to a context: what a page sends while it closes carries
 * the browser's own name.
 */
export const USER_AGENT = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36"

/**
 * Path of a Chromium on this machine, null without one. CHROMIUM_PATH goes first.
 *
 * @throws Error when CHROMIUM_PATH names a file that is not there: another browser than the one asked for would surprise.
 */
export function findChromium(): string | null {
  const wanted = process.env.CHROMIUM_PATH
  if (wanted) {
    if (!existsSync(wanted)) throw new Error(`CHROMIUM_PATH names ${wanted}, which does not exist.`)
    return wanted
  }
  // The last one is where `npx playwright-core install chromium` puts it.
  return [...PLACES, chromium.executablePath()].find((path) => existsSync(path)) ?? null
}

/**
 * Starts a Chromium without a window; close it in `afterAll`.
 *
 * @throws Error that says how to get one when there is none: a browser test that silently passes shows nothing.
 */
export async function launchChromium(): Promise<Browser> {
  const executablePath = findChromium()
  if (!executablePath) {
    throw new Error(
      "Browser tests need Chromium, and none was found. Install one (Debian, Ubuntu: apt-get install chromium; macOS: brew install --cask chromium; " +
        "anywhere: npx playwright-core install --with-deps chromium) or set CHROMIUM_PATH to its executable."
    )
  }
  return chromium.launch({
    executablePath,
    args: [
      ...["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"],
      ...["--disable-background-networking", "--disable-component-update", "--disable-sync"],
      `--user-agent=${USER_AGENT}`,
    ],
  })
}
