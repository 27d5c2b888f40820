import { post } from "../api.js";
import { Badge } from "../components/badge.js";
import { confirm } from "../components/confirm.js";
import { Empty } from "../components/empty.js";
import { Section } from "../components/section.js";
import { h, html, useState } from "../h.js";
import { formatTime, t } from "../i18n.js";
import { refusalText } from "../refusal_text.js";
import { toast } from "../toasts.js";
import { QueueRow, Who } from "./queue_row.js";
import { useKeptFocus } from "./kept_focus.js";
import { NamingDialog } from "./naming_dialog.js";
import { SeatedDialog } from "./seated_dialog.js";

/** @typedef {import("./shapes.js").Queue} Queue */
/** @typedef {import("./shapes.js").Ticket} Ticket */
/** @typedef {import("./queue_row.js").Wish} Wish */
/** @typedef {import("../seats/shapes.js").Session} Session */

/** Those called, those who wait, those of today who are through. @param {{ queue: Queue, onChanged: () => void }} props */
export function QueueList({ queue, onChanged }) {
  const [busy, setBusy] = useState("");
  const [seated, setSeated] = useState(/** @type {{ ticket: Ticket, session: Session } | null} */ (null));
  const [naming, setNaming] = useState(/** @type {Ticket | null} */ (null));
  const { box, keep } = useKeptFocus([queue, seated, naming]);
  const of = (/** @type {Ticket["status"]} */ status) => queue.tickets.filter((one) => one.status === status);
  const [called, waiting] = [of("called"), of("waiting")];
  const closed = queue.tickets.filter(({ status }) => status === "seated" || status === "gone");
  const free = queue.free_seats;
  /** @param {Ticket} ticket @param {Wish} deed */
  const onDeed = async (ticket, deed) => {
    const { id, number } = ticket;
    if (busy) return;
    keep(id);
    if (deed === "name") return setNaming(ticket);
    const leaves = { title: t("queue.leave.title", { number }), text: t("queue.leave.text"), action: t("queue.leave.action"), danger: true };
    if (deed === "leave" && !(await confirm(leaves))) return;
    setBusy(`${id}:${deed}`);
    try {
      const answer = await post(`/api/queue/${id}/${deed}/`, deed === "seat" && ticket.visitor === null ? { guest: true } : {});
      if (deed === "seat") setSeated(answer);
      else toast(t(`queue.done.${deed}`, { number }), { tone: "good" });
    } catch (error) {
      toast(refusalText(error), { tone: "wrong" });
    } finally {
      setBusy("");
      onChanged();
    }
  };
  const row = (/** @type {Ticket} */ ticket, /** @type {number} */ at) => h(QueueRow, { key: ticket.id, ticket, isNext: ticket.status === "waiting" && at === 0 && free > 0, busy, onDeed });
  return html`<div class="queue-main" ref=${box}>
    ${called.length > 0 && h(Section, { title: t("queue.called.title", { count: called.length }) }, html`<ol class="queue-list">${called.map(row)}</ol>`)}
    ${h(
      Section,
      { title: waiting.length > 0 ? t("queue.waiting.title", { count: waiting.length }) : t("queue.board.waiting") },
      waiting.length > 0
        ? html`<ol class="queue-list">${waiting.map(row)}</ol>`
        : h(Empty, { icon: "hourglass", small: true, title: t("queue.nobody"), text: t(free > 0 ? "queue.nobody_free" : "queue.nobody_full") }),
    )}
    ${closed.length > 0 &&
    html`<details class="queue-closed">
      <summary>${t("queue.closed.title", { count: closed.length })}</summary>
      <ul>${closed.map((ticket) => h(Closed, { key: ticket.id, ticket }))}</ul>
    </details>`}
    ${naming &&
    h(NamingDialog, {
      ticket: naming,
      onClose: () => setNaming(null),
      onSeated: (answer) => {
        setNaming(null);
        setSeated(answer);
        onChanged();
      },
    })}
    ${seated && h(SeatedDialog, { ...seated, onClose: () => setSeated(null) })}
  </div>`;
}

/** @param {{ ticket: Ticket }} props */
function Closed({ ticket }) {
  const { number, closed_at } = ticket;
  const status = ticket.status === "seated" ? "seated" : "gone";
  return html`<li class="queue-gone">
    <span class="figures">${number}</span>
    <span class="queue-gone-who">${h(Who, { ticket })}</span>
    ${h(Badge, { tone: status === "seated" ? "good" : "quiet" }, t(`queue.status.${status}`))}
    <span class="soft small figures">${closed_at && formatTime(closed_at)}</span>
  </li>`;
}
