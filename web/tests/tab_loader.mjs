// Gives every tab its own modules: what `main.js?tab=2` imports carries `?tab=2` too.

/** @type {import("node:module").ResolveHook} */
export async function resolve(specifier, context, next) {
  const found = await next(specifier, context);
  const tab = context.parentURL?.match(/\?tab=\d+$/)?.[0];
  return tab && found.url.startsWith("file:") && !found.url.includes("?") ? { ...found, url: found.url + tab } : found;
}
