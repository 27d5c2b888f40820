import { Button } from "../components/button.js";
import { h, html } from "../h.js";
import { t } from "../i18n.js";

/**
 * Three of those who checked in by themselves, drawn by the server: are they there?
 * @param {{ names: { student: number, name: string }[], acts: import("./decisions.js").Decisions }} props
 */
export function LookAt({ names, acts }) {
  if (names.length === 0) return null;
  return html`<section class="card card-normal checkin-side" aria-labelledby="checkin-look">
    <h2 id="checkin-look">${t("checkin.look.title")}</h2>
    <p class="soft small">${t("checkin.look.text")}</p>
    <ul class="look-at">
      ${names.map(({ student, name }) => {
        const isBusy = acts.busy.has(student);
        return html`<li key=${student}>
          <span class="live-name">${name}</span>
          <span class="live-acts">
            ${h(Button, { small: true, icon: "check", busy: isBusy, label: t("checkin.look.here_label", { name }), onClick: () => acts.decide(student, true) }, t("checkin.look.here"))}
            ${h(Button, { small: true, icon: "cross", disabled: isBusy, label: t("checkin.look.away_label", { name }), onClick: () => acts.decide(student, false) }, t("checkin.look.away"))}
          </span>
        </li>`;
      })}
    </ul>
  </section>`;
}
