// Messages between the tabs of one browser. A tab does not hear its own.

/**
 * @typedef {{ access: string, refresh: string, remember: boolean, at: number }} Tokens  `at`: when they were stored
 *
 * @typedef {{ type: "ask" }
 *   | { type: "tokens", tokens: Tokens }
 *   | { type: "logged-out", login: string }
 *   | { type: "profile" }} Message
 *  ask: who knows the tokens? tokens: these are the newest; logged-out: by the person, or the login is over;
 *  profile: what is known of the person has changed
 */

/** @type {BroadcastChannel | null} */
let opened = null;

function channel() {
  if (globalThis.BroadcastChannel) opened ??= new BroadcastChannel("preau");
  return opened;
}

/** @param {Message} message */
export function tell(message) {
  channel()?.postMessage(message);
}

/**
 * @template {Message["type"]} T
 * @param {T} type
 * @param {(message: Extract<Message, { type: T }>) => void} hear
 * @returns {() => void} stops listening
 */
export function listen(type, hear) {
  /** @param {MessageEvent} event */
  const receive = ({ data }) => {
    if (data?.type === type) hear(data);
  };
  channel()?.addEventListener("message", receive);
  return () => channel()?.removeEventListener("message", receive);
}
