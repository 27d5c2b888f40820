// Forms: what is typed stays until it is sent; what is wrong stands at its field; nothing is sent twice.

import { signal, useEffect, useMemo } from "./h.js";
import { ApiError } from "./api_error.js";
import { t } from "./i18n.js";
import { profile } from "./session.js";

/** @typedef {Record<string, any>} Values  what a field holds is the field's affair */

/**
 * @template {Values} V
 * @template A
 * @typedef {{
 *   initial: V,
 *   send: (values: V) => Promise<A>,
 *   done?: (answer: A, values: V) => unknown,
 * }} FormOptions
 */

/** Forms on the screen. @type {Set<Form>} */
const present = new Set();

/** Whether something typed would be lost by a reload. */
export const isAnythingTyped = () => [...present].some((form) => form.isDirty);

/**
 * @template {Values} [V=any]
 * @template [A=any]
 */
export class Form {
  /** @param {FormOptions<V, A>} options */
  constructor(options) {
    this.options = options;
    this.kept = options.initial;
    this.values = signal({ ...options.initial });
    /** One sentence about what is wrong with the whole. */
    this.problem = signal(/** @type {string | null} */ (null));
    this.busy = signal(false);
    this.wrong = signal(/** @type {Record<string, string[]>} */ ({}));
    /** Fields that show their own errors. @type {Set<string>} */
    this.shown = new Set(Object.keys(options.initial));
    this.submit = this.submit.bind(this);
  }

  get isDirty() {
    return JSON.stringify(this.values.value) !== JSON.stringify(this.kept);
  }

  /** @param {string} name @param {unknown} value */
  set(name, value) {
    this.values.value = { ...this.values.peek(), [name]: value };
    if (!(name in this.wrong.peek())) return;
    const { [name]: _, ...others } = this.wrong.peek();
    this.wrong.value = others;
  }

  /** @param {string} name @returns {string[]} */
  errors(name) {
    this.shown.add(name);
    return this.wrong.value[name] ?? [];
  }

  /** @param {V} [initial] */
  reset(initial = this.kept) {
    this.kept = initial;
    this.values.value = { ...initial };
    this.wrong.value = {};
    this.problem.value = null;
  }

  /** @param {Event} [event] */
  async submit(event) {
    event?.preventDefault();
    if (this.busy.peek()) return;
    const element = /** @type {HTMLElement | null} */ (event?.currentTarget ?? null);
    this.busy.value = true;
    this.problem.value = null;
    this.wrong.value = {};
    const sent = this.values.peek();
    try {
      const answer = await this.options.send(sent);
      this.kept = sent;
      await this.options.done?.(answer, sent);
    } catch (error) {
      this.refuse(error);
      if (element) focusWrong(element);
    } finally {
      this.busy.value = false;
    }
  }

  /** @param {unknown} error */
  refuse(error) {
    if (!(error instanceof ApiError)) {
      console.error(error);
      this.problem.value = t("core.error.unexpected");
      return;
    }
    const elsewhere = Object.entries(error.errors).filter(([name]) => !this.shown.has(name));
    this.wrong.value = error.errors;
    this.problem.value = [error.message, ...elsewhere.flatMap(([, sentences]) => sentences)].join(" ");
  }
}

/**
 * @template {Values} V
 * @template A
 * @param {FormOptions<V, A>} options  `initial` counts once; a page that gets its data later calls `reset(data)`, or
 *  mounts the form when they are there
 * @returns {Form<V, A>}
 */
export function useForm(options) {
  const form = useMemo(() => restored(new Form(options)), []);
  form.options = options;
  useEffect(() => {
    present.add(form);
    const path = location.pathname;
    const owner = profile.peek()?.user.id;
    return () => {
      present.delete(form);
      if (owner !== undefined && !profile.peek() && form.isDirty) drafts.push({ owner, path, values: openValues(form) });
    };
  }, [form]);
  return form;
}

/**
 * What was being typed when a login ended: it is there again when the same person is back at the same page.
 * @type {{ owner: number, path: string, values: Values }[]}
 */
const drafts = [];

/** Secrets are not kept. @param {Form} form @returns {Values} */
function openValues(form) {
  return Object.fromEntries(Object.entries(form.values.peek()).filter(([name]) => !/password|otp|code/.test(name)));
}

/** @template {Values} V @template A @param {Form<V, A>} form */
function restored(form) {
  const owner = profile.peek()?.user.id;
  const names = Object.keys(openValues(form)).join();
  const at = drafts.findIndex(
    (draft) => draft.owner === owner && draft.path === location.pathname && Object.keys(draft.values).join() === names,
  );
  if (at >= 0) form.values.value = { ...form.kept, ...drafts.splice(at, 1)[0].values };
  return form;
}

/** To the first wrong field, else to the summary, once they are drawn. @param {HTMLElement} element */
function focusWrong(element) {
  requestAnimationFrame(() => {
    const target = element.querySelector("[aria-invalid='true']") ?? element.querySelector("[data-summary]");
    if (target instanceof HTMLElement) target.focus();
  });
}
