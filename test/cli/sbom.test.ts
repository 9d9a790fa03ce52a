/** The bill of materials: complete, true to what is installed, and free of licences that nobody allowed. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { componentsOf, cycloneDx, type Lock, notAllowed } from '../../adapters/cli/bill-of-materials.ts'
import { ROOT, run } from '../program.ts'

const lock = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as Lock
const { dependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { dependencies: Record<string, string> }

interface Bom {
  bomFormat: string
  specVersion: string
  components: { 'bom-ref': string; name: string; version: string; licenses?: object[]; hashes?: { content: string }[] }[]
  dependencies: { ref: string; dependsOn: string[] }[]
}

describe('the bill of materials', () => {
  it('is printed by one command, and every package has a licence that is allowed', async () => {
    const { code, out, err } = await run('sbom')
    expect({ code, err }).toEqual({ code: 0, err: '' })
    const bom = JSON.parse(out) as Bom
    expect(bom).toMatchObject({ bomFormat: 'CycloneDX', specVersion: '1.6' })
    expect(bom.components.filter(({ licenses }) => licenses === undefined)).toEqual([])
    expect(bom).toEqual(cycloneDx(lock, { name: 'wegweiser', version: '0.1.0', licence: 'EUPL-1.2' }))
  })

  it('has what we ask for in the version that is installed, all that it needs, and nothing of development alone', () => {
    const components = componentsOf(lock)
    for (const name of Object.keys(dependencies)) {
      const { version } = JSON.parse(readFileSync(join(ROOT, 'node_modules', name, 'package.json'), 'utf8')) as { version: string }
      expect(components).toContainEqual(expect.objectContaining({ name, version }))
    }
    const bom = cycloneDx(lock, { name: 'x', version: '1', licence: 'MIT' }) as Bom
    const refs = bom.components.map((component) => component['bom-ref'])
    expect(new Set(refs).size).toBe(refs.length)
    for (const { dependsOn } of bom.dependencies) for (const ref of dependsOn) expect(refs).toContain(ref)
    expect(bom.dependencies[0]!.dependsOn.length).toBeGreaterThanOrEqual(Object.keys(dependencies).length)
    expect(components.map(({ name }) => name)).not.toContain('vitest')
    for (const { hashes } of bom.components) for (const { content } of hashes ?? []) expect(content).toMatch(/^[0-9a-f]{128}$/)
  })

  it('names a licence that nobody allowed, and takes a choice for what it is', () => {
    const of = (licence: string | undefined) => ({ place: '', name: 'x', version: '1', licence, isOptional: false, sha512: undefined })
    expect(notAllowed(['MIT', '(GPL-3.0 OR MIT)', 'MIT AND ISC'].map(of))).toEqual([])
    expect(notAllowed(['GPL-3.0', undefined, 'MIT AND GPL-3.0', 'SEE LICENSE IN x'].map(of))).toHaveLength(4)
  })
})
