// The service worker: keeps the files of its own version, so that an installed app opens without a network and shows
// its offline notice. It never keeps an answer of the API.
//
// An update is safe: the new one waits until the page says "take-over" or every tab is closed; what the version before
// kept stays until the next one, for tabs that still run it. When anything fails here, the network answers.

const BASE = "{{base}}";
const ASSETS = "{{assets}}";
/** Paths below ASSETS; none while the app is worked on. */
const FILES = "{{files}}".split(" ").filter((path) => !path.startsWith("{"));

const FAMILY = "preau-";
const CACHE = `${FAMILY}{{hash}}`;
const PAGE = `${BASE}/`;
/** Milliseconds after which a page that does not come is taken from the cache. */
const PATIENCE = 3_000;
/** Files asked for at once: the page has requests of its own. */
const AT_ONCE = 6;

const worker = /** @type {any} */ (globalThis);

worker.addEventListener("install", (/** @type {any} */ event) => {
  if (FILES.length > 0) event.waitUntil(keep());
});

worker.addEventListener("activate", (/** @type {any} */ event) => {
  event.waitUntil(tidy());
});

worker.addEventListener("message", (/** @type {MessageEvent} */ event) => {
  if (event.data === "take-over" || event.data?.type === "take-over") worker.skipWaiting();
});

worker.addEventListener("fetch", (/** @type {any} */ event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (FILES.length === 0 || request.method !== "GET" || url.origin !== worker.location.origin) return;
  if (request.mode === "navigate") {
    if (url.pathname.startsWith(PAGE)) event.respondWith(page(request));
  } else if (url.pathname.startsWith("/assets/")) {
    event.respondWith(asset(request));
  }
});

async function keep() {
  const answer = await fetch(PAGE, { cache: "no-cache" });
  // Two nodes of a place may be of two versions for a moment: another try will come.
  if (!answer.ok || !(await answer.clone().text()).includes(`${ASSETS}/`)) throw new Error("a page of another version");
  const cache = await caches.open(CACHE);
  for (let start = 0; start < FILES.length; start += AT_ONCE) {
    await cache.addAll(FILES.slice(start, start + AT_ONCE).map((path) => `${ASSETS}/${path}`));
  }
  await cache.put(PAGE, answer);
}

async function tidy() {
  const others = (await caches.keys()).filter((name) => name.startsWith(FAMILY) && name !== CACHE);
  await Promise.all(others.slice(0, -1).map((name) => caches.delete(name)));
  await worker.clients.claim();
}

/**
 * The newest page if the network gives it soon, else the kept one.
 * @param {Request} request
 */
async function page(request) {
  const network = fetch(request);
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE, null));
  const answer = await Promise.race([network, late]).catch(() => null);
  if (answer && answer.status < 500) return answer;
  return (await kept(PAGE, CACHE)) ?? network;
}

/**
 * A file never changes under its address.
 * @param {Request} request
 */
async function asset(request) {
  return (await kept(request)) ?? fetch(request);
}

/**
 * @param {Request | string} request
 * @param {string} [cacheName]
 */
async function kept(request, cacheName) {
  try {
    return await caches.match(request, { cacheName, ignoreVary: true });
  } catch {
    return undefined;
  }
}
