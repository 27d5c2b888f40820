// A code on paper: a small slip for the visitor. It hangs beside the app, so that what is printed is nothing else.

import { html, render, useEffect } from "../h.js";
import { formatDateTime, t } from "../i18n.js";
import { place } from "../place.js";
import { spanText } from "./time_left.js";

/** @typedef {import("./shapes.js").Session} Session */

/** While it is mounted, the page prints this slip. @param {{ session: Session }} props */
export function CodeSlip({ session }) {
  useEffect(() => {
    const host = document.createElement("div");
    host.className = "code-slip-host";
    host.setAttribute("aria-hidden", "true");
    document.body.append(host);
    render(slip(session), host);
    return () => {
      render(null, host);
      host.remove();
    };
  }, [session.id, session.duration_seconds]);
  return null;
}

/** @param {Session} session */
function slip({ access_code, duration_seconds, visitor_name, workstation_name, code_expires_at }) {
  return html`<section class="code-slip">
    <p class="code-slip-place">${place.value.name}</p>
    <p class="code-slip-code">${access_code.slice(0, 3)} ${access_code.slice(3)}</p>
    <p class="code-slip-span">${[spanText(duration_seconds), visitor_name].filter(Boolean).join(" · ")}</p>
    <p>${workstation_name ? t("seats.slip.how_seat", { seat: workstation_name }) : t("seats.slip.how")}</p>
    <p class="code-slip-foot">${t("seats.slip.until", { at: formatDateTime(code_expires_at) })}</p>
  </section>`;
}
