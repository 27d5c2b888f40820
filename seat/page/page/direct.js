// Without an agent: the page speaks for the seat over its WebSocket. It locks nothing but itself; a room that must hold
// uses the agent. The key of an enrolled browser stays in its storage. Where the server takes codes without a key (a
// demonstration), `?workstation=<id>` says which seat this is, and the page asks again and again with the code it was given.

import { current } from "./texts.js";

const KEPT = "preau.kiosk";
const HEARTBEAT_MS = 15_000;
const LONGEST_MS = 6_000;
const LOOK_MS = 3_000;

const read = () => {
  try {
    return JSON.parse(localStorage.getItem(KEPT)) ?? {};
  } catch {
    return {};
  }
};
const asked = Number(new URLSearchParams(location.search).get("workstation")) || null;
const kept = { key: null, workstation: null, last_order: 0, acknowledged: 0, next_event: 1, events: [], ended: null, ...read() };
if (asked && asked !== kept.workstation) Object.assign(kept, { key: null, workstation: asked, last_order: 0, acknowledged: 0, next_event: 1, events: [], ended: null });

let follow = () => {};
let socket = null;
let tries = 0;
let held = null;
let lease = 0;
let name = "";
let isOnline = false;
let notice = null;
let notices = 0;
let messages = [];
let over = null;
let code = null;

const keep = () => localStorage.setItem(KEPT, JSON.stringify(kept));
const send = (message) => socket?.readyState === WebSocket.OPEN && socket.send(JSON.stringify({ v: 1, ...message }));

function show() {
  if (!kept.workstation) return follow({ state: "new", left_ms: 0, duration_ms: 0, messages: [], notices: 0 });
  const left_ms = held ? (held.suspended_ms ?? Math.max(0, held.until - performance.now())) : 0;
  const state = !held || held.is_locked ? "locked" : held.suspended_ms !== null ? "suspended" : "active";
  follow({ state, left_ms, duration_ms: held?.duration_ms ?? 0, notice, notices, messages, is_online: isOnline || !kept.key, name });
}

function tell(told) {
  notice = told;
  notices += 1;
}

function take({ session, remaining_ms, duration_ms, lease: signed }) {
  if (session === kept.ended || (signed && signed.serial <= lease)) return "refused";
  lease = signed?.serial ?? lease;
  const left = Math.max(0, Math.min(remaining_ms, signed?.closing_ms ?? Infinity));
  held = { session, duration_ms, until: performance.now() + left, suspended_ms: null, is_locked: false, warned: Infinity };
  clearTimeout(over);
  over = setTimeout(() => close("expired"), left);
  return "applied";
}

function close(reason) {
  if (!held) return;
  clearTimeout(over);
  held = null;
  messages = [];
  tell({ kind: "closed", reason });
  show();
}

const orders = {
  // Without a lease it is not (or no longer) the session that runs here.
  session: (payload) => (payload.lease ? take(payload) : "refused"),
  time_added: (payload) => {
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
  closed: ({ session, reason }) => held?.session === session && close(reason),
  lock: () => held && (held.is_locked = true),
  message: ({ text }, number) => {
    messages = [...messages, { id: number, text }].slice(-5);
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
    kept.events.forEach(send);
    show();
  } else if (said.type === "order") order(said);
  else if (said.type === "acknowledged") acknowledged(said.uplink);
  else if (said.type === "refused" && said.code === "unknown_seat") {
    Object.assign(kept, { key: null, workstation: null });
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

async function post(path, body) {
  const headers = { "Content-Type": "application/json", "Accept-Language": current() };
  if (kept.key) headers.Authorization = `Workstation ${kept.key}`;
  const answer = await fetch(path, { method: "POST", headers, body: JSON.stringify(body), credentials: "omit" });
  return { status: answer.status, ok: answer.ok, body: await answer.json().catch(() => ({})) };
}

export function start(then) {
  follow = then;
  const form = document.getElementById("enrol-form");
  const error = document.getElementById("enrolment-error");
  form.addEventListener("submit", async (submitted) => {
    submitted.preventDefault();
    const code = document.getElementById("enrolment").value.trim();
    const answer = await post("/api/workstations/enrol/", { code }).catch(() => null);
    if (!answer?.ok) {
      error.textContent = answer?.body.message ?? "";
      return;
    }
    const { workstation, key } = answer.body;
    Object.assign(kept, { key, workstation, last_order: 0, acknowledged: 0, next_event: 1, events: [], ended: null });
    keep();
    connect();
    show();
  });
  connect();
  show();
  setInterval(() => send({ type: "heartbeat" }), HEARTBEAT_MS);
  if (!kept.key) setInterval(() => look().catch(() => {}), LOOK_MS);
}

/** Without a key there is no channel: what the server says to the same code is what there is to know. */
async function look() {
  if (!held || !code) return;
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
    // The lease comes over the socket; until then, what the answer says.
    if (held?.session !== session.id) {
      kept.ended = null;
      take({ session: session.id, remaining_ms: session.remaining_seconds * 1000, duration_ms: session.duration_seconds * 1000 });
      show();
    }
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

export const say = async (text) => event("user_message", { text });

export async function putAway(id) {
  messages = messages.filter((one) => one.id !== id);
  show();
}
