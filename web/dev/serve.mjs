#!/usr/bin/env node
// The web app while it is worked on: `node dev/serve.mjs --port 8090 --api http://127.0.0.1:8010`.
// Serves the files as the program does (paths, headers, placeholders of index.html), but always the newest.

import { createServer } from "node:http";
import { readFile, readdir } from "node:fs/promises";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const WEB = fileURLToPath(new URL("..", import.meta.url));
const BASE = "/app";
const ASSETS = "/assets/dev";
const KINDS = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".webmanifest": "application/manifest+json",
  ".woff2": "font/woff2",
};
const TEMPLATES = ["index.html", "sw.js", "manifest.webmanifest"];

const { port, api } = parseArgs({
  options: { port: { type: "string", default: "8090" }, api: { type: "string", default: "http://127.0.0.1:8000" } },
}).values;

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  `connect-src 'self' ${api} ${api.replace(/^http/, "ws")}`,
  "manifest-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types preau",
].join("; ");

async function placeholders(request) {
  const styles = (await readdir(join(WEB, "styles"))).filter((name) => name < "60" && name.endsWith(".css")).sort();
  return {
    lang: /^\s*en/i.test(request.headers["accept-language"] ?? "") ? "en" : "fr",
    base: BASE,
    assets: ASSETS,
    api,
    title: "Préau",
    description: "Préau",
    noscript: "JavaScript",
    "noscript-link": "HTML",
    styles: styles.map((name) => `<link rel="stylesheet" href="${ASSETS}/styles/${name}">`).join("\n"),
    preloads: "",
    hash: "dev",
  };
}

async function file(request, name) {
  const path = normalize(join(WEB, name));
  if (!path.startsWith(WEB)) return null;
  const bytes = await readFile(path).catch(() => null);
  if (!bytes || !TEMPLATES.includes(name)) return bytes;
  const values = await placeholders(request);
  return bytes.toString().replace(/\{\{([\w-]+)\}\}/g, (whole, key) => values[key] ?? whole);
}

const server = createServer(async (request, response) => {
  const path = decodeURIComponent(new URL(request.url ?? "/", "http://localhost").pathname);
  if (path === "/") return response.writeHead(302, { location: `${BASE}/` }).end();
  let name = path.startsWith(`${ASSETS}/`) ? path.slice(ASSETS.length + 1) : "";
  if (path === BASE || path.startsWith(`${BASE}/`)) {
    const own = path.slice(BASE.length + 1);
    name = TEMPLATES.includes(own) ? own : "index.html";
  }
  const body = name ? await file(request, name) : null;
  if (body === null) return response.writeHead(404, { "content-type": "text/plain" }).end("not found\n");
  response.writeHead(200, {
    "content-type": KINDS[extname(name)] ?? "application/octet-stream",
    "content-security-policy": POLICY,
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
  });
  response.end(body);
});

server.listen(Number(port), "127.0.0.1", () => {
  console.log(`http://127.0.0.1:${port}${BASE}/ (API ${api})`);
});
