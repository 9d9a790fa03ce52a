/**
 * The value of a record under a key that may be any text. What every object inherits (`constructor`, `toString`) is not there,
 * and neither is `__proto__`. Undefined for everything the record itself does not have.
 */
export function ownValue<T>(record: Readonly<Record<string, T>> | undefined, key: PropertyKey): T | undefined {
  return record !== undefined && Object.hasOwn(record, key) ? record[key as string] : undefined
}
