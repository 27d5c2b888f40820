// The agent on this machine, which knows everything; it is asked once a second.

import { current } from "./texts.js";

let follow = () => {};

async function ask(path, body) {
  const answer = await fetch(path, {
    method: body === undefined ? "GET" : "POST",
    // No other page can send this header to the agent.
    headers: { "X-Kiosk": "1", "Accept-Language": current(), "Content-Type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
    cache: "no-store",
  });
  return answer.json();
}

async function look() {
  const view = await ask("/view").catch(() => null);
  follow(view ?? { state: "lost", left_ms: 0, duration_ms: 0, messages: [], notices: 0 });
}

export function start(then) {
  follow = then;
  look();
  setInterval(look, 1000);
}

export async function enter(code) {
  const answer = await ask("/code", { code });
  await look();
  return answer;
}

export async function end() {
  await ask("/end", {});
  await look();
}

export async function say(text) {
  return (await ask("/say", { text })).ok;
}

export async function putAway(id) {
  await ask("/read", { id });
  await look();
}
