// Styles. Those below 60 are linked by index.html; the others come with the area that needs them.

/** @typedef {import("./i18n.js").Area} Area */

/** What several areas share comes before an area's own, which may change it. @type {Record<Area, string[]>} */
export const SHEETS = {
  core: ["63-dialogs"],
  auth: ["60-data", "70-auth", "73-two-steps", "74-welcome", "75-courtyard"],
  account: ["60-data", "71-account", "76-today", "73-two-steps"],
  people: ["60-data", "72-people", "76-person", "77-person-picker", "78-people-import"],
  styleguide: ["60-data", "61-calendar", "62-plots", "64-styleguide"],
};

/** @type {Map<string, Promise<void>>} */
const loading = new Map();

/** Brings the styles of an area; the page that needs them is shown afterwards. @param {Area} area */
export async function loadSheets(area) {
  await Promise.all(SHEETS[area].map(load));
}

/** @param {string} name */
function load(name) {
  const started = loading.get(name) ?? link(new URL(`./styles/${name}.css`, import.meta.url).pathname);
  loading.set(name, started);
  started.catch(() => loading.delete(name));
  return started;
}

/** @param {string} path @returns {Promise<void>} */
function link(path) {
  return new Promise((resolve, reject) => {
    const element = document.createElement("link");
    element.rel = "stylesheet";
    element.href = path;
    element.onload = () => resolve();
    element.onerror = () => {
      element.remove();
      reject(new Error(`no styles at ${path}`));
    };
    document.head.append(element);
  });
}
