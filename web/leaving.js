// The way out that somebody chooses: to the welcome page. A login that ends by itself asks for a new one instead, and
// then goes on where it was.

import { navigate } from "./router.js";
import { logOut } from "./session.js";

export async function leave() {
  await logOut();
  navigate("/", { replace: true });
}
