import { Icon } from "../components/icon.js";
import { shapes } from "../components/icon_shapes.js";
import { contrast, rgbOf } from "../components/contrast.js";
import { Mark } from "../components/mark.js";
import { h, html, useLayoutEffect, useRef, useState } from "../h.js";
import { formatNumber, t } from "../i18n.js";
import { Chapter, Specimen } from "./specimen.js";

/** Letters on a ground, and the least contrast that WCAG 2.2 AA asks of them. */
const PAIRS = /** @type {const} */ ([
  ["ink", "wall", 4.5],
  ["ink", "sheet", 4.5],
  ["soft", "wall", 4.5],
  ["soft", "sheet", 4.5],
  ["faint", "sunk", 4.5],
  ["link", "sheet", 4.5],
  ["on-roof", "roof", 4.5],
  ["ink", "roof-wash", 4.5],
  ["posts-ink", "posts-wash", 4.5],
  ["good", "good-wash", 4.5],
  ["warning", "warning-wash", 4.5],
  ["wrong", "wrong-wash", 4.5],
  ["on-wrong", "wrong", 4.5],
  ["hue-1", "hue-1-wash", 4.5],
  ["hue-2", "hue-2-wash", 4.5],
  ["hue-3", "hue-3-wash", 4.5],
  ["hue-4", "hue-4-wash", 4.5],
  ["hue-5", "hue-5-wash", 4.5],
  ["hue-6", "hue-6-wash", 4.5],
  ["hue-7", "hue-7-wash", 4.5],
  ["hue-8", "hue-8-wash", 4.5],
  ["edge", "sheet", 3],
  ["focus", "wall", 3],
  ["roof", "wall", 3],
]);
const SIZES = /** @type {const} */ (["3xl", "2xl", "xl", "l", "m", "s", "xs"]);
const ROOMS = /** @type {const} */ ([1, 2, 3, 4, 5, 6, 7, 8]);
const RADII = /** @type {const} */ (["s", "m", "l", "round"]);
const DEPTHS = /** @type {const} */ ([1, 2, 3]);

export function Foundations() {
  return h(
    Chapter,
    { id: "foundations", title: t("styleguide.foundations.title"), text: t("styleguide.foundations.text") },
    h(Specimen, { title: t("styleguide.mark.title"), text: t("styleguide.mark.text"), children: marks }),
    h(Specimen, { title: t("styleguide.colours.title"), text: t("styleguide.colours.text"), children: pairs }),
    h(Specimen, { title: t("styleguide.letters.title"), text: t("styleguide.letters.text"), children: letters }),
    h(Specimen, { title: t("styleguide.room.title"), text: t("styleguide.room.text"), children: rooms }),
    h(Specimen, { title: t("styleguide.icons.title"), text: t("styleguide.icons.text"), children: icons }),
  );
}

function marks() {
  return html`<div class="guide-marks">
    ${h(Mark, { size: 72 })} ${h(Mark, { size: 40 })} ${h(Mark, { size: 24 })}
    <span class="display">Préau</span>
  </div>`;
}

function pairs() {
  return html`<ul class="guide-pairs">${PAIRS.map(([front, ground, least]) => h(Pair, { key: front + ground, front, ground, least }))}</ul>`;
}

/** The ratio is computed from what the browser shows, not written down. @param {{ front: string, ground: string, least: number }} props */
function Pair({ front, ground, least }) {
  const box = useRef(/** @type {HTMLElement | null} */ (null));
  const [ratio, setRatio] = useState(/** @type {number | null} */ (null));
  useLayoutEffect(() => {
    if (!box.current) return;
    const style = getComputedStyle(box.current);
    const [one, other] = [rgbOf(style.color), rgbOf(style.backgroundColor)];
    setRatio(one && other ? contrast(one, other) : null);
  }, []);
  const isEnough = ratio !== null && ratio >= least;
  const isText = least > 3;
  return html`<li>
    <span ref=${box} class=${isText ? "guide-colour" : "guide-colour is-edge"} style=${{ color: `var(--${front})`, backgroundColor: `var(--${ground})` }}>
      ${isText && "Aa"}
    </span>
    <span class="guide-pair-name"><code>${front}</code> <span class="soft">${t("styleguide.colours.on")}</span> <code>${ground}</code></span>
    <strong class=${isEnough ? "figures" : "figures guide-low"} data-ratio=${ratio?.toFixed(2)} data-least=${least}>
      ${ratio === null ? "" : formatNumber(Math.floor(ratio * 10) / 10)}
    </strong>
  </li>`;
}

function letters() {
  return html`<dl class="guide-letters">
    ${SIZES.map(
      (size) => html`<div key=${size}>
        <dt class="soft small"><code>text-${size}</code></dt>
        <dd class=${`guide-${size}`}>${t("styleguide.letters.sample")}</dd>
      </div>`,
    )}
    <div><dt class="soft small"><code>mono</code></dt><dd class="mono">2345-6789 · a1b2c3 · 10:45</dd></div>
    <div><dt class="soft small"><code>figures</code></dt><dd class="figures">1 111,10<br />8 888,88</dd></div>
  </dl>`;
}

function rooms() {
  return html`<div class="guide-rooms">
      ${ROOMS.map((step) => html`<span key=${step}><i style=${{ width: `var(--space-${step})`, height: `var(--space-${step})` }}></i><code>${step}</code></span>`)}
    </div>
    <div class="guide-rooms">
      ${RADII.map((size) => html`<span key=${size}><i class="guide-box" style=${{ borderRadius: `var(--radius-${size})` }}></i><code>radius-${size}</code></span>`)}
    </div>
    <div class="guide-rooms">
      ${DEPTHS.map((step) => html`<span key=${step}><i class="guide-box" style=${{ boxShadow: `var(--depth-${step})` }}></i><code>depth-${step}</code></span>`)}
    </div>`;
}

function icons() {
  const names = /** @type {import("../components/icon.js").IconName[]} */ (Object.keys(shapes));
  return html`<ul class="guide-icons">
    ${names.map((name) => html`<li key=${name}>${h(Icon, { name, size: 22 })}<span>${name}</span></li>`)}
  </ul>`;
}
