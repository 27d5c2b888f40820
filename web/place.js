// The place that this program serves: name, zone, languages, modules that are on.

import { effect, signal } from "./h.js";
import { get } from "./api.js";
import { parseLang, placeLang, zone } from "./i18n.js";
import { online } from "./offline.js";

/** @typedef {import("./types/session.js").Place} Place */

export const place = signal(
  /** @type {Place} */ ({
    name: "Préau",
    address: "",
    phone: "",
    email: "",
    zone: "Europe/Paris",
    languages: ["fr", "en"],
    default_language: "fr",
    logo_url: null,
    opening_hours: [],
    modules: [],
    features: [],
  }),
);

/** Whether the server has told it by now. */
export const isPlaceKnown = signal(false);

/** Reads it again; what is shown follows. */
export async function loadPlace() {
  const answer = await get("/api/place/", undefined, { anonymous: true });
  place.value = { ...place.peek(), ...answer };
  isPlaceKnown.value = true;
  zone.value = place.value.zone;
  placeLang.value = parseLang(place.value.default_language);
}

/** Reads it at the start, and again once there is a connection. Until then its default name and zone are shown. */
export function startPlace() {
  effect(() => {
    if (online.value && !isPlaceKnown.peek()) loadPlace().catch(() => {});
  });
}

/** @param {Place["modules"][number]} name */
export const moduleOn = (name) => place.value.modules.includes(name);

/** @param {Place["features"][number]} name */
export const featureOn = (name) => place.value.features.includes(name);
