// Logs in by the app's own module, so that the app finds the tokens where it keeps them.

import { PASSWORD } from "./demo.mjs";

/**
 * @param {import("./chromium.mjs").Tab} tab left at the page of those who are logged in
 * @param {string} app address of the web app
 * @param {string} email
 */
export async function logIn(tab, app, email) {
  await tab.go(`${app}/login`);
  await tab.until("document.querySelector('[name=password]') !== null");
  const values = [email, PASSWORD].map((value) => JSON.stringify(value)).join(", ");
  await tab.run(
    `import(document.documentElement.dataset.assets + "/session.js").then(({ logIn }) => logIn(${values}, { remember: true }))`,
  );
  await tab.until("!location.pathname.endsWith('/login') && document.querySelector('main h1') !== null");
}
