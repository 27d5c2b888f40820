// The start of the app.

import { Fragment, h, render, useErrorBoundary, useLayoutEffect } from "./h.js";
import { Failure } from "./components/failure.js";
import { Loading } from "./components/loading.js";
import { Shell } from "./components/shell.js";
import { Toasts } from "./components/toasts.js";
import { startI18n } from "./i18n.js";
import { startOffline } from "./offline.js";
import { startPlace } from "./place.js";
import { route, startRouter } from "./router.js";
import { settleScroll, startScroll } from "./scroll.js";
import { startSession } from "./session.js";
import { loadSheets } from "./sheets.js";
import { startTheme } from "./theme.js";
import { startUnsent } from "./unsent.js";
import { startUpdates } from "./updates.js";
import { lookAhead, startView, view } from "./view.js";

/** @param {{ page: import("./view.js").PageView }} props */
function Content({ page }) {
  const [error, reset] = useErrorBoundary((found) => console.error(found));
  useLayoutEffect(settleScroll, []);
  if (error) return h(Failure, { error, retry: reset });
  return h(page.Page, { params: page.params, query: page.query });
}

function App() {
  const now = view.value;
  const frame = now.is === "page" ? now.definition.frame : route.value.definition.frame;
  const content =
    now.is === "page"
      ? h(Content, { key: now.key, page: now })
      : now.is === "failure"
        ? h(Failure, { error: now.error, retry: now.retry })
        : h(Loading, {});
  return h(Fragment, {}, h(Shell, { frame }, content), h(Toasts, {}));
}

async function start() {
  startTheme();
  startOffline();
  startScroll();
  startRouter();
  startPlace();
  const sheets = loadSheets("core");
  lookAhead();
  await Promise.all([startI18n(), sheets, startSession()]);
  startView();
  render(h(App, {}), /** @type {HTMLElement} */ (document.getElementById("app")));
  startUnsent();
  startUpdates();
}

start();
