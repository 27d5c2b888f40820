// What the API says of codes made in a batch.

/**
 * @typedef {{ session: number, access_code: string, is_unused: boolean, code_expires_at: string }} BatchCode
 * @typedef {object} Batch
 * @property {number} id
 * @property {string} label
 * @property {number} minutes
 * @property {number} count
 * @property {number} waiting they can still be used
 * @property {number} used
 * @property {number} void
 * @property {string | null} code_expires_at
 * @property {string} created_at
 * @property {string | null} created_by_name
 * @typedef {Batch & { codes: BatchCode[] }} WholeBatch
 * @typedef {import("../types/session.js").ListOf<Batch>} Batches
 */

export {};
