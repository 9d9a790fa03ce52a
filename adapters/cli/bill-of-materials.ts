/**
 * What of others runs with us, read from the lock file: as CycloneDX, and with the licence of each package. Packages for development are no
 * part of it, but for those of which a file is served.
 */

import { ownValue } from '../../bot/knowledge/own-value.ts'

/** A package as npm's lock file (version 3) has it; the key is its folder below the root. */
export interface Locked {
  name?: string
  version?: string
  license?: string
  integrity?: string
  dev?: boolean
  devOptional?: boolean
  optional?: boolean
  dependencies?: Record<string, string>
  optionalDependencies?: Record<string, string>
}

export interface Lock {
  name: string
  version: string
  packages: Record<string, Locked>
}

export interface Component {
  place: string
  name: string
  version: string
  /** SPDX, as the package itself says; undefined when it does not. */
  licence: string | undefined
  isOptional: boolean
  sha512: string | undefined
}

/** For development only, yet a file of each is served to browsers. */
const SERVED = ['node_modules/botframework-webchat']
/**
 * Licences under which a package may run with us (EUPL-1.2): permissive ones, and MPL-2.0, which binds changes to its own files and which the
 * EUPL names as compatible.
 */
const ALLOWED = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'MPL-2.0',
  'PSF-2.0',
  'Python-2.0',
  'Unlicense',
])
/** Packages that name no licence in their package.json; read by a person in the file that is beside it. */
const READ_BY_HAND = new Map([['escape-regexp-component', 'MIT']])

/** In the order of the lock file, each name and version once. */
export function componentsOf({ packages }: Lock): Component[] {
  const found = new Map<string, Component>()
  for (const [place, { name, version = '', license, integrity, dev, devOptional, optional = false }] of Object.entries(packages)) {
    if (place === '' || ((dev || devOptional) && !SERVED.includes(place))) continue
    const known = name ?? nameAt(place)
    found.set(`${known}@${version}`, {
      place,
      name: known,
      version,
      licence: license ?? READ_BY_HAND.get(known),
      isOptional: optional,
      sha512: integrity?.startsWith('sha512-') ? Buffer.from(integrity.slice(7), 'base64').toString('hex') : undefined,
    })
  }
  return [...found.values()]
}

/** Those whose licence nobody has allowed; of a choice (`A OR B`) one must be. */
export function notAllowed(components: readonly Component[]): Component[] {
  const isAllowed = (licence: string) =>
    licence
      .replace(/[()]/g, '')
      .split(/ OR /i)
      .some((choice) => choice.split(/ AND /i).every((one) => ALLOWED.has(one.trim())))
  return components.filter(({ licence }) => licence === undefined || !isAllowed(licence))
}

/** CycloneDX 1.6, without a date and a serial number: the same lock file gives the same bytes. */
export function cycloneDx(lock: Lock, { name, version, licence }: { name: string; version: string; licence: string }): object {
  const components = componentsOf(lock)
  const root = purl({ name, version })
  const refs = new Map(components.map((component) => [component.place, purl(component)]))
  const needs = (place: string): string[] => {
    const { dependencies = {}, optionalDependencies = {} } = ownValue(lock.packages, place) ?? {}
    const names = Object.keys({ ...dependencies, ...optionalDependencies })
    return [...new Set(names.flatMap((one) => refs.get(placeOf(one, place, lock) ?? '') ?? []))].sort()
  }
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: { component: { type: 'application', 'bom-ref': root, name, version, purl: root, licenses: [licenceOf(licence)] } },
    components: components.map((component) => ({
      type: 'library',
      'bom-ref': purl(component),
      name: component.name,
      version: component.version,
      scope: component.isOptional ? 'optional' : 'required',
      purl: purl(component),
      ...(component.licence !== undefined && { licenses: [licenceOf(component.licence)] }),
      ...(component.sha512 !== undefined && { hashes: [{ alg: 'SHA-512', content: component.sha512 }] }),
    })),
    dependencies: [
      { ref: root, dependsOn: needs('') },
      ...components.map((component) => ({ ref: purl(component), dependsOn: needs(component.place) })),
    ],
  }
}

const nameAt = (place: string) => place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length)
const purl = ({ name, version }: { name: string; version: string }) => `pkg:npm/${name.replace(/^@/, '%40')}@${version}`
const licenceOf = (licence: string) => (/[ (]/.test(licence) ? { expression: licence } : { license: { id: licence } })

/** Where Node finds a package that another one asks for: beside it, or in a folder above. */
function placeOf(name: string, from: string, { packages }: Lock): string | undefined {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf('node_modules/') - 1))) {
    const place = `${at === '' ? '' : `${at}/`}node_modules/${name}`
    if (Object.hasOwn(packages, place)) return place
    if (at === '') return undefined
  }
}
