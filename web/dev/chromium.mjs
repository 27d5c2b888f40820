// A headless Chromium, told what to do over a pipe (the protocol of its developer tools); it ends with its caller.

import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

const PATIENCE = 30_000;

/** Nothing from outside is asked for, by the page or by the browser itself. */
const FLAGS = [
  "--headless=new",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-dev-shm-usage",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-default-apps",
  "--disable-extensions",
  "--disable-sync",
  "--disable-quic",
  "--no-first-run",
  "--no-default-browser-check",
  "--hide-scrollbars",
  "--mute-audio",
  "--force-color-profile=srgb",
  "--font-render-hinting=none",
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
];

/** @returns {string | null} */
export function whichChromium() {
  const names = ["chromium", "chromium-browser", "google-chrome"];
  return names.find((name) => spawnSync(name, ["--version"], { stdio: "ignore" }).status === 0) ?? null;
}

/**
 * @param {{ lang?: string, hasPort?: boolean }} [options] hasPort: also listens for other programs, at `port`
 */
export async function openChromium({ lang = "fr", hasPort = false } = {}) {
  const name = whichChromium();
  if (!name) throw new Error("Chromium is not there");
  const profile = mkdtempSync(join(tmpdir(), "preau-chromium-"));
  const flags = [...FLAGS, `--lang=${lang}`, `--accept-lang=${lang}`, `--user-data-dir=${profile}`, "--remote-debugging-pipe"];
  if (hasPort) flags.push("--remote-debugging-port=0");
  // A group of its own, so that its many processes end together.
  const child = spawn(name, [...flags, "about:blank"], {
    detached: true,
    // Fields of dates are written as this says.
    env: { ...process.env, LANGUAGE: lang },
    stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"],
  });
  const ended = new Promise((done) => child.once("exit", done).once("error", done));
  const kill = () => {
    try {
      process.kill(-(/** @type {number} */ (child.pid)), "SIGKILL");
    } catch {
      // It has ended already.
    }
  };
  process.once("exit", kill);
  const tell = commands(/** @type {any} */ (child.stdio[3]), /** @type {any} */ (child.stdio[4]), ended);
  const close = async () => {
    kill();
    await ended;
    process.off("exit", kill);
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  await tell("Browser.getVersion");
  return { port: hasPort ? await portIn(profile) : 0, openTab: () => openTab(tell), close };
}

/** @typedef {(method: string, parameters?: object, session?: string) => Promise<any>} Tell */

/**
 * @param {import("node:stream").Writable} to
 * @param {import("node:stream").Readable} from
 * @param {Promise<unknown>} ended
 * @returns {Tell}
 */
function commands(to, from, ended) {
  /** @type {Map<number, { done: (value: any) => void, failed: (reason: Error) => void }>} */
  const open = new Map();
  let last = 0;
  let heard = "";
  from.setEncoding("utf8");
  from.on("data", (text) => {
    const messages = (heard + text).split("\0");
    heard = messages.pop() ?? "";
    for (const { id, result, error } of messages.map((message) => JSON.parse(message))) {
      if (error) open.get(id)?.failed(new Error(error.message));
      else open.get(id)?.done(result);
      open.delete(id);
    }
  });
  to.on("error", () => {});
  ended.then(() => open.forEach(({ failed }) => failed(new Error("Chromium has ended"))));
  return (method, params = {}, sessionId) =>
    new Promise((done, failed) => {
      last += 1;
      open.set(last, { done, failed });
      to.write(`${JSON.stringify({ id: last, method, params, sessionId })}\0`);
    });
}

/** @param {string} profile */
async function portIn(profile) {
  const file = join(profile, "DevToolsActivePort");
  for (const began = Date.now(); Date.now() - began < PATIENCE; await pause(50)) {
    const port = existsSync(file) ? Number(readFileSync(file, "utf8").split("\n")[0]) : 0;
    if (port > 0) return port;
  }
  throw new Error("Chromium does not listen");
}

/** @typedef {Awaited<ReturnType<typeof openTab>>} Tab */

/** @param {Tell} tell */
async function openTab(tell) {
  const { targetId } = await tell("Target.createTarget", { url: "about:blank" });
  const { sessionId } = await tell("Target.attachToTarget", { targetId, flatten: true });
  const command = (/** @type {string} */ method, parameters = {}) => tell(method, parameters, sessionId);
  await command("Page.enable");

  /** @param {string} expression may be a promise */
  const run = async (expression) => {
    const { result, exceptionDetails: problem } = await command("Runtime.evaluate", { expression, awaitPromise: true, returnByValue: true });
    if (problem) throw new Error(problem.exception?.description ?? problem.text);
    return result.value;
  };
  /** @param {string} expression waited for until it is true */
  const until = async (expression) => {
    for (const began = Date.now(); ; await pause(50)) {
      // A page that is being left answers nothing.
      if (await run(expression).catch(() => false)) return;
      if (Date.now() - began < PATIENCE) continue;
      const shown = await run("`${location.href}\n${document.body?.innerText}`").catch(String);
      throw new Error(`never came to pass: ${expression}\nat ${shown}`);
    }
  };
  return {
    command,
    run,
    until,
    /** @param {string} url */
    go: async (url) => {
      const { errorText } = await command("Page.navigate", { url });
      if (errorText) throw new Error(`${url}: ${errorText}`);
      await until(`location.href === ${JSON.stringify(url)} && document.readyState === "complete"`);
    },
    close: () => tell("Target.closeTarget", { targetId }),
  };
}
