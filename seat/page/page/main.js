// The start. The seat's own agent serves the page at its root; a server serves it below /kiosk/, where the page itself
// speaks for the seat.

import * as code from "./code.js";
import * as dialogs from "./dialogs.js";
import { isHeard, onPutAway, show, tell } from "./show.js";
import { speak } from "./texts.js";
import * as agent from "./agent.js";
import * as direct from "./direct.js";

const backend = location.pathname === "/" ? agent : direct;

for (const button of document.querySelectorAll("[data-language]")) {
  button.addEventListener("click", () => speak(button.dataset.language));
}
code.setUp((typed) => backend.enter(typed));
dialogs.setUp(backend, tell, isHeard);
onPutAway((id) => backend.putAway(id));
document.addEventListener("contextmenu", (event) => event.preventDefault());
speak();
backend.start(show);
