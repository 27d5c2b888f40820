// A browser with several tabs, in one process: shared localStorage, locks and channels, a sessionStorage for each.

import { AsyncLocalStorage } from "node:async_hooks";
import { register } from "node:module";
import { setTimeout as pause } from "node:timers/promises";

register("./tab_loader.mjs", import.meta.url);

class FakeStorage {
  /** @param {(key: string, value: string | null) => void} [changed] */
  constructor(changed = () => {}) {
    this.items = new Map();
    this.changed = changed;
  }
  getItem(key) {
    return this.items.get(key) ?? null;
  }
  setItem(key, value) {
    this.items.set(key, value);
    this.changed(key, value);
  }
  removeItem(key) {
    if (this.items.delete(key)) this.changed(key, null);
  }
}

class FakeLocks {
  held = Promise.resolve();
  request(_name, work) {
    const run = this.held.then(() => work());
    this.held = run.catch(() => {});
    return run;
  }
}

const running = new AsyncLocalStorage();
const self = () => running.getStore();
let count = 0;

/** Everything of one browser; `closeAll` is what happens when it is closed: localStorage stays. */
export class Browser {
  tabs = new Set();
  channels = new Set();
  locks = new FakeLocks();
  local = new FakeStorage((key, newValue) => {
    const writer = self();
    for (const tab of this.tabs) if (tab !== writer) tab.dispatch("storage", { key, newValue });
  });
  /** @param {(request: Request, tab: Tab) => Promise<Response> | Response} answer */
  constructor(answer, { hasLocks = true, hasChannel = true, languages = ["fr-FR"] } = {}) {
    Object.assign(this, { answer, hasLocks, hasChannel, languages, onLine: true });
  }
  async open({ path = "/app/" } = {}) {
    const tab = new Tab(this, path);
    this.tabs.add(tab);
    return tab;
  }
  closeAll() {
    for (const tab of [...this.tabs]) tab.close();
  }
}

export class Tab {
  session = new FakeStorage();
  listeners = [];
  isOpen = true;
  constructor(browser, path) {
    this.browser = browser;
    this.id = ++count;
    this.url = new URL(path, "http://place.example");
    this.state = null;
    this.root = { dataset: { base: "/app", api: "" }, lang: "" };
  }
  /** Runs as this tab. */
  run(work) {
    return running.run(this, work);
  }
  /** A module of the app, as this tab has it. @param {string} name */
  load(name) {
    return this.run(() => import(`../${name}?tab=${this.id}`));
  }
  dispatch(type, event) {
    queueMicrotask(() => {
      if (this.isOpen) for (const [known, listener] of this.listeners) if (known === type) this.run(() => listener(event));
    });
  }
  close() {
    this.isOpen = false;
    this.browser.tabs.delete(this);
    for (const channel of this.browser.channels) if (channel.tab === this) this.browser.channels.delete(channel);
  }
}

class FakeChannel {
  listeners = new Set();
  constructor() {
    this.tab = self();
    this.tab.browser.channels.add(this);
  }
  postMessage(data) {
    const copy = structuredClone(data);
    for (const other of this.tab.browser.channels) {
      if (other !== this) setTimeout(() => other.receive(copy), 1);
    }
  }
  receive(data) {
    if (this.tab.isOpen) for (const listener of [...this.listeners]) this.tab.run(() => listener({ data }));
  }
  addEventListener(_type, listener) {
    this.listeners.add(listener);
  }
  removeEventListener(_type, listener) {
    this.listeners.delete(listener);
  }
}

const globals = {
  localStorage: () => self().browser.local,
  sessionStorage: () => self().session,
  BroadcastChannel: () => (self()?.browser.hasChannel ? FakeChannel : undefined),
  navigator: () => {
    const { browser } = self() ?? { browser: { languages: [], onLine: true } };
    return { onLine: browser.onLine, languages: browser.languages, locks: browser.hasLocks ? browser.locks : undefined };
  },
  document: () => ({ documentElement: self().root, addEventListener() {}, title: "" }),
  location: () => self().url,
  history: () => {
    const tab = self();
    const go = (state, _title, path) => {
      tab.state = state;
      if (path !== undefined) tab.url = new URL(path, tab.url);
    };
    return { state: tab.state, pushState: go, replaceState: go };
  },
  addEventListener: () => (type, listener) => void self().listeners.push([type, listener]),
};
for (const [name, get] of Object.entries(globals)) Object.defineProperty(globalThis, name, { get, configurable: true });
globalThis.scrollY = 0;

globalThis.fetch = async (url, init = {}) => {
  const tab = self();
  if (!tab.browser.onLine) throw new TypeError("no network");
  const request = new Request(new URL(url, tab.url), { ...init, duplex: "half" });
  const aborted = new Promise((_, reject) => {
    init.signal?.addEventListener("abort", () => reject(init.signal.reason));
  });
  return Promise.race([tab.browser.answer(request, tab), aborted]);
};

/** Waits until something holds, at most two seconds. @param {() => unknown} holds */
export async function until(holds) {
  for (let tried = 0; tried < 200; tried += 1) {
    if (holds()) return;
    await pause(10);
  }
  throw new Error(`never came true: ${holds}`);
}
