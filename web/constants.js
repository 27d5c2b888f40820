// Values that several files must agree on. Times are milliseconds.

const page = globalThis.document?.documentElement.dataset ?? {};

/** Path under which the app lies, without a slash at its end. */
export const BASE = page.base ?? "/app";

/** Origin of the API; empty when it is the app's own. */
export const API = page.api ?? "";

/** Languages that the app speaks; the first one is spoken when nothing else decides. */
export const LANGUAGES = /** @type {const} */ (["fr", "en"]);

/** Keys in localStorage or sessionStorage. */
export const KEYS = {
  tokens: "preau.tokens",
  device: "preau.device",
  lang: "preau.lang",
  theme: "preau.theme",
  refreshLease: "preau-refresh",
  reloaded: "preau.reloaded",
};

export const TIMES = {
  request: 15_000,
  upload: 120_000,
  /** How long a new tab waits for a sibling that knows the tokens. */
  siblings: 150,
  /** A refresh that holds the lease longer has died with its tab. */
  lease: 20_000,
  toast: 6_000,
};
