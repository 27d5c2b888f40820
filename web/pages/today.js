// What concerns me today: the cards of today.js that apply to me.

import { Empty } from "../components/empty.js";
import { Loaded } from "../components/loaded.js";
import { Page } from "../components/page.js";
import { h, html } from "../h.js";
import { formatDate, loadArea, t } from "../i18n.js";
import { useLoad } from "../load.js";
import { moduleOn, place } from "../place.js";
import { can, hasRight, isRole, profile } from "../session.js";
import { loadSheets } from "../sheets.js";
import { TODAY_CARDS } from "../today.js";
import { useWallClock } from "../today/wall_clock.js";

/** @typedef {import("../today.js").TodayCard} TodayCard */
/** @typedef {{ card: TodayCard, Component: (props: { prepared?: unknown }) => import("../h.js").Children, prepared: unknown }} Ready */

export default function TodayPage() {
  const { hour, date } = useWallClock();
  const cards = TODAY_CARDS.filter((card) => card.applies({ can, hasRight, isRole, moduleOn }));
  const load = useLoad(() => bring(cards), [cards.map((card) => card.name).join(" ")]);
  const name = profile.value?.user.first_name ?? "";
  const hello = t(hour >= 18 || hour < 4 ? "account.today.hello_evening" : "account.today.hello_morning", { name });
  return h(
    Page,
    { title: hello, lead: capital(formatDate(date, "weekday")), width: "wide" },
    h(Loaded, { load, shape: "cards", children: (ready) => h(Board, { ready }) }),
  );
}

/**
 * The files, texts and styles of the cards, and what they want to know beforehand, all at once.
 * @param {TodayCard[]} cards
 * @returns {Promise<Ready[]>}
 */
function bring(cards) {
  return Promise.all(
    cards.map(async (card) => {
      const [module] = await Promise.all([card.component(), loadArea(card.area), loadSheets(card.area)]);
      return { card, Component: module.default, prepared: await module.prepare?.() };
    }),
  );
}

/** @param {{ ready: Ready[] }} props */
function Board({ ready }) {
  /** @param {TodayCard["where"]} where */
  const at = (where) =>
    ready.filter(({ card }) => card.where === where).map(({ card, Component, prepared }) => h(Component, { key: card.name, prepared }));
  const main = at("main");
  return html`<div class="today">
    ${at("strip")}
    <div class="today-columns">
      <div class="today-main">
        ${main.length > 0
          ? main
          : html`<div class="today-free">${h(Free, {})}</div>`}
      </div>
      <div class="today-side">${at("side")}</div>
    </div>
  </div>`;
}

function Free() {
  const text = t("account.today.free_text", { place: place.value.name });
  return h(Empty, { icon: "sun", title: t("account.today.free"), text });
}

/** @param {string} text a date as a sentence begins with it */
function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
