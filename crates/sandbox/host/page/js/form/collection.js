// Xrm.Collection.ItemCollection.

/**
 * @template T
 * @param {() => T[]} items
 * @param {(item: T) => string} nameOf
 * @returns {Xrm.Collection.ItemCollection<any>}
 */
export function collection(items, nameOf) {
  return {
    forEach: (delegate) => items().forEach((item, index) => delegate(item, index)),
    getLength: () => items().length,
    get: (/** @type {any} */ which) => pick(items(), nameOf, which),
  };
}

/**
 * One item by name or place, those that a function accepts, or all.
 * @template T
 * @param {T[]} items
 * @param {(item: T) => string} nameOf
 * @param {string | number | ((item: T, index: number) => boolean)} [which]
 * @returns {any}
 */
export function pick(items, nameOf, which) {
  if (which === undefined) return items;
  if (typeof which === "function") return items.filter(which);
  if (typeof which === "number") return items[which] ?? null;
  return items.find((item) => nameOf(item) === which) ?? null;
}
