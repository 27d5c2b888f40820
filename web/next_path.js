// Where a log-in leads on to.

/**
 * A path inside the app, or null: what comes from an address bar must not lead anybody to another site, nor back to
 * the page that asks for a log-in.
 * @param {string | null | undefined} text
 * @returns {string | null}
 */
export function insidePath(text) {
  if (!text || !/^\/(?![/\\])/.test(text) || /[\\\u0000-\u0020\u007f]/.test(text)) return null;
  let url;
  try {
    url = new URL(text, "https://inside.invalid");
  } catch {
    return null;
  }
  if (url.origin !== "https://inside.invalid") return null;
  const path = url.pathname + url.search + url.hash;
  // A path such as "/.//other.example" becomes one that begins with two slashes only once it is read.
  return path.startsWith("//") || /^\/(login|register|forgot-password|reset-password)(\/|\?|#|$)/.test(path) ? null : path;
}
