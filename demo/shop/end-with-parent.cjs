// Loaded into a program that must not outlive the one that started it: whoever starts it holds
// the other end of its input, which closes even when that process is killed.
process.stdin.on("end", () => process.kill(process.pid, "SIGTERM"))
process.stdin.resume()
process.stdin.unref()
