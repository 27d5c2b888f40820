// Named tokens for programs that act in my name.

import { get } from "../api.js";
import { Button } from "../components/button.js";
import { Card } from "../components/card.js";
import { Empty } from "../components/empty.js";
import { Loaded } from "../components/loaded.js";
import { Section } from "../components/section.js";
import { h, html, useSignal } from "../h.js";
import { t } from "../i18n.js";
import { useLoad } from "../load.js";
import { leadFocus } from "./lead_focus.js";
import { NewTokenForm } from "./new_token_form.js";
import { TokenRow } from "./token_row.js";

/** @typedef {import("./token_row.js").ApiToken} ApiToken */
/** @typedef {{ results: ApiToken[] }} ApiTokens */

export function MyTokens() {
  const load = useLoad(read, []);
  const isMaking = useSignal(false);
  // A token just made is shown open: it is what its maker came for.
  const fresh = useSignal(/** @type {number | null} */ (null));
  const add = () => (isMaking.value = true);
  const close = () => {
    isMaking.value = false;
    leadFocus("tokens");
  };
  const reload = async () => {
    load.set(await read());
    leadFocus("tokens");
  };
  return h(
    Section,
    { layout: "beside", id: "tokens", title: t("account.tokens.title"), text: t("account.tokens.text") },
    h(
      Card,
      { room: "none" },
      h(Loaded, {
        load,
        small: true,
        empty: isMaking.value
          ? undefined
          : h(Empty, {
              icon: "code",
              small: true,
              title: t("account.tokens.empty"),
              text: t("account.tokens.empty_text"),
              action: h(Button, { small: true, icon: "plus", onClick: add }, t("account.tokens.new")),
            }),
        children: /** @param {ApiTokens} tokens */ (tokens) =>
          html`<ul class="rows account-rows" role="list">
              ${tokens.results.map((token) =>
                h(TokenRow, { key: token.id, token, isOpenAtFirst: token.id === fresh.value, onRevoked: reload }),
              )}
            </ul>
            ${isMaking.value || tokens.results.length === 0
              ? null
              : html`<div class="rows-foot">
                  ${h(Button, { icon: "plus", onClick: add }, t("account.tokens.new"))}
                </div>`}`,
      }),
      isMaking.value
        ? html`<div class="rows-foot">
            ${h(NewTokenForm, {
              onClose: close,
              onMade: async (token) => {
                fresh.value = token.id;
                load.set(await read());
                close();
              },
            })}
          </div>`
        : null,
    ),
  );
}

/** @param {AbortSignal} [signal] @returns {Promise<ApiTokens>} */
const read = (signal) => get("/api/me/tokens/", undefined, { signal });
