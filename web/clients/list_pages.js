// Lists that the API gives in parts.

/**
 * @template T
 * @typedef {{ count: number | null, next: string | null, previous: string | null, results: T[] }} ListPage
 */

/** The place in a list that an address of the API names. @param {string} url */
export const cursorIn = (url) => new URL(url, location.href).searchParams.get("cursor") ?? "";
