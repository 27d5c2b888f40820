// Without an agent: the page speaks for the seat over its WebSocket. It locks nothing but itself; a room that must hold
// uses the agent. The key of an enrolled browser stays in its storage. Where the server takes codes without a key (a
// demonstration), `?workstation=<id>` says which seat this is, and the page asks again and again with the code it was given.

import { become, keep, kept } from "./kept.js";
import { post } from "./server.js";
import { text } from "./texts.js";

const HEARTBEAT_MS = 15_000;
const LONGEST_MS = 6_000;
const LOOK_MS = 3_000;

const asked = Number(new URLSearchParams(location.search).get("workstation")) || null;
if (asked && asked !== kept.workstation) become({ workstation: asked });

let follow = () => {};
let socket = null;
let tries = 0;
let held = null;
let lease = 0;
let name = "";
let isOnline = false;
let notice = null;
let notices = 0;
/** A session rests here that the page has forgotten, as after a reload. */
let isResting = false;
let over = null;
let code = null;

const send = (message) => socket?.readyState === WebSocket.OPEN && socket.send(JSON.stringify({ v: 1, ...message }));

function show() {
  if (!kept.workstation) return follow({ state: "new", left_ms: 0, duration_ms: 0, messages: [], notices: 0 });
  const left_ms = held ? (held.suspended_ms ?? Math.max(0, held.until - performance.now())) : 0;
  const isAtRest = held ? held.suspended_ms !== null : isResting;
  const state = isAtRest ? "suspended" : !held || held.is_locked ? "locked" : "active";
  const told = { notice, notices, messages: kept.messages, name };
  follow({ state, left_ms, duration_ms: held?.duration_ms ?? 0, ...told, is_online: isOnline || !kept.key, is_mute: !kept.key });
}

function tell(told) {
  notice = told;
  notices += 1;
}

function take({ session, remaining_ms, duration_ms, lease: signed }) {
  if (session === kept.ended || (signed && signed.serial <= lease)) return "refused";
  lease = signed?.serial ?? lease;
  isResting = false;
  const left = Math.max(0, Math.min(remaining_ms, signed?.closing_ms ?? Infinity));
  held = { session, duration_ms, until: performance.now() + left, suspended_ms: null, is_locked: false, warned: Infinity };
  clearTimeout(over);
  over = setTimeout(() => close("expired"), left);
  return "applied";
}

function close(reason) {
  if (!held && !isResting) return;
  clearTimeout(over);
  held = null;
  isResting = false;
  kept.messages = [];
  keep();
  tell({ kind: "closed", reason });
  show();
}

const orders = {
  // Without a lease it is not (or no longer) the session that runs here.
  session: (payload) => (payload.lease ? take(payload) : "refused"),
  time_added: (payload) => {
    if (isResting) return "applied";
    const more = payload.duration_ms - (held?.session === payload.session ? held.duration_ms : payload.duration_ms);
    const rests = held?.session === payload.session && held.suspended_ms !== null && !payload.lease;
    // While it rests, only what is shown changes.
    if (rests) Object.assign(held, { suspended_ms: payload.remaining_ms, duration_ms: payload.duration_ms });
    const outcome = rests ? "applied" : payload.lease ? take(payload) : "refused";
    if (outcome === "applied" && more > 0) tell({ kind: "time_added", minutes: Math.round(more / 60_000) });
    return outcome;
  },
  warning: ({ minutes, reason }) => tell({ kind: "warning", minutes, reason }),
  suspended: ({ session, remaining_ms }) => {
    if (held?.session !== session) return "refused";
    clearTimeout(over);
    held.suspended_ms = Math.max(0, remaining_ms ?? held.until - performance.now());
    return tell({ kind: "suspended" });
  },
  closed: ({ session, reason }) => (isResting || held?.session === session) && close(reason),
  lock: () => held && (held.is_locked = true),
  message: ({ text: words }, number) => {
    kept.messages = [...kept.messages, { id: number, text: words }].slice(-5);
    keep();
  },
};

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
  kept.events.push({ type: "event", number: kept.next_event, session: held?.session, kind, ...more });
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
    isResting = said.state === "suspended" && !held;
    kept.events.forEach(send);
    show();
  } else if (said.type === "order") order(said);
  else if (said.type === "acknowledged") acknowledged(said.uplink);
  else if (said.type === "refused" && said.code === "unknown_seat") {
    become({});
    keep();
    show();
  }
}

function connect() {
  if (!kept.workstation || !kept.key) return;
  const base = `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}`;
  socket = new WebSocket(`${base}/ws/workstations/${kept.workstation}/`);
  socket.onopen = () => send({
    type: "hello", agent: "page", boot: "", last_order: kept.last_order, uplink: kept.acknowledged,
    session: held?.session, lease,
    ...(held ? { left_ms: Math.max(0, held.until - performance.now()) | 0 } : {}), ...(kept.key ? { key: kept.key } : {}),
  });
  socket.onmessage = heard;
  socket.onclose = () => {
    isOnline = false;
    show();
    tries += 1;
    setTimeout(connect, Math.min(LONGEST_MS, 300 * 2 ** Math.min(tries, 6)) * (0.5 + Math.random() / 2));
  };
}

export function start(then) {
  follow = then;
  const form = document.getElementById("enrol-form");
  const error = document.getElementById("enrolment-error");
  form.addEventListener("submit", async (submitted) => {
    submitted.preventDefault();
    const field = document.getElementById("enrolment");
    const button = document.getElementById("enrol");
    button.disabled = true;
    const answer = await post("/api/workstations/enrol/", { code: field.value.trim() }).catch(() => null);
    button.disabled = false;
    if (!answer?.ok) {
      error.textContent = answer?.body.message ?? text("code_unreachable");
      return field.focus();
    }
    error.textContent = "";
    const { workstation, key } = answer.body;
    become({ key, workstation });
    keep();
    connect();
    show();
  });
  connect();
  show();
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
  if (kept.key || !held || !code) return;
  const before = held;
  const answer = await post("/api/sessions/validate_code/", { code, workstation: kept.workstation });
  if (held !== before) return;
  if (answer.status === 400) return close("ended");
  if (!answer.ok) return;
  const { session } = answer.body;
  const more = Math.round((session.duration_seconds * 1000 - held.duration_ms) / 60_000);
  if (more > 0) tell({ kind: "time_added", minutes: more });
  const left = session.remaining_seconds * 1000;
  const warned = more > 0 ? Infinity : held.warned;
  take({ session: session.id, remaining_ms: left, duration_ms: session.duration_seconds * 1000 });
  const passed = Math.min(...[10, 5, 1].filter((minutes) => left <= minutes * 60_000));
  held.warned = Math.min(warned, passed);
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
    if (held?.session !== session.id) {
      kept.ended = null;
      take({ session: session.id, remaining_ms: session.remaining_seconds * 1000, duration_ms: session.duration_seconds * 1000 });
    }
    // Locked by the desk: who has the code is back.
    held.is_locked = false;
    show();
    return { ok: true };
  }
  return { ok: false, key: answer.status >= 500 ? "code_unreachable" : "code_refused", message: answer.body.message };
}

export async function end() {
  if (!held) return;
  kept.ended = held.session;
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
