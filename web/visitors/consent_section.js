// Whether somebody agreed, to which text, who said so and who wrote it down; and all of it before.

import { del, get, post } from "../api.js";
import { Button } from "../components/button.js";
import { confirm } from "../components/confirm.js";
import { Dialog } from "../components/dialog.js";
import { Form } from "../components/form.js";
import { Loaded } from "../components/loaded.js";
import { Section } from "../components/section.js";
import { Timeline } from "../components/timeline.js";
import { useForm } from "../forms.js";
import { Fragment, h, html, useState } from "../h.js";
import { formatDate, t } from "../i18n.js";
import { useLoad } from "../load.js";
import { refusalText } from "../refusal_text.js";
import { toast } from "../toasts.js";
import { ConsentBadge } from "./consent_badge.js";
import { CONSENT_VALUES, ConsentFields, consentBody } from "./consent_fields.js";
import { useConsentText } from "./consent_text.js";
import { visitorName } from "./visitor_field.js";

/** @typedef {import("./shapes.js").Visitor} Visitor */
/** @typedef {import("./shapes.js").PastConsent} PastConsent */

/** @param {{ visitor: Visitor, onChanged: (visitor: Visitor) => void }} props */
export function ConsentSection({ visitor, onChanged }) {
  const [open, setOpen] = useState(/** @type {"give" | "history" | null} */ (null));
  const { consent } = visitor;
  const isDue = !consent || !consent.is_current || (visitor.needs_guardian && consent.given_by !== "guardian");
  const withdraw = async () => {
    const question = { title: t("visitors.consent.withdraw_title"), text: t("visitors.consent.withdraw_text", { name: visitorName(visitor) }), action: t("visitors.consent.withdraw"), danger: true };
    if (!(await confirm(question))) return;
    try {
      onChanged(await del(`/api/visitors/${visitor.id}/consent/`, { body: {} }));
      toast(t("visitors.consent.withdrawn"), { tone: "good" });
    } catch (error) {
      toast(refusalText(error), { tone: "wrong" });
    }
  };
  return h(
    Section,
    { title: t("visitors.consent"), card: true },
    html`<div class="consent-state">
      <p>${h(ConsentBadge, { visitor })}</p>
      <p class="small soft">${stateText(visitor)}</p>
      <div class="consent-tools">
        ${isDue && h(Button, { tone: "primary", small: true, icon: "check", onClick: () => setOpen("give") }, t("visitors.consent.record"))}
        ${h(Button, { small: true, icon: "clock", onClick: () => setOpen("history") }, t("visitors.consent.history"))}
        ${consent && h(Button, { tone: "plain", small: true, onClick: () => void withdraw() }, t("visitors.consent.withdraw"))}
      </div>
    </div>`,
    open === "give" && h(GiveDialog, { visitor, onClose: () => setOpen(null), onChanged }),
    open === "history" && h(HistoryDialog, { visitor, onClose: () => setOpen(null) }),
  );
}

/** @param {Visitor} visitor */
function stateText({ consent, needs_guardian }) {
  if (!consent) return t(needs_guardian ? "visitors.consent.none_minor" : "visitors.consent.none");
  const params = { date: formatDate(consent.given_at), version: consent.text_version, name: consent.guardian_name };
  return t(consent.given_by === "guardian" ? "visitors.consent.said_guardian" : "visitors.consent.said_self", params);
}

/** @param {{ visitor: Visitor, onClose: () => void, onChanged: (visitor: Visitor) => void }} props */
function GiveDialog({ visitor, onClose, onChanged }) {
  const load = useConsentText();
  const form = useForm({
    initial: { ...CONSENT_VALUES },
    send: (values) => post(`/api/visitors/${visitor.id}/consent/`, consentBody(values, load.data?.text) ?? {}),
    done: (changed) => {
      onChanged(changed);
      toast(t("visitors.consent.recorded"), { tone: "good" });
      onClose();
    },
  });
  return h(
    Dialog,
    { open: true, title: t("visitors.consent.record_title", { name: visitorName(visitor) }), onClose, size: "wide", isSticky: form.isDirty, isBusy: form.busy.value, focus: "title" },
    h(
      Form,
      { form, submit: t("visitors.consent.record"), disabled: form.values.value.given_by === "", cancel: { onClick: onClose } },
      h(ConsentFields, { form, load, isMinor: visitor.needs_guardian }),
    ),
  );
}

/** @param {{ visitor: Visitor, onClose: () => void }} props */
function HistoryDialog({ visitor, onClose }) {
  const load = useLoad(async (signal) => /** @type {PastConsent[]} */ ((await get(`/api/visitors/${visitor.id}/consent/`, undefined, { signal })).results));
  return h(
    Dialog,
    { open: true, title: t("visitors.consent.history"), onClose, focus: "title", actions: h(Button, { onClick: onClose }, t("visitors.close")) },
    h(Loaded, {
      load,
      small: true,
      empty: html`<p class="soft">${t("visitors.consent.no_history")}</p>`,
      children: (/** @type {PastConsent[]} */ all) => h(Fragment, {}, h(Timeline, { label: t("visitors.consent.history"), items: all.flatMap(eventsOf) })),
    }),
  );
}

/** @param {PastConsent} one @returns {import("../components/timeline.js").TimelineItem[]} the newest first */
function eventsOf(one) {
  const who = one.given_by === "guardian" ? t("visitors.consent.event_guardian", { name: one.guardian_name }) : t("visitors.consent.event_self");
  /** @type {import("../components/timeline.js").TimelineItem} */
  const given = { id: `${one.id}:given`, title: who, at: one.given_at, who: one.recorded_by_name ?? undefined, icon: "check", tone: "good", text: t("visitors.consent.event_text", { version: one.text_version }) };
  if (!one.withdrawn_at) return [given];
  return [{ id: `${one.id}:gone`, title: t("visitors.consent.withdrawn"), at: one.withdrawn_at, icon: "cross", tone: "wrong" }, given];
}
