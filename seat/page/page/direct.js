// Without an agent: the page speaks for the seat over its WebSocket. It locks nothing but itself; a room that must hold
// uses the agent. The key of an enrolled browser stays in its storage. Where the server takes codes without a key (a
// demonstration), `?workstation=<id>` says which seat this is, and the page asks again and again with the code it was given.

import * as enrolment from "./enrolment.js";
import { become, keep, kept, renew } from "./kept.js";
import { post } from "./server.js";
import { close, forget, here, leftMs, onChange, orders, take, tell } from "./session.js";
import * as tabs from "./tabs.js";

const HEARTBEAT_MS = 15_000;
const LONGEST_MS = 6_000;
const LOOK_MS = 3_000;
/** Another connection of this seat is there. */
const ELSEWHERE = 4409;

const asked = Number(new URLSearchParams(location.search).get("workstation")) || null;
const be = (seat) => seat && seat !== kept.workstation && become({ workstation: seat });
be(asked);

let follow = () => {};
let socket = null;
let tries = 0;
let again = null;
let name = "";
let isOnline = false;
let isElsewhere = false;
let code = null;

const send = (message) => socket?.readyState === WebSocket.OPEN && socket.send(JSON.stringify({ v: 1, ...message }));

function show() {
  const { held, isResting, notice, notices } = here;
  const nothing = { left_ms: 0, duration_ms: 0, messages: [], notices, name };
  if (isElsewhere) return follow({ ...nothing, state: "elsewhere" });
  if (!kept.workstation) return follow({ ...nothing, state: "new" });
  const isAtRest = held ? held.suspended_ms !== null : isResting;
  const state = isAtRest ? "suspended" : !held || held.is_locked ? "locked" : "active";
  const told = { notice, notices, messages: kept.messages, name };
  follow({ state, left_ms: leftMs(), duration_ms: held?.duration_ms ?? 0, ...told, is_online: isOnline || !kept.key, is_mute: !kept.key });
}

function order({ number, after, kind, payload }) {
  if (number > kept.last_order && after > kept.last_order) return send({ type: "received", number: kept.last_order });
  let outcome = "applied";
  if (number > kept.last_order) {
    kept.last_order = number;
    keep();
    const said = orders[kind] ? orders[kind](payload ?? {}, number) : "unsupported";
    outcome = typeof said === "string" ? said : "applied";
    show();
  }
  send({ type: "received", number: kept.last_order });
  send({ type: "done", number, outcome });
}

function event(kind, more = {}) {
  if (kept.events.length >= 32) return false;
  kept.events.push({ type: "event", number: kept.next_event, session: here.held?.session, kind, ...more });
  kept.next_event += 1;
  keep();
  kept.events.forEach(send);
  return true;
}

function acknowledged(uplink) {
  kept.acknowledged = Math.max(kept.acknowledged, uplink);
  kept.next_event = Math.max(kept.next_event, uplink + 1);
  kept.events = kept.events.filter((one) => one.number > uplink);
  keep();
}

function heard({ data }) {
  const said = JSON.parse(data);
  if (said.type === "welcome") {
    tries = 0;
    isOnline = true;
    name = said.name;
    acknowledged(said.uplink);
    if (said.state === "free" || said.state === "closed") close("ended");
    here.isResting = said.state === "suspended" && !here.held;
    kept.events.forEach(send);
    show();
  } else if (said.type === "order") order(said);
  else if (said.type === "acknowledged") acknowledged(said.uplink);
  else if (said.type === "refused" && said.code === "unknown_seat") {
    tabs.leave();
    become({});
    keep();
    show();
  }
}

function connect() {
  if (!kept.workstation || !kept.key || isElsewhere) return;
  clearTimeout(again);
  const base = `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}`;
  const line = new WebSocket(`${base}/ws/workstations/${kept.workstation}/`);
  socket = line;
  socket.onopen = () => send({
    type: "hello", agent: "page", boot: "", last_order: kept.last_order, uplink: kept.acknowledged,
    session: here.held?.session, lease: here.lease,
    ...(here.held ? { left_ms: Math.max(0, here.held.until - performance.now()) | 0 } : {}), ...(kept.key ? { key: kept.key } : {}),
  });
  socket.onmessage = (message) => line === socket && heard(message);
  socket.onclose = (event) => {
    if (line !== socket) return;
    if (event.code === ELSEWHERE) return tabs.giveWay();
    isOnline = false;
    show();
    tries += 1;
    again = setTimeout(connect, Math.min(LONGEST_MS, 300 * 2 ** Math.min(tries, 6)) * (0.5 + Math.random() / 2));
  };
}

/** Another page is this seat. */
function lose() {
  isElsewhere = true;
  clearTimeout(again);
  const before = socket;
  socket = code = null;
  isOnline = false;
  forget();
  before?.close();
  show();
}

function renewed() {
  renew();
  be(asked);
}

function gain() {
  // What the other page has written meanwhile.
  if (isElsewhere) renewed();
  isElsewhere = false;
  connect();
  show();
}

export function start(then) {
  follow = then;
  onChange(show);
  enrolment.setUp(({ workstation, key }) => {
    become({ key, workstation });
    keep();
    tabs.take();
    connect();
    show();
  });
  document.getElementById("take-over").addEventListener("click", tabs.take);
  tabs.setUp({ seat: () => kept.workstation, renew: renewed, gain, lose });
  tabs.begin();
  setInterval(() => send({ type: "heartbeat" }), HEARTBEAT_MS);
  // A socket does not notice at once that the cable is out.
  for (const word of ["offline", "online"]) addEventListener(word, () => {
    isOnline = word === "online" && socket?.readyState === WebSocket.OPEN;
    show();
  });
  setInterval(() => look().catch(() => {}), LOOK_MS);
}

/** Without a key there is no channel: what the server says to the same code is what there is to know. */
async function look() {
  if (kept.key || !here.held || !code) return;
  const before = here.held;
  const answer = await post("/api/sessions/validate_code/", { code, workstation: kept.workstation });
  if (here.held !== before) return;
  if (answer.status === 400) return close("ended");
  if (!answer.ok) return;
  const { session } = answer.body;
  const more = Math.round((session.duration_seconds * 1000 - before.duration_ms) / 60_000);
  if (more > 0) tell({ kind: "time_added", minutes: more });
  const left = session.remaining_seconds * 1000;
  const warned = more > 0 ? Infinity : before.warned;
  take({ session: session.id, remaining_ms: left, duration_ms: session.duration_seconds * 1000 });
  const passed = Math.min(...[10, 5, 1].filter((minutes) => left <= minutes * 60_000));
  here.held.warned = Math.min(warned, passed);
  if (passed < warned) tell({ kind: "warning", reason: "time", minutes: passed });
  show();
}

export async function enter(typed) {
  const answer = await post("/api/sessions/validate_code/", { code: typed, workstation: kept.workstation });
  if (answer.ok && answer.body.valid) {
    const { session } = answer.body;
    code = typed;
    name = session.workstation_name ?? name;
    // The lease comes over the socket; until then, what the answer says.
    if (here.held?.session !== session.id) {
      kept.ended = null;
      take({ session: session.id, remaining_ms: session.remaining_seconds * 1000, duration_ms: session.duration_seconds * 1000 });
    }
    // Locked by the desk: who has the code is back.
    here.held.is_locked = false;
    show();
    return { ok: true };
  }
  return { ok: false, key: answer.status >= 500 ? "code_unreachable" : "code_refused", message: answer.why };
}

export async function end() {
  if (!here.held) return;
  kept.ended = here.held.session;
  code = null;
  event("ended_by_visitor");
  close("ended_by_visitor");
}

export const say = async (words) => event("user_message", { text: words });

export async function putAway(id) {
  kept.messages = kept.messages.filter((one) => one.id !== id);
  keep();
  show();
}
