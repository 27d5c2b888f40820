// A demonstration of the program, for as long as it is looked at.

import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

export const PROGRAM = join(ROOT, "target/debug/preau");

/** Of everybody in the demonstration. */
export const PASSWORD = "motdepasse";

/** It starts within seconds; a machine that does other things at the same time takes longer. */
const PATIENCE = 120_000;

/**
 * With an empty database of its own and nothing of this machine's configuration.
 * @param {string} [program]
 * @returns {Promise<{ address: string, stop: () => Promise<void> }>}
 */
export async function startDemo(program = PROGRAM) {
  if (!existsSync(program)) throw new Error(`${program} is not there: cargo build -p preau`);
  const folder = mkdtempSync(join(tmpdir(), "preau-shown-"));
  const listen = `127.0.0.1:${await freePort()}`;
  const child = spawn(resolve(program), ["demo", "--listen", listen], {
    cwd: folder,
    env: { ...bare(process.env), TMPDIR: folder },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  child.stderr.on("data", (text) => (said = (said + text).slice(-4000)));
  const ended = new Promise((done) => child.once("exit", done).once("error", done));
  const stop = async () => {
    child.kill("SIGTERM");
    const timer = setTimeout(() => child.kill("SIGKILL"), 10_000);
    await ended;
    clearTimeout(timer);
    rmSync(folder, { recursive: true, force: true });
  };
  const address = `http://${listen}`;
  for (const began = Date.now(); !(await answers(`${address}/readyz`)); await pause(100)) {
    const hasEnded = child.exitCode !== null || child.signalCode !== null;
    if (!hasEnded && Date.now() - began < PATIENCE) continue;
    await stop();
    throw new Error(`the demonstration does not start:\n${said}`);
  }
  return { address, stop };
}

/** @param {NodeJS.ProcessEnv} variables */
function bare(variables) {
  return Object.fromEntries(Object.entries(variables).filter(([name]) => !/^(PREAU_|DATABASE_URL$)/.test(name)));
}

/** @param {string} url */
async function answers(url) {
  const response = await fetch(url, { signal: AbortSignal.timeout(2000) }).catch(() => null);
  return response?.ok === true;
}

export function freePort() {
  return new Promise((done, failed) => {
    const server = createServer().once("error", failed);
    server.listen(0, "127.0.0.1", () => {
      const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
      server.close(() => done(port));
    });
  });
}
