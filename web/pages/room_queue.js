// Who waits for a seat, and who is next.

import { get } from "../api.js";
import { Button } from "../components/button.js";
import { Loaded } from "../components/loaded.js";
import { Notice } from "../components/notice.js";
import { Page } from "../components/page.js";
import { SelectField } from "../components/select_field.js";
import { Fragment, h, html, useEffect, useState } from "../h.js";
import { formatNumber, t } from "../i18n.js";
import { href, setQuery } from "../router.js";
import { heardNow } from "../seats/clock.js";
import { QueueList } from "../queue/queue_list.js";
import { useRepeated } from "../queue/repeated.js";
import { useSites } from "../queue/sites.js";
import { TicketForm } from "../queue/ticket_form.js";
import { waitText } from "../queue/wait_text.js";

/** @typedef {import("../queue/shapes.js").Queue} Queue */

const ASK_EVERY = 4_000;

/** @param {{ query: URLSearchParams }} props */
export default function RoomQueuePage({ query }) {
  const site = query.get("site") ?? "";
  const sites = useSites();
  const load = useRepeated((signal) => /** @type {Promise<Queue>} */ (get("/api/queue/", { site }, { signal })), [site], ASK_EVERY);
  const [taken, setTaken] = useState(/** @type {import("../queue/shapes.js").Ticket | null} */ (null));
  const queue = load.data;
  useEffect(() => {
    if (queue) heardNow(queue.now);
  }, [queue?.now]);
  const board = `/rooms/board${queue ? `?site=${queue.site}` : ""}`;
  const chooser = { values: { value: { site: queue?.site ?? "" } }, set: (/** @type {string} */ _name, /** @type {number} */ value) => setQuery({ site: value }), errors: () => [] };
  return h(
    Page,
    {
      title: t("core.page.room_queue"),
      lead: t("queue.lead"),
      width: "wide",
      tools: h(
        Fragment,
        {},
        html`<span class="queue-to-take">${h(Button, { tone: "primary", icon: "plus", onClick: toTicket }, t("queue.take.title"))}</span>`,
        sites.length > 1 && h(SelectField, { form: chooser, name: "site", label: t("queue.site"), options: sites.map(({ id, name }) => ({ value: id, label: name })) }),
        h(Button, { icon: "external", href: href(board), aria: { target: "_blank" } }, t("queue.board.open")),
      ),
    },
    h(Loaded, {
      load,
      rows: 4,
      children: (/** @type {Queue} */ found) => html`<div class="queue">
        <div class="queue-above">${h(Tiles, { queue: found })}</div>
        ${h(QueueList, { queue: found, onChanged: load.reload })}
        <div class="queue-take" id="ticket">
          ${taken && h(Taken, { ticket: taken })}
          ${h(TicketForm, {
            site: found.site,
            wait: found.wait_minutes,
            onTaken: (ticket) => {
              setTaken(ticket);
              load.reload();
            },
          })}
        </div>
      </div>`,
    }),
  );
}

/** On a phone the form stands below the queue. */
function toTicket() {
  const form = document.getElementById("ticket");
  form?.scrollIntoView({ block: "center" });
  /** @type {HTMLElement | null | undefined} */ (form?.querySelector("button, input"))?.focus({ preventScroll: true });
}

/** @param {{ ticket: import("../queue/shapes.js").Ticket }} props */
function Taken({ ticket: { number, wait_minutes } }) {
  return h(Notice, { tone: "good", isLive: true }, html`<span class="queue-taken"><strong class="queue-number figures">${number}</strong><span>${t("queue.taken", { number, wait: waitText(wait_minutes) })}</span></span>`);
}

/** @param {{ queue: Queue }} props */
function Tiles({ queue }) {
  const waiting = queue.tickets.filter(({ status }) => status === "waiting").length;
  const tiles = [
    { name: t("queue.tile.free"), value: t("queue.tile.of", { free: queue.free_seats, count: queue.seats_in_service }) },
    { name: t("queue.tile.waiting"), value: formatNumber(waiting) },
    { name: t("queue.tile.wait"), value: waitText(queue.wait_minutes) },
  ];
  return html`<ul class="queue-tiles">${tiles.map(({ name, value }) => html`<li key=${name}><span class="soft small">${name}</span> <strong>${value}</strong></li>`)}</ul>`;
}
