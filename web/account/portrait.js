// The head of the profile: picture, name, since when.

import { del } from "../api.js";
import { Avatar } from "../components/avatar.js";
import { Button } from "../components/button.js";
import { Card } from "../components/card.js";
import { confirm } from "../components/confirm.js";
import { h, html, useSignal } from "../h.js";
import { formatDate, t } from "../i18n.js";
import { toast } from "../toasts.js";
import { adoptMyData } from "./my_data.js";
import { PhotoDialog } from "./photo_dialog.js";

/** @typedef {import("./my_data.js").MyData} MyData */

/** @param {{ mine: MyData }} props */
export function Portrait({ mine }) {
  const isChanging = useSignal(false);
  const hasPhoto = Boolean(mine.photo);
  return h(
    Card,
    {},
    html`<div class="portrait">
      ${h(Avatar, { user: mine, size: "huge" })}
      <div class="portrait-words">
        <p class="portrait-name">${mine.first_name} ${mine.last_name}</p>
        <p class="soft small">
          ${t("account.profile.since", { date: formatDate(mine.created_at, "long") })}
          ${mine.username ? [" · ", t("account.profile.username", { username: mine.username })] : null}
        </p>
        <div class="row portrait-tools">
          ${h(
            Button,
            { small: true, icon: "camera", onClick: () => (isChanging.value = true) },
            t(hasPhoto ? "account.photo.change" : "account.photo.add"),
          )}
          ${hasPhoto ? h(RemovePhoto, { mine }) : null}
        </div>
      </div>
    </div>`,
    isChanging.value ? h(PhotoDialog, { hasPhoto, onClose: () => (isChanging.value = false) }) : null,
  );
}

/** @param {{ mine: MyData }} props */
function RemovePhoto({ mine }) {
  const isBusy = useSignal(false);
  async function remove() {
    const isSure = await confirm({
      title: t("account.photo.remove_title"),
      text: t("account.photo.remove_text"),
      action: t("account.photo.remove"),
      danger: true,
    });
    if (!isSure) return;
    isBusy.value = true;
    try {
      await del("/api/me/photo/");
      await adoptMyData({ ...mine, photo: null });
      toast(t("account.photo.removed"));
    } catch (error) {
      toast(/** @type {Error} */ (error).message, { tone: "wrong" });
    }
    isBusy.value = false;
  }
  return h(
    Button,
    { small: true, tone: "plain", icon: "trash", busy: isBusy.value, onClick: remove },
    t("account.photo.remove"),
  );
}
