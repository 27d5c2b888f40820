// The one door to the vendored libraries. Elements are written with `html`, components with `h`, whose properties are
// checked by the compiler; what stands in an `html` text is not, so a lint refuses component tags there.

import { h as create, Fragment, render } from "./vendor/preact.js";
import {
  useCallback,
  useEffect,
  useErrorBoundary,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from "./vendor/preact-hooks.js";
import { batch, computed, effect, signal, untracked, useComputed, useSignal, useSignalEffect } from "./vendor/signals.js";
import htm from "./vendor/htm.js";

/** @typedef {import("./vendor/preact.js").ComponentChildren} Children */
/** @typedef {import("./vendor/preact.js").VNode<any>} VNode */

/** @typedef {(props: any) => Children} Component */
/**
 * What a component takes; `children` may also come as further arguments.
 * @template {Component} C
 * @typedef {Omit<Parameters<C>[0], "children"> & Partial<Pick<Parameters<C>[0], "children" & keyof Parameters<C>[0]>>
 *   & { key?: string | number }} Props
 */
/**
 * Those generic over their data are named one by one: a call does not carry a type parameter through a function.
 * @typedef {{
 *   (element: string, props: Record<string, unknown> | null, ...children: Children[]): VNode,
 *   <T>(component: typeof import("./components/loaded.js").Loaded,
 *     props: Props<typeof import("./components/loaded.js").Loaded<T>>): VNode,
 *   <T extends { id: string | number }>(component: typeof import("./components/data_table.js").DataTable,
 *     props: Props<typeof import("./components/data_table.js").DataTable<T>>): VNode,
 *   <T extends string>(component: typeof import("./components/segments.js").Segments,
 *     props: Props<typeof import("./components/segments.js").Segments<T>>): VNode,
 *   <C extends Component>(component: C, props: Props<C>, ...children: Children[]): VNode,
 * }} Create
 */

export const h = /** @type {Create} */ (/** @type {unknown} */ (create));

/** @type {(strings: TemplateStringsArray, ...values: unknown[]) => VNode} */
export const html = /** @type {any} */ (htm.bind(create));

export {
  Fragment,
  batch,
  computed,
  effect,
  render,
  signal,
  untracked,
  useCallback,
  useComputed,
  useEffect,
  useErrorBoundary,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useSignal,
  useSignalEffect,
  useState,
};

/**
 * @template T
 * @typedef {import("./vendor/signals.js").Signal<T>} Signal
 */
/**
 * @template T
 * @typedef {import("./vendor/signals.js").ReadonlySignal<T>} ReadonlySignal
 */
