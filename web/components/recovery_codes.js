// Recovery codes, shown once: to be copied, printed or kept as a file before going on.
import { h, html, useEffect, useId, useRef, useState } from "../h.js";
import { t } from "../i18n.js";
import { place } from "../place.js";
import { profile } from "../session.js";
import { toast } from "../toasts.js";
import { Button } from "./button.js";
import { Notice } from "./notice.js";

/**
 * @param {{codes: string[], onDone: () => void | Promise<void>, doneLabel?: string}} props
 */
export function RecoveryCodes({ codes, onDone, doneLabel }) {
  const [isKept, setIsKept] = useState(false);
  const [isAsked, setIsAsked] = useState(false);
  const heading = useRef(/** @type {HTMLElement | null} */ (null));
  const box = useRef(/** @type {HTMLInputElement | null} */ (null));
  const id = useId();
  useEffect(() => heading.current?.focus(), []);
  useLeaveGuard(!isKept);
  const goOn = () => {
    if (isKept) return onDone();
    setIsAsked(true);
    box.current?.focus();
    return undefined;
  };
  return html`<div class="recovery">
    <h2 class="recovery-title" ref=${heading} tabindex="-1">${t("auth.recovery.title")}</h2>
    <p>${t("auth.recovery.lead")}</p>
    <div class="recovery-sheet">
      <p class="recovery-for">${place.value.name} · ${profile.value?.user.email ?? profile.value?.user.username}</p>
      <ul class="recovery-codes" aria-label=${t("auth.recovery.list")}>
        ${codes.map((code) => html`<li><code>${code}</code></li>`)}
      </ul>
    </div>
    <div class="recovery-tools">
      ${h(Button, { tone: "quiet", icon: "copy", onClick: () => copy(codes) }, t("auth.recovery.copy"))}
      ${h(Button, { tone: "quiet", icon: "print", onClick: () => globalThis.print() }, t("auth.recovery.print"))}
      ${h(Button, { tone: "quiet", icon: "download", onClick: () => download(codes) }, t("auth.recovery.download"))}
    </div>
    ${h(Notice, { tone: "warning" }, t("auth.recovery.once"))}
    <div class=${isAsked && !isKept ? "recovery-kept is-wrong" : "recovery-kept"}>
      <label class="check">
        <input
          ref=${box}
          class="check-box"
          type="checkbox"
          checked=${isKept}
          aria-invalid=${isAsked && !isKept ? "true" : undefined}
          aria-describedby=${isAsked && !isKept ? id : undefined}
          onChange=${(/** @type {Event} */ event) => setIsKept(/** @type {HTMLInputElement} */ (event.target).checked)}
        />
        <span class="check-text">${t("auth.recovery.kept")}</span>
      </label>
      ${isAsked && !isKept ? html`<p class="recovery-problem" id=${id}>${t("auth.recovery.keepFirst")}</p>` : null}
    </div>
    ${h(Button, { tone: "primary", onClick: goOn }, doneLabel ?? t("auth.goOn"))}
  </div>`;
}

/**
 * A closed tab would take the codes along.
 * @param {boolean} isOn
 */
function useLeaveGuard(isOn) {
  useEffect(() => {
    if (!isOn) return undefined;
    const stay = (/** @type {Event} */ event) => event.preventDefault();
    globalThis.addEventListener("beforeunload", stay);
    return () => globalThis.removeEventListener("beforeunload", stay);
  }, [isOn]);
}

/** @param {string[]} codes */
async function copy(codes) {
  try {
    // Not there where the page came by plain http.
    await navigator.clipboard.writeText(codes.join("\n"));
    toast(t("auth.recovery.copied"), { tone: "good" });
  } catch {
    toast(t("auth.recovery.notCopied"), { tone: "wrong" });
  }
}

/** @param {string[]} codes */
function download(codes) {
  const { name } = place.value;
  const lines = [t("auth.recovery.fileTitle", { place: name }), profile.value?.user.email ?? profile.value?.user.username ?? "", "", ...codes, ""];
  const address = URL.createObjectURL(new Blob([lines.join("\r\n")], { type: "text/plain;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = t("auth.recovery.file");
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
