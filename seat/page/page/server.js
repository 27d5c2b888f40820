// What a seat without an agent asks of the server; with its key, where it has one.

import { kept } from "./kept.js";
import { current } from "./texts.js";

/** `why` it was refused, in words: what is wrong with the first field, or with all of it. */
export async function post(path, body) {
  const headers = { "Content-Type": "application/json", "Accept-Language": current() };
  if (kept.key) headers.Authorization = `Workstation ${kept.key}`;
  const answer = await fetch(path, { method: "POST", headers, body: JSON.stringify(body), credentials: "omit" });
  const said = await answer.json().catch(() => ({}));
  const why = Object.values(said.errors ?? {})[0]?.[0] ?? said.message;
  return { status: answer.status, ok: answer.ok, body: said, why };
}
