import { Brand } from "../components/brand.js";
import { Courtyard } from "../components/courtyard.js";
import { Empty } from "../components/empty.js";
import { Loaded } from "../components/loaded.js";
import { OfflineLine } from "../components/offline_notice.js";
import { OpenNow, OpeningTimes } from "../components/opening_times.js";
import { Popup } from "../components/popup.js";
import { Preferences } from "../components/preferences.js";
import { Section } from "../components/section.js";
import { Suggest } from "../components/suggest.js";
import { WaitNotice, useWait } from "../components/wait_notice.js";
import { ApiError } from "../api.js";
import { h, html, useEffect } from "../h.js";
import { t } from "../i18n.js";
import { OPENINGS, PEOPLE } from "./samples.js";
import { Chapter, Specimen } from "./specimen.js";

/** @typedef {import("./samples.js").SamplePerson} SamplePerson */

/** A Thursday morning. */
const CLOCK = { day: 4, time: "10:20" };
/** Seconds that the sample of a wait begins with. */
const WAIT = "90";

/** What stands around the pages, and what they are made of. */
export function Frame() {
  return h(
    Chapter,
    { id: "frame", title: t("styleguide.frame.title"), text: t("styleguide.frame.text") },
    h(Specimen, { title: t("styleguide.shell.title"), text: t("styleguide.shell.text"), children: shell }),
    h(Specimen, { title: t("styleguide.loaded.title"), text: t("styleguide.loaded.text"), children: states }),
    h(Specimen, { title: t("styleguide.suggest.title"), text: t("styleguide.suggest.text"), children: (_, suffix) => suggest(suffix) }),
    h(Specimen, { title: t("styleguide.wait.title"), text: t("styleguide.wait.text"), children: () => h(Wait, {}) }),
    h(Specimen, { title: t("styleguide.welcome.title"), text: t("styleguide.welcome.text"), children: welcome }),
  );
}

/** @param {import("./specimen.js").Side} _ @param {string} suffix */
function shell(_, suffix) {
  const popup = {
    label: t("styleguide.shell.preferences") + suffix,
    look: "button button-quiet",
    button: t("styleguide.shell.open"),
    panelLook: "popup-user",
  };
  return html`<div>${h(Brand, {})}</div>
    ${h(OfflineLine, {})}
    ${h(Section, { title: t("styleguide.shell.section") + suffix, text: t("styleguide.shell.section_text"), card: true }, h(Preferences, {}))}
    <div class="row">${h(Popup, popup, h(Preferences, {}))}</div>`;
}

/** The four states of what is read from the server. */
function states() {
  const names = PEOPLE.slice(0, 2).map(nameOf);
  const empty = h(Empty, { small: true, icon: "people", title: t("styleguide.empty.sample") });
  const error = new ApiError(503, {});
  const reload = () => {};
  const children = (/** @type {string[]} */ list) => html`<ul>${list.map((name) => html`<li key=${name}>${name}</li>`)}</ul>`;
  return html`${h(Loaded, { load: { data: undefined, error: null, isLoading: true, reload }, rows: 2, children })}
    ${h(Loaded, { load: { data: undefined, error, isLoading: false, reload }, small: true, children })}
    ${h(Loaded, { load: { data: [], error: null, isLoading: false, reload }, empty, children })}
    ${h(Loaded, { load: { data: names, error, isLoading: false, reload }, children })}`;
}

/** @param {SamplePerson} person */
const nameOf = (person) => `${person.first_name} ${person.last_name}`;

/** @param {string} suffix */
function suggest(suffix) {
  return h(Suggest, {
    label: t("styleguide.table.search") + suffix,
    isWide: true,
    withoutText: true,
    find: async (/** @type {string} */ search) => PEOPLE.filter((person) => nameOf(person).toLowerCase().includes(search.toLowerCase())),
    lineOf: (/** @type {SamplePerson} */ person) => ({ key: person.id, name: nameOf(person), detail: person.group }),
    onPick: () => {},
  });
}

function Wait() {
  const wait = useWait();
  useEffect(() => void wait.begins(new ApiError(429, {}, new Headers({ "retry-after": WAIT }))), []);
  return h(WaitNotice, { wait });
}

function welcome() {
  return html`${h(Courtyard, { time: CLOCK.time })}
    ${h(OpenNow, { openings: [...OPENINGS], clock: CLOCK })}
    ${h(OpeningTimes, { openings: [...OPENINGS], today: CLOCK.day })}`;
}
