import { Button } from "../components/button.js";
import { h, html, useEffect, useRef, useState } from "../h.js";
import { formatDateTime, t } from "../i18n.js";
import { CodeSlip } from "./code_slip.js";
import { spanText } from "./time_left.js";

/** @typedef {import("./shapes.js").Session} Session */

/** A code as large as can be, to be copied, printed or read aloud. @param {{ session: Session }} props */
export function CodeShown({ session }) {
  const { access_code: code, visitor_name, duration_seconds, workstation_name, code_expires_at } = session;
  const shown = useRef(/** @type {HTMLElement | null} */ (null));
  const [isCopied, setCopied] = useState(false);
  useEffect(() => shown.current?.focus(), [code]);
  const copy = () => navigator.clipboard.writeText(code).then(() => setCopied(true)).catch(() => shown.current && getSelection()?.selectAllChildren(shown.current));
  return html`<div class="code-shown">
    <p class="code-large mono" tabindex="-1" ref=${shown}>
      <span class="unseen">${t("seats.code.read", { letters: [...code].join(" ") })}</span>
      <span aria-hidden="true">${code.slice(0, 3)}</span><span aria-hidden="true">${code.slice(3)}</span>
    </p>
    <p class="code-who">${[visitor_name ?? t("seats.guest"), spanText(duration_seconds), workstation_name].filter(Boolean).join(" · ")}</p>
    <p class="soft small">${t("seats.code.until", { at: formatDateTime(code_expires_at) })}</p>
    <div class="row code-tools">
      ${h(Button, { icon: isCopied ? "check" : "copy", onClick: () => void Promise.resolve().then(copy) }, t(isCopied ? "seats.code.copied" : "seats.code.copy"))}
      ${h(Button, { icon: "print", onClick: () => print() }, t("seats.code.print"))}
    </div>
    ${h(CodeSlip, { session })}
  </div>`;
}
