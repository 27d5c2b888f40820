// The covered courtyard that the program is named after, drawn for the public pages. Its clock shows the place's time;
// when the theme is dark it is evening, and the lamps are lit.
import { html } from "../h.js";

const POSTS = [92, 240, 388, 536];
const SEAMS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];

/**
 * Decoration: it says nothing that is not written beside it.
 * @param {{time?: string}} props  `time` as "08:45"
 */
export function Courtyard({ time }) {
  return html`<svg class="scene" viewBox="0 0 640 400" aria-hidden="true" focusable="false">
    <circle class="scene-sun" cx="104" cy="84" r="34" />
    <path class="scene-cloud" d="M452 70h74a13 13 0 0 0 0-26 22 22 0 0 0-42-6 17 17 0 0 0-32 6 13 13 0 0 0 0 26z" />
    ${tree()}
    <path class="scene-ground" d="M40 340h560q40 0 40 18 0 42-320 42T0 358q0-18 40-18z" />
    <path class="scene-back" d="M98 228h444v112H98z" />
    ${wall()} ${lamps()} ${bench()} ${timber()} ${roof()} ${clockTower(time)}
    <path class="scene-shadow" d="M60 340h520l22 13H38z" />
    ${hopscotch()} ${planter()}
  </svg>`;
}

function roof() {
  const seams = SEAMS.map((i) => {
    const top = 168 + (i * 304) / 12;
    const bottom = 58 + (i * 524) / 12;
    return html`<path class="scene-seam" d=${`M${top} 122 ${bottom} 214`} />`;
  });
  return html`<g>
    <path class="scene-roof" d="M158 118h324l116 100H42z" />
    ${seams}
    <path class="scene-ridge" d="M150 112h340v9H150z" />
    <path class="scene-gutter" d="M38 214h564v9H38z" />
  </g>`;
}

function timber() {
  const posts = POSTS.map(
    (x) => html`<g>
      <path class="scene-brace" d=${`M${x + 6} 272 ${x - 30} 230M${x + 6} 272 ${x + 42} 230`} />
      <rect class="scene-post" x=${x} y="228" width="12" height="112" />
      <rect class="scene-foot" x=${x - 3} y="332" width="18" height="10" />
    </g>`,
  );
  return html`<g>${posts}<path class="scene-beam" d="M62 222h516v10H62z" /></g>`;
}

/** @param {string | undefined} time */
function clockTower(time) {
  const [hours = 10, minutes = 10] = (time ?? "10:10").split(":").map(Number);
  return html`<g>
    <path class="scene-tower" d="M294 66h52v46h-52z" />
    <path class="scene-roof" d="M320 30l36 38h-72z" />
    <path class="scene-mast" d="M320 14v18" />
    <circle class="scene-dial" cx="320" cy="90" r="17" />
    <path class="scene-hand scene-hand-hour" d="M320 90v-9" transform=${`rotate(${(hours % 12) * 30 + minutes / 2} 320 90)`} />
    <path class="scene-hand" d="M320 90v-13" transform=${`rotate(${minutes * 6} 320 90)`} />
    <circle class="scene-pin" cx="320" cy="90" r="1.6" />
  </g>`;
}

function wall() {
  return html`<g>
    <path class="scene-door" d="M292 340v-62a28 28 0 0 1 56 0v62z" />
    <path class="scene-door-line" d="M320 250v90" />
    <circle class="scene-knob" cx="327" cy="302" r="2.4" />
    <rect class="scene-board" x="128" y="256" width="88" height="46" rx="2" />
    <rect class="scene-paper" x="136" y="263" width="18" height="24" />
    <rect class="scene-paper-2" x="160" y="266" width="22" height="16" />
    <rect class="scene-paper" x="188" y="262" width="20" height="28" />
    <path class="scene-hooks" d="M424 264h92M434 264v9M454 264v9M474 264v9M494 264v9" />
    <path class="scene-coat" d="M428 273q6-6 12 0l4 34h-20z" />
    <path class="scene-bag" d="M468 276h12a6 6 0 0 1 6 6v16h-24v-16a6 6 0 0 1 6-6z" />
  </g>`;
}

function lamps() {
  return [172, 468].map(
    (x) => html`<g>
      <path class="scene-glow" d=${`M${x - 9} 250l-30 90h78l-30-90z`} />
      <path class="scene-wire" d=${`M${x} 230v12`} />
      <path class="scene-lamp" d=${`M${x - 4} 241h8l7 9h-22z`} />
    </g>`,
  );
}

function bench() {
  return html`<g>
    <path class="scene-bench-leg" d="M132 324v16M212 324v16M424 324v16M512 324v16" />
    <path class="scene-bench" d="M122 318h100v7H122zM414 318h108v7H414z" />
  </g>`;
}

function tree() {
  return html`<g>
    <path class="scene-trunk" d="M592 340c4-40 2-70-4-104l12 6c2-8 4-14 10-20l-2 34c-2 30 0 58 4 84z" />
    <circle class="scene-leaf-2" cx="574" cy="196" r="36" />
    <circle class="scene-leaf" cx="612" cy="172" r="44" />
    <circle class="scene-leaf" cx="596" cy="222" r="30" />
  </g>`;
}

/** A hopscotch chalked on the ground: one, two, one, two, and heaven. */
function hopscotch() {
  return html`<path
    class="scene-chalk"
    d="M208 372h30v14h-30zM238 365h30v28h-30zM238 379h30M268 372h30v14h-30zM298 365h30v28h-30zM298 379h30M328 372h30v14h-30zM358 366q34 0 34 13t-34 13z"
  />`;
}

function planter() {
  return html`<g>
    <path class="scene-leaf-2" d="M28 348q-6-30 8-42 4 16 2 32 4-26 18-34 2 20-8 36 8-10 18-12-4 14-16 20z" />
    <path class="scene-pot" d="M22 346h48l-6 34H28z" />
  </g>`;
}
