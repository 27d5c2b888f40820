import { h, html, useEffect, useRef, useState } from "../h.js";
import { t } from "../i18n.js";
import { Button } from "./button.js";

/** So long the button says that it was done. */
const SAID = 2_500;

/**
 * A text that one takes along: a code, a token, a link. One that cannot be copied is selected instead.
 * @param {{ text: string, label: string }} props
 */
export function CopyText({ text, label }) {
  const shown = useRef(/** @type {HTMLElement | null} */ (null));
  const [done, setDone] = useState(/** @type {"copied" | "selected" | null} */ (null));
  useEffect(() => {
    if (!done) return undefined;
    const timer = setTimeout(() => setDone(null), SAID);
    return () => clearTimeout(timer);
  }, [done]);
  const copy = () => navigator.clipboard.writeText(text).then(() => setDone("copied"));
  const take = () => Promise.resolve().then(copy).catch(() => {
    if (shown.current) getSelection()?.selectAllChildren(shown.current);
    setDone("selected");
  });
  return html`<div class="copy" role="group" aria-label=${label}>
    <code class="copy-text" ref=${shown}>${text}</code>
    ${h(Button, {
      tone: "plain",
      small: true,
      icon: done === "copied" ? "check" : "copy",
      label: done ? undefined : t("core.copy.label", { label }),
      onClick: () => void take(),
    }, t(done === "copied" ? "core.copy.done" : "core.copy.action"))}
    <span class="unseen" role="status">${done && t(`core.copy.${done}`)}</span>
  </div>`;
}
