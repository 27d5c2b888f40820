// A new code in two taps: open this, tap the minutes. Who it is for and where may be said first.

import { post } from "../api.js";
import { ApiError } from "../api_error.js";
import { Button } from "../components/button.js";
import { Dialog } from "../components/dialog.js";
import { Icon } from "../components/icon.js";
import { Notice } from "../components/notice.js";
import { Fragment, h, html, useEffect, useId, useRef, useState } from "../h.js";
import { t } from "../i18n.js";
import { Segments } from "../components/segments.js";
import { CodeShown } from "../seats/code_shown.js";
import { MinuteTaps } from "./minute_taps.js";
import { PickedVisitor } from "./picked_visitor.js";
import { PromisedNotice, promiseOf } from "./promised.js";
import { mayName } from "../seats/identity.js";
import { VisitorSearch } from "../seats/visitor_search.js";

/** @typedef {import("./shapes.js").LiveSeat} LiveSeat */
/** @typedef {import("../seats/shapes.js").Session} Session */
/** @typedef {import("./picked_visitor.js").Visitor} Visitor */
/** @typedef {"guest" | "visitor"} Kind */
/** @typedef {import("./promised.js").Promised} Promised */
/** @typedef {{ minutes: number } & Record<string, unknown>} Body */

/** @param {{ seat?: LiveSeat, free: readonly LiveSeat[], onMade: () => void, onClose: () => void }} props */
export function NewCode({ seat, free, onMade, onClose }) {
  const [made, setMade] = useState(/** @type {Session | null} */ (null));
  const onDone = (/** @type {Session} */ session) => {
    setMade(session);
    onMade();
  };
  if (made) {
    const actions = h(
      Fragment,
      {},
      h(Button, { tone: "plain", icon: "plus", onClick: () => setMade(null) }, t("room.code.another")),
      h(Button, { tone: "primary", onClick: onClose }, t("room.code.done")),
    );
    return h(Dialog, { key: "made", open: true, title: t("room.code.title"), onClose, actions, focus: "title" }, h(CodeShown, { session: made }));
  }
  return h(Dialog, { key: "asked", open: true, title: t("room.code.new"), lead: seat && t("room.code.for_seat", { seat: seat.name }), onClose, focus: "title" }, h(Asked, { seat, free, onDone }));
}

/** @param {{ seat?: LiveSeat, free: readonly LiveSeat[], onDone: (session: Session) => void }} props */
function Asked({ seat, free, onDone }) {
  const [kind, setKind] = useState(/** @type {Kind} */ ("guest"));
  const [visitor, setVisitor] = useState(/** @type {Visitor | null} */ (null));
  const [at, setAt] = useState(seat ? String(seat.id) : "");
  // Where nobody is asked who they are, or who asks may not know, codes are for guests.
  const isNamed = mayName();
  const { busy, problem, promise, give, again } = useGiving(onDone);
  const isVisitor = isNamed && kind === "visitor";
  const search = useRef(/** @type {HTMLElement | null} */ (null));
  useEffect(() => {
    // Pressed with a pointer, the name comes next; whoever walks by key goes on by key.
    if (isVisitor && !document.activeElement?.matches(":focus-visible")) search.current?.querySelector("input")?.focus();
  }, [isVisitor]);
  const who = isVisitor ? { visitor: visitor?.id } : { guest: true };
  const most = isVisitor ? mostOf(visitor) : null;
  return html`<div class="new-code">
    ${promise && h(PromisedNotice, { said: problem, promise, busy, onGive: again })}
    ${problem && !promise && h(Notice, { tone: "wrong", isLive: true }, problem)}
    ${isNamed && h(Segments, {
      label: t("room.code.who"),
      wide: true,
      value: kind,
      options: [
        { value: "guest", label: t("seats.guest"), icon: "person" },
        { value: "visitor", label: t("room.code.visitor"), icon: "people" },
      ],
      onPick: setKind,
    })}
    ${isVisitor && (visitor
      ? h(PickedVisitor, { visitor, onClear: () => setVisitor(null) })
      : html`<div class="stack-s" ref=${search}>${h(VisitorSearch, { onPick: (one) => setVisitor(/** @type {Visitor} */ (one)) })}
          <p>${h(Button, { small: true, tone: "plain", icon: "person_add", to: "/visitors/new" }, t("room.code.register"))}</p></div>`)}
    ${h(MinuteTaps, { busy, most, isDisabled: isVisitor && !visitor, onPick: (minutes) => void give({ ...who, minutes, ...(at && { workstation: Number(at) }) }) })}
    ${!seat && h(SeatChoice, { free, value: at, onPick: setAt })}
  </div>`;
}

/** Minutes that are left to a visitor; null: not known, or no limit. @param {Visitor | null} visitor */
function mostOf(visitor) {
  const { minutes_left: day, minutes_per_session: one } = visitor?.day ?? {};
  const limits = [day, one].filter((limit) => typeof limit === "number");
  return limits.length > 0 ? Math.min(...limits.map(Number)) : null;
}

/** @param {(session: Session) => void} onDone */
function useGiving(onDone) {
  const [busy, setBusy] = useState(0);
  const [problem, setProblem] = useState("");
  const [refused, setRefused] = useState(/** @type {{ body: Body, promise: Promised } | null} */ (null));
  /** @param {Body} body */
  const give = async (body) => {
    if (busy) return;
    setBusy(body.minutes);
    setProblem("");
    setRefused(null);
    try {
      onDone(await post("/api/sessions/", body));
    } catch (error) {
      const promise = promiseOf(error);
      if (promise) setRefused({ body, promise });
      const known = error instanceof ApiError ? [error.message, ...Object.values(error.errors).flat()].join(" ") : "";
      setProblem(known || t("core.error.unexpected"));
    } finally {
      setBusy(0);
    }
  };
  return {
    busy,
    problem,
    promise: refused?.promise ?? null,
    give,
    /** The same code once more. @param {Record<string, unknown>} more */
    again: (more) => refused && void give({ ...refused.body, ...more }),
  };
}

/** @param {{ free: readonly LiveSeat[], value: string, onPick: (id: string) => void }} props */
function SeatChoice({ free, value, onPick }) {
  const id = useId();
  if (free.length === 0) return html`<p class="soft small">${t("room.code.no_free")}</p>`;
  return html`<div class="new-code-seat">
    <label for=${id} class="soft small">${t("room.code.seat")}</label>
    <div class="control control-select control-short">
      <select id=${id} value=${value} onChange=${(/** @type {{ currentTarget: HTMLSelectElement }} */ event) => onPick(event.currentTarget.value)}>
        <option value="">${t("room.code.any_seat")}</option>
        ${free.map((one) => html`<option key=${one.id} value=${String(one.id)}>${one.name}</option>`)}
      </select>
      ${h(Icon, { name: "chevron_down", size: 18 })}
    </div>
  </div>`;
}
