import { h, html } from "../h.js";
import { lang, t } from "../i18n.js";
import { route } from "../router.js";
import { status } from "../session.js";
import { Brand } from "./brand.js";
import { Button } from "./button.js";
import { Icon } from "./icon.js";
import { OfflineNotice } from "./offline_notice.js";
import { Popup } from "./popup.js";
import { Preferences } from "./preferences.js";
import { SiteNav } from "./site_nav.js";
import { UserMenu } from "./user_menu.js";

/** @typedef {import("../h.js").Children} Children */

/**
 * What is around every page. "shell": with the navigation of who is logged in, or the way to a log-in; "bare": the name of
 * the place only, for pages that must be finished first.
 * @param {{ frame?: "shell" | "bare", children?: Children }} props
 */
export function Shell({ frame = "shell", children }) {
  const hasNav = frame === "shell" && status.value !== "anonymous";
  return html`<div class=${`shell ${hasNav ? "shell-in" : "shell-out"} shell-${frame}`}>
    <a class="skip" href="#main">${t("core.shell.skip")}</a>
    <header class="top">
      ${h(Brand, {})}
      ${hasNav ? [h(SiteNav, {}), h(UserMenu, {})] : h(GuestTools, { frame })}
    </header>
    <div class="shell-body">
      ${h(OfflineNotice, {})}
      <main id="main" tabindex="-1">${children}</main>
    </div>
  </div>`;
}

/** @param {{ frame: "shell" | "bare" }} props */
function GuestTools({ frame }) {
  const mayLogIn = frame === "shell" && status.value === "anonymous" && route.value.path !== "/login";
  return html`<div class="top-tools">
    ${h(Popup, {
      label: t("core.shell.preferences"),
      look: "button button-plain top-preferences",
      button: [
        h(Icon, { name: "language", size: 18 }),
        html`<span aria-hidden="true">${lang.value.toUpperCase()}</span>`,
        html`<span class="unseen">${t("core.shell.preferences")}</span>`,
        h(Icon, { name: "chevron_down", size: 16 }),
      ],
      panelLook: "popup-guest",
    }, h(Preferences, {}))}
    ${mayLogIn && h(Button, { tone: "primary", to: "/login" }, t("core.shell.log_in"))}
  </div>`;
}
