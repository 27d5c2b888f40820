// Texts, dates and numbers in the reader's language. Switching needs no reload: whatever shows a text reads `lang`.

import { computed, effect, signal } from "./h.js";
import { KEYS, LANGUAGES } from "./constants.js";
import { lasting } from "./storage.js";

/** @typedef {(typeof LANGUAGES)[number]} Lang */
/**
 * What is loaded together: texts and styles.
 * @typedef {"core" | "auth" | "account" | "people" | "appointments" | "booking" | "mine" | "agenda" | "clients"
 *   | "availability" | "figures" | "school" | "timetable" | "planning" | "checkin"
 *   | "register" | "absences" | "rates" | "structure" | "seats" | "room" | "visitors"
 *   | "codes" | "queue" | "seatstats" | "styleguide"} Area
 */
/**
 * @typedef {Extract<
 *   | keyof typeof import("./locales/fr/core.js").default
 *   | keyof typeof import("./locales/fr/auth.js").default
 *   | keyof typeof import("./locales/fr/account.js").default
 *   | keyof typeof import("./locales/fr/people.js").default
 *   | keyof typeof import("./locales/fr/appointments.js").default
 *   | keyof typeof import("./locales/fr/booking.js").default
 *   | keyof typeof import("./locales/fr/mine.js").default
 *   | keyof typeof import("./locales/fr/agenda.js").default
 *   | keyof typeof import("./locales/fr/clients.js").default
 *   | keyof typeof import("./locales/fr/availability.js").default
 *   | keyof typeof import("./locales/fr/figures.js").default
 *   | keyof typeof import("./locales/fr/school.js").default
 *   | keyof typeof import("./locales/fr/timetable.js").default
 *   | keyof typeof import("./locales/fr/planning.js").default
 *   | keyof typeof import("./locales/fr/checkin.js").default
 *   | keyof typeof import("./locales/fr/register.js").default
 *   | keyof typeof import("./locales/fr/absences.js").default
 *   | keyof typeof import("./locales/fr/rates.js").default
 *   | keyof typeof import("./locales/fr/structure.js").default
 *   | keyof typeof import("./locales/fr/seats.js").default
 *   | keyof typeof import("./locales/fr/room.js").default
 *   | keyof typeof import("./locales/fr/visitors.js").default
 *   | keyof typeof import("./locales/fr/codes.js").default
 *   | keyof typeof import("./locales/fr/queue.js").default
 *   | keyof typeof import("./locales/fr/seatstats.js").default
 *   | keyof typeof import("./locales/fr/styleguide.js").default,
 *   string
 * >} Key
 */
/** @typedef {string | { one: string, other: string }} Text  a plural is chosen by the parameter `count` */

/** @param {unknown} text @returns {Lang | null} */
function parse(text) {
  const [primary] = String(text ?? "").toLowerCase().split("-");
  return LANGUAGES.find((known) => known === primary) ?? null;
}

const browserLang = (globalThis.navigator?.languages ?? []).map(parse).find((known) => known !== null) ?? null;

/** What the reader chose on this device. */
export const chosenLang = signal(parse(lasting.read(KEYS.lang)));
/** What the account of the reader says. */
export const accountLang = signal(/** @type {Lang | null} */ (null));
/** What the place speaks by default. */
export const placeLang = signal(/** @type {Lang | null} */ (null));
/** The zone that times are shown in: the place's. */
export const zone = signal("Europe/Paris");

const wanted = computed(
  () => chosenLang.value ?? accountLang.value ?? browserLang ?? placeLang.value ?? LANGUAGES[0],
);

/** The language on the screen: `wanted`, once its texts are there. */
export const lang = signal(wanted.peek());

/** @type {Record<Lang, Record<string, Text>>} */
const texts = { fr: {}, en: {} };
/** @type {Set<Area>} */
const areas = new Set();
/** @type {Map<string, Promise<void>>} */
const loading = new Map();

/** @param {Area} area @param {Lang} language */
function load(area, language) {
  const name = `${language}/${area}`;
  const started =
    loading.get(name) ??
    import(`./locales/${name}.js`).then((module) => void Object.assign(texts[language], module.default));
  loading.set(name, started);
  started.catch(() => loading.delete(name));
  return started;
}

/** Areas that build on another one: its texts, styles and parts are there too. @type {Partial<Record<Area, Area>>} */
export const BENEATH = {
  booking: "appointments", mine: "appointments", agenda: "appointments",
  clients: "appointments", availability: "appointments", figures: "appointments",
  timetable: "school", planning: "school", checkin: "school", register: "school",
  absences: "school", rates: "school", structure: "school",
  // It shows what the public pages are made of.
  styleguide: "auth",
  room: "seats", visitors: "seats", codes: "seats", queue: "seats", seatstats: "seats",
};

/** Brings the texts of an area; the page that needs them is shown afterwards. @param {Area} area */
export async function loadArea(area) {
  const beneath = BENEATH[area];
  if (beneath) areas.add(beneath);
  areas.add(area);
  await settle();
}

/** Switches to the wanted language once all its texts are there, also those asked for while they were on their way. */
async function settle() {
  for (;;) {
    const next = wanted.peek();
    const count = areas.size;
    await Promise.all([...areas].map((area) => load(area, next)));
    if (next !== wanted.peek() || count !== areas.size) continue;
    lang.value = next;
    return;
  }
}

/** @param {Lang} language the reader's choice; it is kept on this device */
export async function setLang(language) {
  lasting.write(KEYS.lang, language);
  chosenLang.value = language;
  await settle();
}

/** Keeps <html lang>, and this tab with its siblings, in step. Resolves when the shell can be shown. */
export async function startI18n() {
  effect(() => {
    document.documentElement.lang = lang.value;
  });
  addEventListener("storage", ({ key, newValue }) => {
    if (key === KEYS.lang) chosenLang.value = parse(newValue);
  });
  await loadArea("core");
  effect(() => {
    // A language whose texts do not arrive is simply not switched to.
    if (wanted.value !== lang.peek()) settle().catch(() => {});
  });
}

/** @param {string | null | undefined} text as an account or a place names it */
export const parseLang = parse;

/**
 * @param {Key} key
 * @param {Record<string, string | number>} [params]
 */
export function t(key, params = {}) {
  const found = texts[lang.value][key] ?? key;
  const text = typeof found === "string" ? found : plural(found, Number(params.count));
  return text.replace(/\{(\w+)\}/g, (whole, name) => {
    const value = params[name];
    return value === undefined ? whole : typeof value === "number" ? formatNumber(value) : value;
  });
}

/** @param {{ one: string, other: string }} forms @param {number} count */
export function plural(forms, count) {
  const form = format("plural", (locale) => new Intl.PluralRules(locale)).select(count);
  return form === "one" ? forms.one : forms.other;
}

/** Making a formatter is slow, using it is not. @type {Map<string, any>} */
const formats = new Map();

/**
 * @template F
 * @param {string} name
 * @param {(locale: string) => F} make
 * @returns {F}
 */
function format(name, make) {
  const locale = lang.value === "fr" ? "fr-FR" : "en-GB";
  const id = `${locale} ${name}`;
  if (!formats.has(id)) formats.set(id, make(locale));
  return formats.get(id);
}

/** @type {Record<string, Intl.DateTimeFormatOptions>} */
const DATES = {
  long: { day: "numeric", month: "long", year: "numeric" },
  medium: { day: "numeric", month: "short", year: "numeric" },
  short: { day: "2-digit", month: "2-digit", year: "numeric" },
  weekday: { weekday: "long", day: "numeric", month: "long" },
};
/** @type {Intl.DateTimeFormatOptions} */
const TIME = { hour: "2-digit", minute: "2-digit" };

/** @param {Date} date @param {Intl.DateTimeFormatOptions} options @param {string} timeZone */
function write(date, options, timeZone) {
  const name = JSON.stringify([options, timeZone]);
  return format(name, (locale) => new Intl.DateTimeFormat(locale, { ...options, timeZone })).format(date);
}

/**
 * @param {string} text an instant, or a date of the calendar such as "2026-11-23"
 * @param {"long" | "medium" | "short" | "weekday"} [style]
 */
export function formatDate(text, style = "long") {
  const isWallDate = /^\d{4}-\d{2}-\d{2}$/.test(text);
  return write(new Date(text), DATES[style], isWallDate ? "UTC" : zone.value);
}

/** @param {string} instant */
export function formatTime(instant) {
  return write(new Date(instant), TIME, zone.value);
}

/** @param {string} instant */
export function formatDateTime(instant) {
  return write(new Date(instant), { ...DATES.medium, ...TIME }, zone.value);
}

/** Units with their length in seconds, and how many of them are still told in the next smaller one. */
const UNITS = /** @type {const} */ ([
  ["year", 31_557_600],
  ["month", 2_629_800],
  ["week", 604_800],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
]);

/**
 * "yesterday", "in 3 hours".
 * @param {string} instant
 * @param {number} [now] milliseconds
 */
export function formatRelative(instant, now = Date.now()) {
  const seconds = (Date.parse(instant) - now) / 1000;
  const [unit, length] = UNITS.find(([, size]) => Math.abs(seconds) >= size) ?? ["second", 1];
  const count = unit === "second" ? 0 : Math.round(seconds / length);
  return format("relative", (locale) => new Intl.RelativeTimeFormat(locale, { numeric: "auto" })).format(count, unit);
}

/** @param {number} number */
export function formatNumber(number) {
  return format("number", (locale) => new Intl.NumberFormat(locale)).format(number);
}
