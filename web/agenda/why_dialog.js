// "Why is this time (not) free?", for coach and staff: every reason, in words.

import { get } from "../api.js";
import { Button } from "../components/button.js";
import { Dialog } from "../components/dialog.js";
import { DateField } from "../components/date_field.js";
import { Icon } from "../components/icon.js";
import { Loaded } from "../components/loaded.js";
import { Notice } from "../components/notice.js";
import { SelectField } from "../components/select_field.js";
import { useForm } from "../forms.js";
import { h, html, useEffect, useId } from "../h.js";
import { t } from "../i18n.js";
import { useLoad } from "../load.js";
import { capital, dayInWords } from "../appointments/when.js";
import { reasonsOf } from "./why_words.js";

/** @typedef {import("./coaches.js").Coach} Coach */
/** @typedef {import("./agenda_rows.js").Appointment} Appointment */
/** @typedef {{ coach: Coach, service: number, date: string, start: string, client: string }} Asked */

/**
 * @param {{ coaches: readonly Coach[], coach: Coach | null, asked: import("./agenda_query.js").AgendaQuery,
 *   go: import("./agenda_tools.js").Go, onClose: () => void }} props `asked`: day and client that the page shows
 */
export function WhyDialog({ coaches, coach, asked: { date, client }, go, onClose }) {
  const first = coach ?? coaches[0];
  /** @param {number} id of an appointment that takes the time */
  const open = (id) => {
    onClose();
    go({ open: String(id) }, true);
  };
  const form = useForm({ initial: { coach: first?.id ?? 0, service: first?.services[0]?.id ?? 0, date, start: "" }, send: async () => null });
  const values = form.values.value;
  const chosen = coaches.find(({ id }) => id === values.coach) ?? first;
  const service = chosen?.services.find(({ id }) => id === values.service) ?? chosen?.services[0];
  useEffect(() => {
    // Each coach has services of their own.
    if (service && service.id !== values.service) form.set("service", service.id);
  }, [service?.id]);
  const asked = chosen && service && values.date ? { coach: chosen, service: service.id, date: values.date, start: values.start, client } : null;
  return h(
    Dialog,
    { open: true, title: t("agenda.why.title"), lead: t("agenda.why.lead"), focus: "field", onClose },
    html`<div class="why-fields">
      ${coaches.length > 1 &&
      h(SelectField, { form, name: "coach", label: t("agenda.field.coach"), options: coaches.map(({ id, name }) => ({ value: id, label: name })) })}
      ${chosen &&
      chosen.services.length > 1 &&
      h(SelectField, { form, name: "service", label: t("agenda.field.service"), options: chosen.services.map(({ id, name }) => ({ value: id, label: name })) })}
      ${h(DateField, { form, name: "date", label: t("agenda.why.date") })}
      ${h(StartField, { value: values.start, onInput: (start) => form.set("start", start) })}
    </div>`,
    asked && h(Starts, { asked, onPick: (start) => form.set("start", start) }),
    html`<div class="why-answer" aria-live="polite">
      ${asked && /^\d{2}:\d{2}$/.test(asked.start) ? h(Answer, { asked, minutes: service?.minutes ?? 0, onOpen: open }) : html`<p class="soft">${t("agenda.why.choose")}</p>`}
    </div>`,
  );
}

/** @param {{ value: string, onInput: (start: string) => void }} props */
function StartField({ value, onInput }) {
  const id = useId();
  return html`<div class="field">
    <div class="field-top"><label class="field-label" for=${id}>${t("agenda.why.start")}</label></div>
    <div class="control control-short">
      <input id=${id} type="time" step="300" value=${value} onInput=${(/** @type {Event} */ event) => onInput(/** @type {HTMLInputElement} */ (event.currentTarget).value)} />
    </div>
  </div>`;
}

/** The starts of the day: most often it is one of them that is meant. @param {{ asked: Asked, onPick: (start: string) => void }} props */
function Starts({ asked, onPick }) {
  const { coach, service, date, client } = asked;
  const load = useLoad((signal) => get("/api/slots/", { date, coach: coach.id, service, client }, { signal }), [coach.id, service, date, client]);
  const slots = /** @type {{ start: string, available: boolean }[]} */ (load.data?.slots ?? []);
  if (load.data && slots.length === 0) return html`<p class="soft small">${t("agenda.why.no_starts", { day: dayInWords(date) })}</p>`;
  return html`<div class="why-starts" role="group" aria-label=${t("agenda.why.starts")}>
    ${slots.map(
      ({ start, available }) => html`<button
        key=${start}
        type="button"
        class=${available ? "why-start figures" : "why-start is-taken figures"}
        aria-pressed=${asked.start === start ? "true" : "false"}
        onClick=${() => onPick(start)}
      >
        ${start}<span class="unseen">, ${t(available ? "agenda.why.is_free" : "agenda.why.is_taken")}</span>
      </button>`,
    )}
  </div>`;
}

/** @param {{ asked: Asked, minutes: number, onOpen: (id: number) => void }} props */
function Answer({ asked, minutes, onOpen }) {
  const { coach, service, date, start, client } = asked;
  const load = useLoad((signal) => readWhy(asked, signal), [coach.id, service, date, start, client]);
  return h(Loaded, {
    load,
    small: true,
    rows: 2,
    children: ({ why, known }) => html`<div class="stack-s">
      ${h(Notice, { tone: why.free ? "good" : "warning", title: t(why.free ? "agenda.why.free" : "agenda.why.not_free", { day: capital(dayInWords(date)), time: start }) })}
      <ul class="why-reasons">
        ${reasonsOf(why, { known, rules: coach.rules, minutes }).map(
          (reason) => html`<li key=${reason.key} class=${reason.isAgainst ? "is-against" : "is-for"}>
            ${h(Icon, { name: reason.isAgainst ? "cross" : "check", size: 18 })}
            <span><span class="unseen">${t(reason.isAgainst ? "agenda.why.against" : "agenda.why.for")} </span>${reason.text}</span>
            ${reason.appointment && h(Button, { tone: "plain", small: true, onClick: () => onOpen(Number(reason.appointment)) }, t("agenda.why.show"))}
          </li>`,
        )}
      </ul>
      ${why.free && h(Button, { tone: "primary", icon: "plus", to: bookPath(asked) }, t("agenda.why.book"))}
    </div>`,
  });
}

/** @param {Asked} asked */
function bookPath({ coach, service, date, start, client }) {
  return `/book?${new URLSearchParams({ client, coach: String(coach.id), service: String(service), date, start })}`;
}

/** With the names of those whose appointments take the time. @param {Asked} asked @param {AbortSignal} signal */
async function readWhy({ coach, service, date, start, client }, signal) {
  const why = /** @type {import("./why_words.js").Why} */ (await get("/api/slots/why/", { date, start, coach: coach.id, service, client }, { signal }));
  const ids = why.claims.flatMap(({ by, id }) => (by === "appointment" && id !== null ? [id] : []));
  // One of another coach is not ours to read.
  const read = (/** @type {number} */ id) => get(`/api/appointments/${id}/`, undefined, { signal }).catch(() => null);
  const known = /** @type {(Appointment | null)[]} */ (await Promise.all(ids.map(read)));
  return { why, known: known.filter((one) => one !== null) };
}
