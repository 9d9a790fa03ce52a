/** Words that every plain object answers to, and what else a key must not be. Whoever looks them up in a table must find nothing. */
export const OUTSIDE_WORDS = [
  'constructor',
  '__proto__',
  'prototype',
  'toString',
  'valueOf',
  'hasOwnProperty',
  'isPrototypeOf',
  'propertyIsEnumerable',
  'toLocaleString',
  '__defineGetter__',
  '__lookupSetter__',
  'then',
  'toJSON',
  'length',
] as const
