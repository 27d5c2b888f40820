// The style guide shows every component: those that it uses itself or by another one.

import { reach, sources } from "./sources.mjs";

/** Without a specimen, and why. */
const WITHOUT = {
  "components/shell.js": "the guide stands in it",
  "components/site_nav.js": "the guide stands beside it",
  "components/user_menu.js": "the guide stands beside it; there is none without a login",
  "components/auth_sheet.js": "a whole page, with its h1",
  "components/login_code.js": "a whole page, of fields that are shown",
  "components/otp_setup.js": "a whole page, of fields that are shown",
  "components/recovery_codes.js": "takes the focus, and asks before one leaves",
  "components/await_place.js": "what is shown as loading and as a failure",
  "components/account_name.js": "for password managers; nothing of it is seen",
};

/** A component is a function that begins with a capital. */
const COMPONENT = /export (?:async )?function \p{Lu}/u;

/** @returns {string[]} */
export function check() {
  const shown = reach("pages/styleguide.js");
  const all = sources.filter(({ name, text }) => name.startsWith("components/") && COMPONENT.test(text)).map(({ name }) => name);
  return [
    ...all.filter((name) => !shown.has(name) && !(name in WITHOUT)).map((name) => `${name}: the style guide does not show it`),
    ...Object.keys(WITHOUT).filter((name) => shown.has(name) || !all.includes(name)).map((name) => `lint/specimens.mjs: ${name} needs no excuse`),
  ];
}
