import { html, useEffect, useState } from "../h.js";
import { get } from "../api.js";

/** @typedef {{ id?: number, first_name?: string, last_name?: string, email?: string | null, username?: string | null, photo?: string | null }} Pictured */

/** Pictures that were shown lately, as addresses of blobs: their own need the token, which an <img> does not send. */
const pictures = /** @type {Map<string, Promise<string>>} */ (new Map());
const KEPT = 200;
const HUES = 6;
/** Width in pixels up to which a size stands for a number. */
const SIZES = /** @type {const} */ ([[34, "small"], [52, "normal"], [84, "large"], [Infinity, "huge"]]);

/**
 * A person's photo, or their initials; it says nothing, the name stands beside it.
 * @param {{ user: Pictured | null | undefined, size?: "small" | "normal" | "large" | "huge" | number }} props
 *  size: a number is a wish in pixels
 */
export function Avatar({ user, size: wanted = "normal" }) {
  const size = typeof wanted === "string" ? wanted : (SIZES.find(([most]) => wanted <= most)?.[1] ?? "huge");
  const [shown, setShown] = useState(/** @type {{ path: string, url: string } | null} */ (null));
  const path = user?.photo ? pathOf(user.photo, size) : null;
  useEffect(() => {
    let isHere = true;
    if (path) picture(path).then((url) => isHere && setShown({ path, url }), () => {});
    return () => { isHere = false; };
  }, [path]);
  const isThere = shown !== null && shown.path === path;
  return html`<span class=${`avatar avatar-${size} hue-${hueOf(user)}`} aria-hidden="true">
    ${isThere ? html`<img src=${shown.url} alt="" />` : initials(user)}
  </span>`;
}

/**
 * @param {string} photo
 * @param {string} size
 */
function pathOf(photo, size) {
  if (size === "large" || size === "huge") return photo;
  return `${photo}${photo.includes("?") ? "&" : "?"}size=small`;
}

/** @param {string} path */
function picture(path) {
  const known = pictures.get(path);
  if (known) return known;
  const wanted = get(path, undefined, { as: "blob" }).then((blob) => URL.createObjectURL(/** @type {Blob} */ (blob)));
  pictures.set(path, wanted);
  wanted.catch(() => pictures.delete(path));
  const oldest = pictures.size > KEPT ? pictures.entries().next().value : undefined;
  if (oldest) {
    pictures.delete(oldest[0]);
    oldest[1].then((url) => URL.revokeObjectURL(url), () => {});
  }
  return wanted;
}

/** @param {Pictured | null | undefined} user */
function initials(user) {
  const letters = [user?.first_name, user?.last_name].map((name) => [...(name ?? "").trim()][0] ?? "").join("");
  return (letters || [...(user?.email ?? user?.username ?? "?")][0] || "?").toUpperCase();
}

/** @param {Pictured | null | undefined} user the same one for the same person, wherever they are seen */
function hueOf(user) {
  const text = user?.id ? String(user.id * 7) : `${user?.first_name ?? ""}${user?.last_name ?? ""}`;
  let sum = 0;
  for (const character of text) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 9973;
  return (sum % HUES) + 1;
}
