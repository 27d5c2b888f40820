import { post } from "../api.js";
import { Button } from "../components/button.js";
import { Form } from "../components/form.js";
import { Segments } from "../components/segments.js";
import { SelectField } from "../components/select_field.js";
import { useForm } from "../forms.js";
import { h, html } from "../h.js";
import { t } from "../i18n.js";

/** @typedef {import("./shapes.js").Mode} Mode */

const LENGTHS = [5, 10, 15, 30, 60];

/**
 * Before the window: what is asked for, and for how long. After one: the roll is called of whoever is left.
 * @param {{ lesson: number, counts: import("./shapes.js").Live["counts"], onOpen: () => void }} props
 */
export function OpenForm({ lesson, counts, onOpen }) {
  const form = useForm({
    initial: { mode: /** @type {Mode} */ ("code"), minutes: "10" },
    send: ({ mode, minutes }) => post(`/api/lessons/${lesson}/check-in-window/`, { mode, minutes: Number(minutes) }),
    done: onOpen,
  });
  const { mode } = form.values.value;
  const modes = /** @type {Mode[]} */ (["code", "proof"]);
  const isAgain = counts.in + counts.doubtful + counts.refused > 0;
  return html`<section class="card card-large checkin-open" aria-labelledby="checkin-open">
    ${isAgain && html`<div class="checkin-then">
      <p><strong class="figures">${t("checkin.board.in", { count: counts.in, expected: counts.expected })}</strong> ${t("checkin.then.in")}</p>
      <p class="soft">${counts.not_yet > 0 ? t("checkin.then.left", { count: counts.not_yet }) : t("checkin.then.all")}</p>
      <div>${h(Button, { tone: "primary", icon: "list", to: `/lessons/${lesson}/register` }, t("checkin.then.roll"))}</div>
    </div>`}
    <h2 id="checkin-open">${t(isAgain ? "checkin.then.title" : "checkin.open.title")}</h2>
    ${!isAgain && html`<p class="soft">${t("checkin.open.text")}</p>`}
    ${h(
      Form,
      { form, submit: t(isAgain ? "checkin.then.action" : "checkin.open.action"), tone: isAgain ? "quiet" : "primary" },
      html`<div class="field">
        <p class="field-label">${t("checkin.open.mode")}</p>
        ${h(Segments, {
          label: t("checkin.open.mode"),
          options: modes.map((value) => ({ value, label: t(`checkin.open.mode.${value}`) })),
          value: mode,
          onPick: (/** @type {Mode} */ picked) => form.set("mode", picked),
        })}
        <p class="field-hint" role="status">${t(`checkin.open.mode_hint.${mode}`)}</p>
      </div>`,
      h(SelectField, {
        form,
        name: "minutes",
        label: t("checkin.open.minutes"),
        options: LENGTHS.map((minutes) => ({ value: String(minutes), label: t("checkin.open.minutes_value", { minutes }) })),
      }),
    )}
  </section>`;
}
