// Pictures of the main screens, for people who do not run the program: a demonstration, seen in a light desk window
// and on a dark telephone. Needs Chromium and a program that is built (`cargo build`).

import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { openChromium } from "./chromium.mjs";
import { PROGRAM, startDemo } from "./demo.mjs";
import { logIn } from "./login.mjs";

const HELP = `usage: docs/screens/make [--program PATH] [--to FOLDER] [--only NAME] [--address URL]

  --program   the program to show; it holds web/ as it was when it was built (${PROGRAM})
  --address   a server that runs already, with a demonstration's people; no program is started
  --to        where the pictures go (docs/screens)
  --only      screens whose name begins so
`;

/** Larger ones are refused: they are in the repository. */
const MOST_BYTES = 120_000;

const WINDOWS = {
  desk: { width: 1280, height: 800, scale: 1, theme: "light" },
  phone: { width: 360, height: 760, scale: 2, theme: "dark" },
};

/** @typedef {import("./chromium.mjs").Tab} Tab */

/** `show`: from the page as it opens to what is to be seen. */
const SCREENS = [
  { name: "welcome", path: "/" },
  { name: "login", path: "/login" },
  { name: "today-student", path: "/", as: "etudiant@example.com" },
  { name: "today-manager", path: "/", as: "responsable@example.com" },
  { name: "people", path: "/people?kind=students", as: "responsable@example.com" },
  { name: "person", path: async (/** @type {Tab} */ tab) => `/people/students/${await student(tab)}`, as: "responsable@example.com" },
  { name: "import-report", path: "/people/import", as: "responsable@example.com", show: checkTable },
  { name: "book", path: async (/** @type {Tab} */ tab) => `/book?${await service(tab)}`, as: "client@example.com" },
  { name: "appointments", path: "/appointments?view=week", as: "coach@example.com" },
  { name: "timetable", path: "/timetable", as: "etudiant@example.com" },
  { name: "roll-call", path: async (/** @type {Tab} */ tab) => `/lessons/${await lesson(tab)}/register`, as: "professeur@example.com" },
  { name: "school-now", path: "/school/now", as: "responsable@example.com" },
  { name: "school-statistics", path: "/school/statistics?by=module", as: "responsable@example.com" },
  { name: "school-structure", path: "/school/structure", as: "responsable@example.com" },
  { name: "rooms", path: "/rooms", as: "operateur@example.com" },
  { name: "room-statistics", path: "/rooms/statistics", as: "operateur@example.com" },
  { name: "visitors", path: "/visitors", as: "operateur@example.com" },
  { name: "security", path: "/security", as: "professeur@example.com" },
  { name: "styleguide", path: "/styleguide", show: (/** @type {Tab} */ tab) => toTheTop(tab, "#calendars") },
];

/** With the mistakes that people make. */
const TABLE = `Nom;Prénom;Adresse électronique;Niveau
Lefèvre;Zoé;zoe.lefevre@example.org;BTS 1
Nguyen;Minh;minh.nguyen@example.org;BTS 1
Da Costa;Inès;ines.da-costa@example;BTS 2
Marchand;;paul.marchand@example.org;BTS 2
Étudiant;Deux;etudiant@example.com;BTS 1
`;

const { values } = parseArgs({
  options: {
    program: { type: "string" },
    address: { type: "string" },
    to: { type: "string", default: fileURLToPath(new URL("../../docs/screens", import.meta.url)) },
    only: { type: "string", default: "" },
    help: { type: "boolean", default: false },
  },
});

/** @param {Tab} tab what a module of the app gives, by its name and a piece of code */
const ask = (tab, module, code) =>
  tab.run(`import(document.documentElement.dataset.assets + "/${module}.js").then((module) => ${code})`);

/** @param {Tab} tab */
function student(tab) {
  return ask(tab, "api", `module.get("/api/students/", { search: "etudiant@example.com" }).then(({ results }) => results[0].id)`);
}

/** The last lesson of theirs whose register is closed: with whoever was absent. @param {Tab} tab */
function lesson(tab) {
  const today = new Date().toISOString().slice(0, 10);
  const from = new Date(Date.now() - 14 * 86_400_000).toISOString().slice(0, 10);
  const query = `{ from: "${from}", to: "${today}", ordering: "-starts_at" }`;
  return ask(tab, "api", `module.get("/api/statistics/lessons/", ${query}).then(({ results }) => (results.find((one) => one.register === "closed" && one.absent > 0) ?? results[0]).id)`);
}

/** The coach's first service. @param {Tab} tab */
function service(tab) {
  return ask(tab, "api", "module.get('/api/coaches/').then(({ results: [coach] }) => `coach=${coach.id}&service=${coach.services[0].id}`)");
}

/** @param {Tab} tab */
async function checkTable(tab) {
  const folder = mkdtempSync(join(tmpdir(), "preau-table-"));
  try {
    const file = join(folder, "rentrée.csv");
    writeFileSync(file, TABLE);
    const { root } = await tab.command("DOM.getDocument");
    const { nodeId } = await tab.command("DOM.querySelector", { nodeId: root.nodeId, selector: "input[type=file]" });
    await tab.command("DOM.setFileInputFiles", { nodeId, files: [file] });
    await tab.until("document.querySelector('.import-checked .section') !== null");
    await settled(tab);
    await toTheTop(tab, ".import-checked");
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Below the bar that stays, where there is one. @param {Tab} tab @param {string} css */
function toTheTop(tab, css) {
  return tab.run(`{
    const isWide = matchMedia("(width >= 60rem)").matches && document.querySelector("nav.nav");
    const { top } = document.querySelector(${JSON.stringify(css)}).getBoundingClientRect();
    scrollBy({ top: top - (isWide ? 24 : 80), behavior: "instant" });
  }`);
}

/** The style guide shows what waiting looks like. */
const IS_THERE = `document.querySelector("main h1") !== null &&
  [...document.querySelectorAll("main .bone, main [aria-busy=true], main .loading")].every((one) => one.closest(".specimen"))`;

/** Until everything has come, and stands still. @param {Tab} tab */
async function settled(tab) {
  await tab.until(IS_THERE);
  await tab.run("document.fonts.ready.then(() => {})");
  await tab.until("[...document.images].every((one) => one.complete)");
  await tab.run("document.getAnimations().forEach((one) => one.effect.getTiming().iterations === Infinity || one.finish())");
  // What the cards of a page read after the page itself.
  await tab.run("new Promise((done) => setTimeout(done, 300))");
  await tab.until(IS_THERE);
}

/** @param {string} app @param {typeof SCREENS[number]} screen @param {keyof typeof WINDOWS} window */
async function take(app, screen, window) {
  const { width, height, scale, theme } = WINDOWS[window];
  const chromium = await openChromium({ lang: "fr" });
  try {
    const tab = await chromium.openTab();
    await tab.command("Emulation.setDeviceMetricsOverride", { width, height, deviceScaleFactor: scale, mobile: window === "phone" });
    // A finger, not a mouse.
    await tab.command("Emulation.setTouchEmulationEnabled", { enabled: window === "phone" });
    const features = [
      { name: "prefers-color-scheme", value: theme },
      { name: "prefers-reduced-motion", value: "reduce" },
    ];
    await tab.command("Emulation.setEmulatedMedia", { features });
    // The clock of the place: otherwise some pages warn that the device's is another.
    await tab.command("Emulation.setTimezoneOverride", { timezoneId: "Europe/Paris" });
    if (screen.as) await logIn(tab, app, screen.as);
    const path = typeof screen.path === "string" ? screen.path : await screen.path(tab);
    await tab.go(`${app}${path}`);
    await settled(tab);
    // The focus of a field that waits for its reader.
    await tab.run("document.activeElement?.blur()");
    await screen.show?.(tab);
    return await picture(tab);
  } finally {
    await chromium.close();
  }
}

/** @param {Tab} tab as sharp as its size allows */
async function picture(tab) {
  for (const quality of [92, 84, 72]) {
    const { data } = await tab.command("Page.captureScreenshot", { format: "webp", quality });
    const bytes = Buffer.from(data, "base64");
    if (bytes.length <= MOST_BYTES) return bytes;
  }
  throw new Error("a picture that does not become small");
}

async function make() {
  const demo = values.address ? null : await startDemo(values.program);
  const app = `${values.address ?? demo?.address}/app`;
  mkdirSync(values.to, { recursive: true });
  try {
    for (const screen of SCREENS.filter(({ name }) => name.startsWith(values.only))) {
      for (const window of /** @type {const} */ (["desk", "phone"])) {
        const name = `${screen.name}-${window}.webp`;
        writeFileSync(join(values.to, name), await take(app, screen, window));
        console.log(`${name} ${Math.round(statSync(join(values.to, name)).size / 1000)} kB`);
      }
    }
  } finally {
    await demo?.stop();
  }
  const known = SCREENS.flatMap(({ name }) => Object.keys(WINDOWS).map((window) => `${name}-${window}.webp`));
  const left = readdirSync(values.to).filter((name) => name.endsWith(".webp") && !known.includes(name));
  if (left.length > 0) console.log(`no longer made: ${left.join(", ")}`);
}

if (values.help) console.log(HELP);
else await make();
