import { Icon } from "../components/icon.js";
import { Section } from "../components/section.js";
import { h, html } from "../h.js";
import { formatDate, formatDateTime, formatNumber, formatRelative, t } from "../i18n.js";
import { Link } from "../router.js";
import { can } from "../session.js";
import { spanText } from "../seats/time_left.js";
import { bornText } from "./visitors_list.js";

/** @typedef {import("./shapes.js").Visitor} Visitor */

/** Who it is, how to reach them, how much they come. @param {{ visitor: Visitor, category: import("./shapes.js").Category | undefined }} props */
export function VisitorFacts({ visitor, category }) {
  const { email, phone, category_name, created_at, created_by_name, legal_hold } = visitor;
  return h(
    Section,
    { title: t("visitors.facts"), card: true },
    html`<ul class="visitor-reach">
        <li>${h(Icon, { name: "person", size: 18 })} <span>${bornText(visitor)}</span></li>
        <li>${h(Icon, { name: "phone", size: 18 })} ${phone ? html`<a href=${`tel:${phone.replace(/[^+\d]/g, "")}`}>${phone}</a>` : html`<span class="soft">${t("visitors.phone.none")}</span>`}</li>
        <li>${h(Icon, { name: "mail", size: 18 })} ${email ? html`<a href=${`mailto:${email}`}>${email}</a>` : html`<span class="soft">${t("visitors.email.none")}</span>`}</li>
        ${can("can_manage_users") && html`<li>${h(Icon, { name: "people", size: 18 })} ${h(Link, { to: `/people/users/${visitor.user}` }, t("visitors.facts.person"))}</li>`}
      </ul>
      <dl class="visitor-facts">
        <div><dt>${t("visitors.category")}</dt><dd>${category_name ?? (category ? t("visitors.category.usual", { name: category.name }) : t("visitors.category.without"))}</dd></div>
        <div><dt>${t("visitors.facts.since")}</dt><dd>${formatDate(created_at)}${created_by_name && html` <span class="soft small">${t("visitors.facts.by", { name: created_by_name })}</span>`}</dd></div>
        ${legal_hold && html`<div><dt>${t("visitors.hold")}</dt><dd>${t("visitors.hold.until", { date: formatDate(legal_hold.until) })}${legal_hold.reason && html`<br /><span class="soft small">${legal_hold.reason}</span>`}</dd></div>`}
      </dl>`,
  );
}

/** Figures that an operator looks for first. @param {{ visitor: Visitor }} props */
export function VisitorFigures({ visitor: { statistics, day, open_session } }) {
  const { sessions_count, used_seconds, last_visit_at } = statistics;
  const left = day.minutes_left;
  const isSpent = left !== null && left <= 0;
  const tiles = [
    {
      name: t("visitors.figure.left"),
      value: left === null ? t("visitors.limits.none") : spanText(60 * Math.max(0, left)),
      note: day.minutes_taken > 0 ? t("visitors.figure.used_today", { time: spanText(60 * day.minutes_taken) }) : t("visitors.figure.none_today"),
      look: isSpent ? " is-spent" : "",
    },
    { name: t("visitors.figure.sessions"), value: formatNumber(sessions_count), note: t("visitors.figure.used", { time: spanText(used_seconds) }), look: "" },
    {
      name: t("visitors.last_visit"),
      value: open_session ? t("visitors.here_now") : last_visit_at ? formatRelative(last_visit_at) : t("visitors.figure.never"),
      note: last_visit_at ? formatDateTime(last_visit_at) : "",
      look: "",
    },
  ];
  return html`<ul class="visitor-figures">
    ${tiles.map(({ name, value, note, look }) => html`<li key=${name} class=${`visitor-figure${look}`}><span class="soft small">${name}</span><strong>${value}</strong><span class="soft small">${note}</span></li>`)}
  </ul>`;
}
