import { readDevice, type ClientHints, type Device } from "./device"

const WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36"
const MAC = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Safari/605.1.15"

describe("readDevice", () => {
  it.each<[string, string, ClientHints, Device]>([
    [
      "Chrome on Windows",
      WINDOWS,
      {},
      { device_type: "desktop", browser: "Chrome", browser_version: "131", os: "Windows", os_version: "10" },
    ],
    [
      "Windows 11 by its hints",
      WINDOWS,
      { platform: "Windows", platformVersion: "15.0.0", mobile: false },
      { device_type: "desktop", browser: "Chrome", browser_version: "131", os: "Windows", os_version: "11" },
    ],
    ["Safari on a Mac", MAC, {}, { device_type: "desktop", browser: "Safari", browser_version: "17", os: "macOS", os_version: "10.15" }],
    [
      "an iPad that calls itself a Mac",
      MAC,
      { maxTouchPoints: 5 },
      { device_type: "tablet", browser: "Safari", browser_version: "17", os: "macOS", os_version: "10.15" },
    ],
    [
      "Safari on an iPhone",
      "Mozilla/5.0 (iPhone; CPU iPhone OS 17_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.1 Mobile/15E148 Safari/604.1",
      {},
      { device_type: "mobile", browser: "Safari", browser_version: "17", os: "iOS", os_version: "17.1" },
    ],
    [
      "an iPad",
      "Mozilla/5.0 (iPad; CPU OS 12_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/12.1 Mobile/15E148 Safari/604.1",
      {},
      { device_type: "tablet", browser: "Safari", browser_version: "12", os: "iOS", os_version: "12.5" },
    ],
    [
      "Chrome on a phone, its version from the hints",
      "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36",
      { mobile: true, platform: "Android", platformVersion: "14.0.0", brands: [{ brand: "Google Chrome", version: "131.0.6778.39" }] },
      { device_type: "mobile", browser: "Chrome", browser_version: "131", os: "Android", os_version: "14" },
    ],
    [
      "an Android tablet",
      "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36",
      { mobile: false },
      { device_type: "tablet", browser: "Chrome", browser_version: "131", os: "Android", os_version: "10" },
    ],
    [
      "a television",
      "Mozilla/5.0 (SMART-TV; Linux; Tizen 6.0) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/4.0 Chrome/76.0 TV Safari/537.36",
      {},
      { device_type: "tv", browser: "Samsung Internet", browser_version: "4", os: "Tizen", os_version: "6.0" },
    ],
    [
      "a games console",
      "Mozilla/5.0 (PlayStation; PlayStation 5/2.26) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/13.0 Safari/605.1.15",
      {},
      { device_type: "other", browser: "Safari", browser_version: "13", os: "PlayStation", os_version: "5" },
    ],
    [
      "Firefox on Linux",
      "Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0",
      {},
      { device_type: "desktop", browser: "Firefox", browser_version: "132", os: "Linux" },
    ],
    ["nothing", "", {}, { device_type: "other" }],
  ])("reads %s", (_, userAgent, hints, device) => {
    expect(readDevice(userAgent, hints)).toEqual(device)
  })
})
