import { createServer } from "node:net"

/** Whether nobody listens on the port, on any of this machine's addresses. */
function isFree(port) {
  return new Promise((done) => {
    const server = createServer()
    server.once("error", () => done(false))
    server.listen(port, () => server.close(() => done(true)))
  })
}

/** The wanted port, or the next one that is free and not among `taken`; tells when it had to look further. */
export async function findPort(wanted, what, { taken = [], tell = () => undefined } = {}) {
  for (let port = wanted; port < wanted + 100 && port <= 65535; port++) {
    if (taken.includes(port) || !(await isFree(port))) continue
    if (port !== wanted) tell(`Port ${wanted} is in use, so ${what} takes ${port}.`)
    return port
  }
  throw new Error(`No free port for ${what} from ${wanted} to ${wanted + 99}: choose another one.`)
}
