// The weekly hours and the rules, with what they mean beside them.

import { Button } from "../components/button.js";
import { Form } from "../components/form.js";
import { Notice } from "../components/notice.js";
import { Section } from "../components/section.js";
import { confirm } from "../components/confirm.js";
import { apiUrl } from "../api.js";
import { Fragment, h, html, useState } from "../h.js";
import { t } from "../i18n.js";
import { can } from "../session.js";
import { BriefBookings } from "./booking_list.js";
import { ClientView } from "./client_view.js";
import { DayPreview } from "./day_preview.js";
import { wholeNumber } from "./lead.js";
import { MeetDialog } from "./meet_dialog.js";
import { PlaceFields, RuleFields } from "./rule_fields.js";
import { useRulesForm } from "./rules_form.js";
import { rulesOf } from "./rules_values.js";
import { WeekField } from "./week_field.js";

/** @typedef {import("./rules_values.js").Rules} Rules */
/** @typedef {import("./days.js").Appointment} Appointment */
/** @typedef {import("../types/api.js").components["schemas"]["CoachBody"]} Coach */

/** @param {{ coach: Coach, rules: Rules, onRules: (rules: Rules) => void }} props */
export function WeekSide({ coach, rules, onRules }) {
  const [serviceId, setServiceId] = useState(/** @type {number | null} */ (null));
  const [left, setLeft] = useState(/** @type {Appointment[] | null} */ (null));
  const { form, state, changed, isRefused, discard } = useRulesForm({ coach: coach.id, rules, onRules, ask, onLeft: setLeft });
  const service = coach.services.find(({ id }) => id === serviceId) ?? coach.services[0];
  const values = form.values.value;
  // A service may have a pause of its own.
  const pause = service?.pause ?? wholeNumber(values.pause) ?? rules.pause;
  const { isDirty } = form;
  return html`<div class=${isDirty ? "availability is-dirty" : "availability"}>
    <div class="availability-form">
      ${h(
        Form,
        {
          form: state,
          submit: t("availability.save"),
          cancel: isDirty ? { onClick: discard, label: t("availability.discard") } : undefined,
          disabled: !isDirty,
          also: html`<p class="availability-state small soft" role="status">${t(isDirty ? "availability.unsaved" : "availability.all_saved")}</p>`,
        },
        changed.length > 0 && h(Conflict, { changed, onTheirs: discard }),
        h(
          Section,
          { title: t("availability.week.title"), text: t("availability.week.text"), card: true },
          h(WeekField, { form, minutes: service?.minutes ?? null, pause, isRefused }),
        ),
        h(Section, { title: t("availability.rules.title"), text: t("availability.rules.text"), card: true }, h(RuleFields, { form })),
        h(Section, { title: t("availability.place.title"), text: t("availability.place.text"), card: true }, h(PlaceFields, { form })),
      )}
    </div>
    <aside class="availability-aside" aria-label=${t("availability.preview.title")}>
      ${h(
        Section,
        { title: t("availability.preview.title"), text: t(isDirty ? "availability.preview.typed" : "availability.preview.text"), card: true },
        h(DayPreview, { week: values.hours, pause, services: coach.services, service, onService: setServiceId }),
        h(Lengths, { coach }),
      )}
      ${h(ClientView, { rules: { ...rulesOf(values, rules), pause }, minutes: service?.minutes })}
    </aside>
    ${left && h(MeetDialog, { title: t("availability.left.title"), lead: t("availability.left.after"), bookings: left, onClose: () => setLeft(null) })}
  </div>`;
}

/** @param {Appointment[]} left */
function ask(left) {
  return confirm({
    title: t("availability.left.title"),
    text: h(Fragment, {}, html`<p>${t("availability.left.text", { count: left.length })}</p>`, h(BriefBookings, { bookings: left })),
    action: t("availability.left.action"),
    cancel: t("availability.left.back"),
  });
}

/** @param {{ changed: import("./rules_values.js").RulesField[], onTheirs: () => void }} props */
function Conflict({ changed, onTheirs }) {
  const names = changed.map((name) => t(`availability.field.${name}`)).join(", ");
  return h(
    Notice,
    {
      tone: "warning",
      title: t("availability.conflict.title"),
      actions: h(Button, { small: true, onClick: onTheirs }, t("availability.conflict.theirs")),
    },
    t("availability.conflict.text", { fields: names }),
  );
}

/** The length of each service: it is set where services are. @param {{ coach: Coach }} props */
function Lengths({ coach }) {
  if (coach.services.length === 0) return null;
  return html`<div class="service-lengths">
    <h3 class="overline">${t("availability.service.title")}</h3>
    <ul class="rows">
      ${coach.services.map(
        ({ id, name, minutes }) => html`<li key=${id}>
          <span class="row-main">${name}</span>
          <span class="figures">${t("availability.service.minutes", { count: minutes })}</span>
        </li>`,
      )}
    </ul>
    <p class="soft small">
      ${can("is_admin")
        ? h(Button, { tone: "plain", small: true, iconAfter: "external", href: apiUrl("/admin/services/") }, t("availability.service.change"))
        : t("availability.service.text")}
    </p>
  </div>`;
}
