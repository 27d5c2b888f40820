import { Page } from "../components/page.js";
import { h, html } from "../h.js";
import { t } from "../i18n.js";
import { Calendars } from "../styleguide/calendars.js";
import { Controls } from "../styleguide/controls.js";
import { Foundations } from "../styleguide/foundations.js";
import { Frame } from "../styleguide/frame.js";
import { Lists } from "../styleguide/lists.js";
import { Messages } from "../styleguide/messages.js";
import { Overlays, Plots } from "../styleguide/overlays.js";

const CHAPTERS = /** @type {const} */ (["foundations", "controls", "messages", "lists", "calendars", "plots", "overlays", "frame"]);

/** Every component in both themes, with what it is for: the place to look before one makes something new. */
export default function Styleguide() {
  return h(
    Page,
    { title: t("styleguide.title"), lead: t("styleguide.lead"), width: "wide" },
    html`<nav class="guide-contents" aria-label=${t("styleguide.contents")}>
      <ul>
        ${CHAPTERS.map((name) => html`<li key=${name}><a href=${`#${name}`}>${t(`styleguide.${name}.title`)}</a></li>`)}
      </ul>
    </nav>`,
    h(Foundations, {}),
    h(Controls, {}),
    h(Messages, {}),
    h(Lists, {}),
    h(Calendars, {}),
    h(Plots, {}),
    h(Overlays, {}),
    h(Frame, {}),
  );
}
