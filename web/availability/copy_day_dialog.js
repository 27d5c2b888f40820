// The hours of one day, copied to others.

import { Button } from "../components/button.js";
import { Dialog } from "../components/dialog.js";
import { Fragment, h, html, useState } from "../h.js";
import { t } from "../i18n.js";
import { weekdayName, weekdayTitle } from "./day_names.js";

/** @typedef {import("./week.js").Week} Week */

/** @param {{ week: Week, from: number, onClose: () => void, onCopy: (to: number[]) => void }} props */
export function CopyDayDialog({ week, from, onClose, onCopy }) {
  const others = week.map((_, day) => day).filter((day) => day !== from);
  const [picked, setPicked] = useState(() => new Set(others.filter((day) => day < 5)));
  /** @param {number} day */
  const toggle = (day) => {
    const next = new Set(picked);
    if (!next.delete(day)) next.add(day);
    setPicked(next);
  };
  return h(
    Dialog,
    {
      open: true,
      size: "small",
      title: t("availability.copy.title", { day: weekdayName(from) }),
      lead: week[from].map(({ opens, closes }) => t("availability.range", { from: opens, to: closes })).join(t("availability.and")),
      onClose,
      actions: h(
        Fragment,
        {},
        h(Button, { onClick: onClose }, t("core.confirm.cancel")),
        h(
          Button,
          { tone: "primary", icon: "copy", disabled: picked.size === 0, onClick: () => onCopy(others.filter((day) => picked.has(day))) },
          t("availability.copy.action"),
        ),
      ),
    },
    html`<div role="group" aria-label=${t("availability.copy.to")} class="copy-days">
      ${others.map(
        (day) => html`<label class="check" key=${day}>
          <input type="checkbox" class="check-box" checked=${picked.has(day)} onChange=${() => toggle(day)} />
          <span class="check-text">
            ${weekdayTitle(day)}${" "}
            <span class="soft small">${week[day].length > 0 ? t("availability.copy.replaced") : t("availability.copy.closed")}</span>
          </span>
        </label>`,
      )}
    </div>`,
  );
}
