import { Button } from "../components/button.js";
import { Dialog } from "../components/dialog.js";
import { Fragment, h, html, useState } from "../h.js";
import { formatDateTime, t } from "../i18n.js";
import { Link } from "../router.js";
import { mayName } from "../seats/identity.js";
import { SessionBadge } from "../seats/session_badge.js";
import { spanText } from "../seats/time_left.js";
import { DeedProblem } from "../seats/deed_problem.js";
import { CodeShown } from "../seats/code_shown.js";
import { spaced } from "../seats/code_text.js";
import { FreeSeats } from "./free_seats.js";
import { SessionBlock } from "./session_block.js";

/** @typedef {import("../seats/shapes.js").Session} Session */

/** One session: what is known of it, and what can be done. @param {{ session: Session, deeds: import("../seats/deeds.js").Deeds, onClose: () => void }} props */
export function SessionDialog({ session, deeds, onClose }) {
  const [choosing, setChoosing] = useState(/** @type {"move" | "resume" | null} */ (null));
  const { status, workstation, visitor_name } = session;
  if (choosing) return h(FreeSeats, { session, isResuming: choosing === "resume", deeds, onClose: () => setChoosing(null) });
  const isOpen = status === "active" || status === "suspended";
  return h(
    Dialog,
    { open: true, title: visitor_name ?? t("seats.guest"), focus: "title", onClose, actions: actionsOf(session, deeds, onClose) },
    html`<div class="stack">
      ${h(DeedProblem, { deeds })}
      <p class="row">${h(SessionBadge, { status })} ${workstation && h(Link, { to: `/rooms/seats/${workstation}` }, session.workstation_name)}</p>
      ${status === "waiting" && h(CodeShown, { session })}
      ${isOpen && h(SessionBlock, { key: session.id, session, deeds, onMove: () => setChoosing("move"), isSeatGone: workstation === null, isNamed: false })}
      ${status === "suspended" && h(Button, { wide: true, onClick: () => setChoosing("resume") }, t("room.session.resume_elsewhere"))}
      ${h(Facts, { session })}
    </div>`,
  );
}

/** @param {Session} session @param {import("../seats/deeds.js").Deeds} deeds @param {() => void} onClose */
function actionsOf(session, deeds, onClose) {
  const end = async () => {
    if (await deeds.end(session, { isWaiting: true })) onClose();
  };
  return h(
    Fragment,
    {},
    session.status === "waiting" && h(Button, { tone: "plain", busy: deeds.busy === "end", onClick: () => void end() }, t("seats.ask.void")),
    h(Button, { onClick: onClose }, t("core.dialog.close")),
  );
}

/** @param {{ session: Session }} props */
function Facts({ session }) {
  const { access_code, status, elapsed_seconds, duration_seconds, percent_used, operator_name, created_at, started_at, ended_at, end_reason, visitor, batch } = session;
  const facts = [
    [t("room.facts.visitor"), visitor && mayName() && h(Link, { to: `/visitors/${visitor}` }, t("room.facts.visitor_file"))],
    [t("room.facts.code"), status !== "waiting" && html`<span class="mono">${spaced(access_code)}</span>`],
    [t("room.code.minutes"), !started_at && spanText(duration_seconds)],
    [t("room.sessions.used"), started_at && html`${t("room.sessions.used_of", { used: spanText(elapsed_seconds), all: spanText(duration_seconds) })} <span class="soft">(${t("room.facts.percent", { percent: percent_used })})</span>`],
    [t("room.facts.given"), [formatDateTime(created_at), operator_name, batch && t("room.facts.batch")].filter(Boolean).join(" · ")],
    [t("room.facts.started"), started_at && formatDateTime(started_at)],
    [t("room.facts.ended"), ended_at && [formatDateTime(ended_at), end_reason && t(`seats.end.${end_reason}`)].filter(Boolean).join(" · ")],
  ];
  return html`<dl class="facts">${facts.filter(([, value]) => value).map(([name, value]) => html`<div key=${name}><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}
