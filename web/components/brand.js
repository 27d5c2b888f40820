import { h, html, useEffect, useState } from "../h.js";
import { apiUrl, get } from "../api.js";
import { API } from "../constants.js";
import { place } from "../place.js";
import { href } from "../router.js";
import { Mark } from "./mark.js";

/** The place's own sign and name; it leads home. */
export function Brand() {
  const { name, logo_url: logo } = place.value;
  const source = useLogo(logo);
  return html`<a class="brand" href=${href("/")}>
    ${source ? html`<img class="brand-logo" src=${source} alt="" />` : h(Mark, { size: 32 })}
    <span class="brand-name">${name}</span>
  </a>`;
}

/**
 * An address that an <img> may load: another origin's picture comes as a blob, which the policy of the page allows.
 * @param {string | null} path
 */
export function useLogo(path) {
  const isOwn = API === "" || API === location.origin;
  const [blob, setBlob] = useState(/** @type {string | null} */ (null));
  useEffect(() => {
    if (!path || isOwn) return undefined;
    let url = "";
    let isHere = true;
    get(path, undefined, { as: "blob", anonymous: true }).then((answer) => {
      if (!isHere) return;
      url = URL.createObjectURL(answer);
      setBlob(url);
    }, () => {});
    return () => {
      isHere = false;
      URL.revokeObjectURL(url);
    };
  }, [path]);
  if (!path) return null;
  return isOwn ? apiUrl(path) : blob;
}
