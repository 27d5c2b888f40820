// For password managers, which keep a password under the name of its account.
import { html } from "../h.js";

/** @param {{login: string}} props */
export function AccountName({ login }) {
  return html`<input
    class="unseen"
    type="text"
    name="username"
    autocomplete="username"
    value=${login}
    readonly
    tabindex="-1"
    aria-hidden="true"
  />`;
}
