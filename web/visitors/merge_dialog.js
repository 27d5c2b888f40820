// Two files of one person become one: both are seen side by side, and it is said which one stays.

import { get, post } from "../api.js";
import { Avatar } from "../components/avatar.js";
import { Dialog } from "../components/dialog.js";
import { Form } from "../components/form.js";
import { Notice } from "../components/notice.js";
import { Icon } from "../components/icon.js";
import { useForm } from "../forms.js";
import { h, html, useState } from "../h.js";
import { formatDate, formatNumber, t } from "../i18n.js";
import { toast } from "../toasts.js";
import { navigate } from "../router.js";
import { VisitorField, picturedVisitor, visitorName } from "./visitor_field.js";

/** @typedef {import("./shapes.js").Visitor} Visitor */

/** @param {{ visitor: Visitor, other?: Visitor | null, onClose: () => void, onChanged: (visitor: Visitor) => void }} props `other`: the file that looks alike */
export function MergeDialog({ visitor, other: given = null, onClose, onChanged }) {
  const [other, setOther] = useState(given);
  const [picked, setStays] = useState(/** @type {"this" | "other" | null} */ (null));
  // The older file is more likely to be on slips, in notes and in people's heads.
  const stays = picked ?? (other && other.created_at < visitor.created_at ? "other" : "this");
  const [kept, gone] = stays === "this" || !other ? [visitor, other] : [other, visitor];
  const form = useForm({
    initial: {},
    send: () => /** @type {Promise<Visitor>} */ (post(`/api/visitors/${gone?.id}/merge/`, { into: kept.id })),
    done: (merged) => {
      toast(t("visitors.merge.done", { name: visitorName(merged) }), { tone: "good" });
      onClose();
      if (merged.id === visitor.id) onChanged(merged);
      else navigate(`/visitors/${merged.id}`, { replace: true });
    },
  });
  const isSame = other?.id === visitor.id;
  /** @param {import("./visitor_field.js").FoundVisitor | null} found */
  const pick = async (found) => setOther(found && (await get(`/api/visitors/${found.id}/`)));
  return h(
    Dialog,
    { open: true, title: t("visitors.merge.title"), lead: t("visitors.merge.lead"), onClose, size: "wide", isBusy: form.busy.value },
    h(
      Form,
      { form, submit: t("visitors.merge.submit"), tone: "danger", disabled: !other || isSame, cancel: { onClick: onClose } },
      h(VisitorField, { label: t("visitors.merge.other"), clear: t("visitors.merge.clear"), picked: other, errors: isSame ? [t("visitors.merge.same")] : form.errors("into"), onPick: (found) => void pick(found) }),
      other &&
        !isSame &&
        html`<fieldset class="merge">
          <legend class="field-label">${t("visitors.merge.which")}</legend>
          ${h(Side, { visitor, isKept: stays === "this", onPick: () => setStays("this") })}
          ${h(Side, { visitor: other, isKept: stays === "other", onPick: () => setStays("other") })}
        </fieldset>`,
      other && !isSame && h(Notice, { tone: "warning" }, t("visitors.merge.warning", { kept: visitorName(kept) })),
    ),
  );
}

/** @param {{ visitor: Visitor, isKept: boolean, onPick: () => void }} props */
function Side({ visitor, isKept, onPick }) {
  const { birth_date, email, phone, statistics, created_at } = visitor;
  const lines = [birth_date && formatDate(birth_date, "short"), email, phone, t("visitors.merge.sessions", { count: statistics.sessions_count, number: formatNumber(statistics.sessions_count) }), t("visitors.merge.since", { date: formatDate(created_at, "medium") })];
  return html`<label class=${`merge-side${isKept ? " is-kept" : ""}`}>
    <input type="radio" class="check-dot" name="kept" checked=${isKept} onChange=${onPick} />
    <span class="merge-words">
      <span class="merge-name">${h(Avatar, { user: picturedVisitor(visitor), size: "small" })} <strong>${visitorName(visitor)}</strong></span>
      ${lines.filter(Boolean).map((line) => html`<span key=${line} class="soft small">${line}</span>`)}
      <span class="merge-state small">${h(Icon, { name: isKept ? "check" : "merge", size: 16 })} ${t(isKept ? "visitors.merge.kept" : "visitors.merge.taken_in")}</span>
    </span>
  </label>`;
}
