// Registering somebody: looked up while one types, consent with its text, a picture if they like.

import { ApiError, post } from "../api.js";
import { Button } from "../components/button.js";
import { Form } from "../components/form.js";
import { Notice } from "../components/notice.js";
import { Section } from "../components/section.js";
import { useForm } from "../forms.js";
import { h, html, useEffect, useState } from "../h.js";
import { t } from "../i18n.js";
import { navigate } from "../router.js";
import { visitorName } from "./visitor_field.js";
import { toast } from "../toasts.js";
import { ageOn, needsGuardian } from "./age.js";
import { useCategories } from "./categories.js";
import { CONSENT_VALUES, ConsentFields, atConsentFields, consentBody } from "./consent_fields.js";
import { useConsentText } from "./consent_text.js";
import { IdentityFields, ReachFields, VisitFields, today } from "./identity_fields.js";
import { KnownPanel } from "./known_panel.js";
import { useLeft } from "./left_form.js";
import { useLookUp } from "./look_up.js";
import { PhotoField } from "./photo_field.js";
import { sendPhoto } from "./send_photo.js";
import { TwinDialog } from "./twin_dialog.js";

/** @typedef {import("./shapes.js").Visitor} Visitor */
/** @typedef {import("./shapes.js").Candidate} Candidate */
/** @typedef {{ twins: Candidate[], answer: (isSomebodyElse: boolean) => void }} Asked  whether it is somebody else */

/** @param {{ name: string }} props what was searched for in vain */
export function NewVisitor({ name }) {
  const [photo, setPhoto] = useState(/** @type {File | null} */ (null));
  const [person, setPerson] = useState(/** @type {Candidate | null} */ (null));
  const [asked, setAsked] = useState(/** @type {Asked | null} */ (null));
  const isSomebodyElse = (/** @type {Candidate[]} */ twins) => new Promise((resolve) => setAsked({ twins, answer: resolve })).finally(() => setAsked(null));
  const categories = useCategories().data ?? [];
  const consent = useConsentText();
  const form = useForm({
    initial: { ...namesIn(name), birth_date: "", email: "", phone: "", category: "", notes: "", ...CONSENT_VALUES },
    send: (values) => register(values, person, consent.data?.text, isSomebodyElse),
    done: (visitor) => arrive(visitor, photo),
  });
  useLeft(form, name !== "");
  const giveUp = () => {
    // Nothing of it is kept.
    form.reset();
    navigate("/visitors");
  };
  const values = form.values.value;
  const isMinor = needsGuardian(values.birth_date, today());
  useEffect(() => {
    // A choice that has become impossible is none.
    if (isMinor && form.values.peek().given_by === "self") form.set("given_by", "");
  }, [isMinor]);
  const { found, state } = useLookUp(values);
  const others = found.filter(({ user }) => user !== person?.user);
  /** @param {Candidate} one */
  const take = (one) => {
    setPerson(one);
    for (const name of /** @type {const} */ (["first_name", "last_name", "birth_date"])) if (one[name]) form.set(name, one[name]);
  };
  return html`<div class="register">
    ${h(
      Form,
      { form, submit: t("visitors.register.submit"), cancel: { onClick: giveUp } },
      person && h(Notice, { actions: h(Button, { small: true, onClick: () => setPerson(null) }, t("visitors.register.not_them")) }, t("visitors.register.known", { name: visitorName(person) })),
      h(Section, { title: t("visitors.section.identity"), card: true }, h(IdentityFields, { form, isFixed: person !== null, autofocus: true }), h(ReachFields, { form, isFixed: person !== null })),
      h(KnownPanel, { found: others, state, onTake: take }),
      h(Section, { title: t("visitors.consent"), text: t("visitors.consent.lead"), card: true }, h(ConsentFields, { form, load: consent, isMinor, canWait: true })),
      h(Section, { title: t("visitors.section.visits"), card: true }, h(VisitFields, { form, categories })),
      h(Section, { title: t("visitors.photo"), text: t("visitors.photo.lead"), card: true }, h(PhotoField, { file: photo, onPick: setPhoto, onRemove: () => setPhoto(null) })),
    )}
    ${asked && h(TwinDialog, { twins: asked.twins, onAnswer: asked.answer })}
  </div>`;
}

/** @param {string} text "Marie Dupont Lenoir" */
function namesIn(text) {
  const [first = "", ...rest] = text.trim().split(/\s+/);
  return rest.length > 0 ? { first_name: first, last_name: rest.join(" ") } : { first_name: "", last_name: first };
}

/** What a refusal says of somebody, as the look-up says it. @param {Candidate & { id: number }} twin @returns {Candidate} */
const candidateOf = (twin) => ({ ...twin, visitor: twin.visitor ?? twin.id, age: ageOn(twin.birth_date, today()), photo: twin.photo ?? null, likeness: "likely", reasons: twin.reasons ?? [] });

/**
 * @param {Record<string, any>} values any: as the fields hold them
 * @param {Candidate | null} person @param {import("./shapes.js").ConsentText | null | undefined} text
 * @param {(twins: Candidate[]) => Promise<unknown>} isSomebodyElse
 * @returns {Promise<Visitor>}
 */
async function register(values, person, text, isSomebodyElse) {
  const { given_by, guardian_name, ...plain } = values;
  const filled = Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== ""));
  // Names are refused by the server when they are missing, at their fields.
  const names = { first_name: plain.first_name, last_name: plain.last_name };
  const body = { ...names, ...filled, ...(person && { user: person.user }), consent: consentBody({ given_by, guardian_name }, text) };
  try {
    return await post("/api/visitors/", body);
  } catch (error) {
    // Whoever it may be was shown beside the form; the server asks once more.
    const twins = error instanceof ApiError && error.code === "probable_double" ? /** @type {(Candidate & { id: number })[]} */ (error.body.doubles ?? []) : [];
    if (twins.length === 0 || !(await isSomebodyElse(twins.map(candidateOf)))) throw atConsentFields(error);
    return post("/api/visitors/", { ...body, accept_double: true });
  }
}

/** @param {Visitor} visitor @param {File | null} photo */
async function arrive(visitor, photo) {
  const name = visitorName(visitor);
  try {
    if (photo) await sendPhoto(visitor.id, photo);
    toast(t("visitors.register.done", { name }), { tone: "good" });
  } catch {
    toast(t("visitors.register.no_photo", { name }), { tone: "wrong" });
  }
  navigate(`/visitors/${visitor.id}`, { replace: true });
}
