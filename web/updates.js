// The service worker, and a new version of the app: offered, never forced on somebody who is typing.

import { BASE } from "./constants.js";
import { t } from "./i18n.js";
import { toast } from "./toasts.js";

/** The worker's address: the only text here that becomes a script. */
function workerUrl() {
  const url = `${BASE}/sw.js`;
  const { trustedTypes } = /** @type {{ trustedTypes?: any }} */ (globalThis);
  return trustedTypes ? trustedTypes.createPolicy("preau", { createScriptURL: () => url }).createScriptURL(url) : url;
}

/** Files of the development server carry no version. */
const isVersioned = !import.meta.url.includes("/assets/dev/");

export async function startUpdates() {
  if (!isVersioned || !("serviceWorker" in navigator)) return;
  try {
    const registration = await navigator.serviceWorker.register(workerUrl(), { scope: `${BASE}/` });
    if (registration.waiting) offer(registration.waiting);
    registration.addEventListener("updatefound", () => {
      const worker = registration.installing;
      worker?.addEventListener("statechange", () => {
        // Without a controller it is the first worker of this browser, not a new version.
        if (worker.state === "installed" && navigator.serviceWorker.controller) offer(worker);
      });
    });
  } catch (error) {
    // The app works without it.
    console.warn(error);
  }
}

/** @param {ServiceWorker} worker one that waits */
function offer(worker) {
  const run = () => {
    // Another tab has let it take over, or a newer one is there already: nothing is left to wait for.
    if (worker.state !== "installed") return location.reload();
    navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
    worker.postMessage("take-over");
  };
  toast(t("core.update.ready"), { tone: "info", action: { label: t("core.update.reload"), run } });
}
